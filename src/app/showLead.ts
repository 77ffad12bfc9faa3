// Finds the lead that somebody means, and says how much of it they may see.
import { openTurn, ownerOf } from "../domain/lead.ts";
import { mayReview } from "../domain/reviewers.ts";
import { isManager, repOf } from "../domain/roles.ts";
import { isLeadId, type SlackId } from "../ids.ts";
import type { Team } from "../policy/types.ts";
import type { LeadRecord, LeadStore } from "./ports.ts";

/** Enough to show that there are several. */
const SOME = 6;

export type FoundLead =
  | { readonly kind: "found"; readonly record: LeadRecord }
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly records: readonly LeadRecord[] };

/** `text`: a lead's id, the beginning of one, or the id its source gave it. */
export async function findLead(leads: Pick<LeadStore, "load" | "find">, text: string): Promise<FoundLead> {
  if (isLeadId(text)) {
    const record = await leads.load(text);
    return record ? { kind: "found", record } : { kind: "none" };
  }
  const records = await leads.find(null, text, SOME);
  const exact = records.filter(({ person }) => person.externalId === text);
  const [only, ...others] = exact.length > 0 ? exact : records;
  if (only === undefined) return { kind: "none" };
  return others.length === 0 ? { kind: "found", record: only } : { kind: "several", records };
}

/** `full`: with the person; `impersonal`: without; `none`: not at all. */
export type MaySee = "full" | "impersonal" | "none";

/**
 * Managers, the Overflow Manager and whoever answers for the lead now, be it as one of its reviewers, see the person; a
 * rep who had the lead once, and a reviewer of it, see what became of it, without the person; nobody else sees anything.
 */
export function maySee(team: Team, { lead }: LeadRecord, reader: SlackId): MaySee {
  const turn = openTurn(lead);
  const answers =
    ownerOf(lead) === reader || turn?.holder === reader || (turn && mayReview(team, turn, reader));
  if (answers || isManager(team, reader) || team.roles.overflow === reader) return "full";
  const had = lead.turns.some(({ holder }) => holder === reader) && repOf(team, reader) !== null;
  const reviewed = lead.turns.some((one) => mayReview(team, one, reader));
  return had || reviewed ? "impersonal" : "none";
}
