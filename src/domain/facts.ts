// What conditions see of a lead: its attributes as facts, and the lane that its facts put it in.
import { type Instant, toMs } from "../clock.ts";
import { prepareFacts } from "../policy/index.ts";
import type { CompiledPolicy, Facts, LeadFacts } from "../policy/types.ts";
import type { Lead } from "./lead.ts";
import type { Submission } from "./person.ts";

/** What the facts of a lead are made of. */
export interface FactsSource {
  readonly source: string;
  readonly externalId: string;
  readonly submission: Submission;
  readonly cycle: number;
  readonly recycledBefore: Lead["recycledBefore"];
  readonly now: Instant;
}

/** Every attribute of the contract, so that a new one is not forgotten here. */
type Complete<T> = { readonly [K in keyof T]-?: T[K] };

/** The facts that conditions see. The partner is the source's own unless the lead names one. */
export function factsOf(policy: CompiledPolicy, input: FactsSource): Facts {
  const { submission, source, externalId } = input;
  return prepareFacts({
    lead: leadFacts(submission, source, externalId, policy.sources.get(source)?.partner ?? null),
    company: submission.company ?? {},
    history: { cycle: input.cycle, recycled: input.recycledBefore },
    now: toMs(input.now),
  });
}

/** Field by field: spreading the submission would take a tenth of a whole decision. */
function leadFacts(
  submission: Submission,
  source: string,
  externalId: string,
  partner: string | null,
): Complete<Omit<LeadFacts, "emailDomain">> {
  return {
    source,
    externalId,
    email: submission.email ?? null,
    firstName: submission.firstName ?? null,
    lastName: submission.lastName ?? null,
    title: submission.title ?? null,
    phone: submission.phone ?? null,
    country: submission.country ?? null,
    language: submission.language ?? null,
    product: submission.product ?? null,
    campaign: submission.campaign ?? null,
    partner: submission.partner ?? partner,
    intent: submission.intent ?? null,
    message: submission.message ?? null,
    consent: submission.consent ?? null,
    utm: submission.utm ?? null,
    extra: submission.extra ?? null,
    attribution: null,
    emailFree: null,
    emailDisposable: null,
    emailStudent: null,
    emailRole: null,
  };
}

/** The lane whose condition the lead meets first; null: the general buffer. */
export function laneOf(policy: CompiledPolicy, facts: Facts): CompiledPolicy["lanes"][number] | null {
  return policy.lanes.find((lane) => lane.when.evaluate(facts).is === "true") ?? null;
}
