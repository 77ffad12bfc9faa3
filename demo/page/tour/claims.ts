/** Which card in the Shark Tank somebody else may claim. */
import { lastChoice, type ShownLead } from "../happened/lead.ts";
import type { Card } from "../message.ts";
import { server } from "../server.ts";
import type { Claim } from "./steps.ts";

const LOOKED_AT = 8;
/** For these the lead is none of theirs; a cap or a shift keeps nobody from claiming. */
const FOR_OTHERS = new Set([
  ...["territory", "product", "language", "seniority"],
  ...["deactivated", "unreachable", "away"],
]);

/** The newest such card; null where there is none. */
export async function findClaim(cards: readonly Card[]): Promise<Claim | null> {
  const inTank = cards
    .filter(({ kind, state }) => kind === "tank" && state === "open")
    .toSorted((a, b) => (a.ts < b.ts ? 1 : -1));
  for (const card of inTank.slice(0, LOOKED_AT)) {
    const answer = await server.lead(card.leadId);
    const person = answer.ok ? claimantOf(answer.value) : undefined;
    if (person !== undefined) return { person, card };
  }
  return null;
}

function claimantOf(lead: ShownLead): string | undefined {
  const hadIt = new Set(lead.events.filter(({ type }) => type === "taken_away").map(({ rep }) => rep));
  return lastChoice(lead)?.considered.find(({ rep, out }) => !hadIt.has(rep) && !FOR_OTHERS.has(out ?? ""))
    ?.rep;
}
