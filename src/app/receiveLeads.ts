// Takes leads in: each gets its id, its first event and its buffer, all in one transaction.
import { type Clock, type Instant, instant, toMs } from "../clock.ts";
import { versionFor } from "../domain/canary.ts";
import { duplicateOf } from "../domain/duplicates.ts";
import { nextStep } from "../domain/lead.ts";
import { identitiesOf, newPerson } from "../domain/person.ts";
import { receive } from "../domain/receive.ts";
import { type LeadId, newCommitmentKey, newLeadId } from "../ids.ts";
import { type MatchKeys, matchKeysOf } from "../intake/matchKeys.ts";
import type { Receive, ReceiveResult } from "../intake/receive.ts";
import type { CompiledPolicy } from "../policy/types.ts";
import type { InsertResult, LeadStore, NewLead, RulesStore } from "./ports.ts";
import type { Recorded } from "./recorded.ts";
import { rulesInForce } from "./session.ts";

export interface ReceiveDeps {
  readonly leads: Pick<LeadStore, "insert" | "matches">;
  readonly rules: RulesStore;
  readonly clock: Clock;
  /** Called when a lead's buffer is over already. */
  readonly stepsDue: () => void;
  /** Called when providers are to be asked about one of them. */
  readonly enrichmentDue: () => void;
  readonly recorded: Recorded;
}

/** The use case behind every intake: HTTP, batches, CSV. Throws only when nothing was committed. */
export function receiveLeads(deps: ReceiveDeps): Receive {
  return async (arrivals) => {
    const rules = await rulesInForce(deps.rules);
    const now = instant(deps.clock.now());
    const newcomers = arrivals.map((arrival) => {
      const id = newLeadId();
      const { ref, policy } = versionFor(id, rules);
      return { ...arrival, id, ref, policy, keys: matchKeysOf(arrival.submission, policy) };
    });
    const recognised = await recognition(newcomers, now, deps.leads);
    const arriving = newcomers.map(({ id, source, externalId, submission, ref, policy, keys }): NewLead => {
      const person = newPerson(externalId, submission, newCommitmentKey());
      const input = { id, source, person, ref, policy, now, recognised: recognised.has(id) };
      const { lead, events, enrich } = receive(input);
      return { lead, person, identities: identitiesOf(submission), matchKeys: keys.own, events, enrich };
    });
    const results = await deps.leads.insert(arriving);
    announce(arriving, results, deps);
    return results.map(resultOf);
  };
}

interface Newcomer {
  readonly id: LeadId;
  readonly policy: CompiledPolicy;
  readonly keys: MatchKeys;
}

/**
 * Those whose person has come before: long ago, or a moment ago among these. It only shortens their wait; what decides is
 * looked up again when that is over.
 */
async function recognition(
  newcomers: readonly Newcomer[],
  now: Instant,
  leads: Pick<LeadStore, "matches">,
): Promise<ReadonlySet<LeadId>> {
  const keys = newcomers.flatMap((one) => one.keys.sought.map(({ key }) => key));
  if (keys.length === 0) return new Set();
  const windowMs = Math.max(...newcomers.map(({ policy }) => policy.identity.windowMs));
  const found = await leads.matches(keys, instant(toMs(now) - windowMs));
  const matches = Map.groupBy(found, ({ key }) => key);
  const arrived = new Set<string>();
  const recognised = newcomers.filter(({ id, policy, keys: { own, sought } }) => {
    const known = sought.flatMap(({ key }) => matches.get(key) ?? []);
    const among = sought.some(({ key }) => arrived.has(key));
    for (const key of own) arrived.add(key);
    return among || duplicateOf({ id, receivedAt: now }, sought, known, policy, now) !== null;
  });
  return new Set(recognised.map(({ id }) => id));
}

function announce(arriving: readonly NewLead[], results: readonly InsertResult[], deps: ReceiveDeps): void {
  const created = arriving.filter((_, index) => results[index]?.kind === "created");
  for (const { lead, events } of created) {
    const bodies = events.map(({ body }) => body);
    deps.recorded(lead, bodies, null);
  }
  const now = deps.clock.now();
  const due = created.some(({ lead }) => {
    const next = nextStep(lead);
    return next !== null && toMs(next.at) <= now;
  });
  if (due) deps.stepsDue();
  if (arriving.some(({ enrich }, index) => enrich !== null && results[index]?.kind === "created"))
    deps.enrichmentDue();
}

function resultOf(result: InsertResult): ReceiveResult {
  if (result.kind === "created") return result;
  const { kind, leadId, state } = result;
  return result.samePerson ? { kind, leadId, state } : { kind: "conflict" };
}
