// Whose account a lead belongs to, for the gallery and the tests of cards.
import type { AccountOwnerSeen } from "../../src/domain/events.ts";
import { ALICE } from "./samples.ts";

/** Whose account it is: the rep who has the lead, and somebody who has left. */
export const dealOwner: AccountOwnerSeen = {
  by: "opportunity",
  agent: "Alice Archer",
  rep: ALICE,
  opportunity: "0N11U6L3",
  out: null,
  team: false,
};
export const ownerGone: AccountOwnerSeen = {
  by: "account",
  agent: "Darcel Schlecht",
  rep: null,
  opportunity: null,
  out: "not_on_team",
  team: true,
};
