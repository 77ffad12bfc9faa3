// A lead whose person has come before is merged: the earlier lead takes what it brought, then it ends.
import type { DecideContext, Decision, Effects, NewTouch } from "../domain/decide/index.ts";
import type { LeadId } from "../ids.ts";
import { matchKeysOf } from "../intake/matchKeys.ts";
import type { LeadRecord, LeadStore } from "./ports.ts";
import type { Made } from "./recorded.ts";

/** The commit of a lead that is merged, with what must be so before it is written. */
export interface Merging {
  readonly commit: Made;
  readonly merge: NonNullable<Effects["merge"]>;
  /** Under which the lead was known, and the earlier one is from now on. */
  readonly keys: readonly string[];
}

/** Null: the decision merges nothing. */
export function mergingOf(
  { person }: LeadRecord,
  commit: Made,
  decision: Decision,
  { policy }: DecideContext,
): Merging | null {
  const merge = decision.ok ? decision.effects.merge : undefined;
  return merge ? { commit, merge, keys: matchKeysOf(person.submission, policy).own } : null;
}

/**
 * Lets the earlier leads take what is about to be merged into them, all of one lead's together; names the merged whose
 * earlier lead has. Done again after a crash, nothing is taken twice.
 */
export async function handOver(
  mergings: readonly Merging[],
  leads: Pick<LeadStore, "handKeysOn">,
  touch: (into: LeadId, touches: readonly NewTouch[]) => Promise<{ readonly kind: string } | null>,
): Promise<Set<LeadId>> {
  const handed = new Set<LeadId>();
  for (const [into, group] of Map.groupBy(mergings, ({ merge }) => merge.into)) {
    const touches = group.flatMap(({ merge }) => merge.touches);
    const taken = await touch(into, touches);
    if (taken?.kind !== "done") continue; // it has itself been merged meanwhile
    for (const { commit } of group) handed.add(commit.lead.id);
  }
  await leads.handKeysOn(
    mergings.flatMap(({ commit: { lead }, merge: { into }, keys }) =>
      handed.has(lead.id) ? keys.map((key) => ({ key, from: lead.id, into })) : [],
    ),
  );
  return handed;
}
