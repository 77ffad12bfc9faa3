// Asks the policy's providers about a lead in its buffer. What they say goes to the lead as the command `enriched`; how
// long is waited for it, and how many are asked at once, is the worker's to say (`src/jobs/enrichWorker.ts`).
import { type Clock, type Instant, instant, toMs } from "../clock.ts";
import { factsOf, factsSource, signalsKnown } from "../domain/facts.ts";
import { recordSignals, type Signal } from "../domain/signals.ts";
import type { CompiledPolicy, Provider } from "../policy/types.ts";
import type { Asking, EnrichAnswer, Enricher, EnrichmentTask } from "./enrichPorts.ts";
import type { LeadRecord, LeadStore, RulesStore } from "./ports.ts";
import { NotSetUp } from "./session.ts";

/** Requests a provider gets for one lead at most. */
export const MOST_TRIES = 2;

export interface EnrichLeadDeps {
  readonly leads: Pick<LeadStore, "load">;
  readonly rules: Pick<RulesStore, "policy">;
  readonly enricher: Pick<Enricher, "ask">;
  readonly clock: Clock;
}

/** Providers being asked about a lead whose buffer ends at `until`, whatever they do. */
export interface Enriching {
  readonly asking: Asking;
  readonly until: Instant;
}

/**
 * Begins to ask the providers of the version of the rules that the lead's cycle goes by. Null where the lead waits for
 * nobody any more. A lead that has been tried often enough, also by instances that died over it, is answered by what is
 * kept alone. `before`: what an earlier round brought.
 */
export async function askAbout(
  { leads, rules, enricher, clock }: EnrichLeadDeps,
  { leadId, cycle, priority, attempts }: EnrichmentTask,
  before: EnrichAnswer | null,
): Promise<Enriching | null> {
  const record = await leads.load(leadId);
  if (!record) return null;
  const { lead } = record;
  if (lead.state !== "buffering" || lead.enriching === null || lead.cycle !== cycle) return null;
  const until = lead.timer.steps[lead.timer.next]?.at;
  if (until === undefined) return null;
  const pinned = await rules.policy(lead.policy.version);
  if (!pinned)
    throw new NotSetUp(`policy version ${lead.policy.version} of ${leadId} is not in the database`);
  const now = instant(clock.now());
  const mayAsk = attempts <= MOST_TRIES && toMs(until) > toMs(now);
  const asked = requestFor(record, pinned.policy, now);
  return { asking: enricher.ask({ ...asked, before, isUrgent: priority === 0, until, mayAsk }), until };
}

/** What is asked by: everything known of the lead by now. */
function requestFor({ lead, person }: LeadRecord, policy: CompiledPolicy, now: Instant) {
  const source = factsSource(lead, person, now);
  const values = new Map(signalsKnown(policy, source).map(({ key, value }) => [key, value]));
  const { email } = person.submission;
  if (email) values.set("lead.emailDomain", email.slice(email.lastIndexOf("@") + 1));
  return {
    ...{ providers: policy.enrichment, values, recorded: person.signals },
    isWanted(provider: Provider, said: readonly Signal[]) {
      if (provider.kind === "email" || provider.when === null) return true;
      const facts = factsOf(policy, { ...source, signals: recordSignals(person.signals, said) });
      return provider.when.evaluate(facts).is === "true";
    },
    freeMail: policy.lists.get("free_mail") ?? [],
  };
}
