// Whose person has come before: asked when a buffer ends, of a whole batch in one query.
import { type Instant, instant, toMs } from "../clock.ts";
import { type Duplicate, duplicateOf, type Match } from "../domain/duplicates.ts";
import type { LeadId } from "../ids.ts";
import { matchKeysOf } from "../intake/matchKeys.ts";
import type { CompiledPolicy } from "../policy/types.ts";
import type { LeadRecord } from "./ports.ts";

/** Who has come before, of what the store of leads knows. */
export interface KnownPeople {
  /**
   * The leads that somebody came under one of these keys as, no longer ago than `since`, and that are not merged: of
   * each key the first few.
   */
  matches(keys: readonly string[], since: Instant): Promise<Match[]>;
  /** The lead that this source sent under this id. */
  leadWith(source: string, externalId: string): Promise<LeadId | null>;
  /** The newest lead under a key, one of `source` before others. */
  newestUnder(key: string, source: string): Promise<LeadId | null>;
  /** Whether this behaviour of the lead is on record. */
  hasObserved(behaviour: { readonly leadId: LeadId; readonly observed: string }): Promise<boolean>;
  /** From now on whoever is looked for under these keys of `from` finds `into`. May be done again. */
  handKeysOn(
    moves: readonly { readonly key: string; readonly from: LeadId; readonly into: LeadId }[],
  ): Promise<void>;
}

/** Each lead with the one it belongs to; null where the person has not come before. By the policy that decides it. */
export async function duplicatesAmong(
  newcomers: readonly { readonly record: LeadRecord; readonly policy: CompiledPolicy }[],
  leads: Pick<KnownPeople, "matches">,
  now: Instant,
): Promise<ReadonlyMap<LeadId, Duplicate | null>> {
  const asked = newcomers.map(({ record: { lead, person }, policy }) => {
    const { sought } = matchKeysOf(person.submission, policy);
    return { lead, policy, sought, since: toMs(lead.receivedAt) - policy.identity.windowMs };
  });
  const since = Math.min(...asked.map((one) => one.since));
  const keys = asked.flatMap(({ sought }) => sought.map(({ key }) => key));
  const found = keys.length === 0 ? [] : await leads.matches(keys, instant(since));
  const matches = Map.groupBy(found, ({ key }) => key);
  return new Map(
    asked.map(({ lead, policy, sought }): [LeadId, Duplicate | null] => {
      const known = sought.flatMap(({ key }) => matches.get(key) ?? []);
      return [lead.id, duplicateOf(lead, sought, known, policy, now)];
    }),
  );
}
