// Qualification: what the rules make of a lead, and why. The first step that decides wins, in this order: suppressed
// person, duplicate, rules and totals that suppress, checks that suppress, ICP, checks that hold, the source's review, triage,
// minimum score, tiers. What a reviewer has approved is passed over, and so is all that came before it.
import { type Instant, instant, toMs } from "../clock.ts";
import { withScore } from "../policy/index.ts";
import type { Check, CompiledPolicy, Facts, IcpCriterion } from "../policy/types.ts";
import type { Duplicate } from "./duplicates.ts";
import { type FactsSource, knownOf } from "./facts.ts";
import { type Lifted, type PolicyRef, passOf, type ReviewStep } from "./lead.ts";
import { withOrigins } from "./origins.ts";
import { type Scored, scoreOf, unknown } from "./score.ts";
import { type Outcome, type Qualification, tierOfOutcome, type Why } from "./trace.ts";

/**
 * What qualifying reads besides the policy. `suppressed`: what an earlier lead of this person left behind. `duplicateOf`:
 * the earlier lead that goes on in place of this one.
 */
export interface QualifyInput extends FactsSource {
  readonly policy: PolicyRef;
  readonly suppressed: { readonly until: Instant | null; readonly because: string } | null;
  readonly duplicateOf?: Duplicate | null;
  /** What has been approved in this cycle, as `passOf` names it; left out: nothing. */
  readonly passed?: readonly string[];
  /** What an override has set aside in this cycle; left out: nothing. */
  readonly lifted?: readonly Lifted[];
}

interface Verdict {
  readonly outcome: Outcome;
  /** What decided; the rules that scored come after. */
  readonly why: readonly Why[];
  /** Values that were missing where a missing value is let pass. */
  readonly silent: readonly Why[];
}

/** What the steps read: the facts with the score among them. */
interface Case {
  readonly policy: CompiledPolicy;
  readonly input: QualifyInput;
  readonly facts: Facts;
  readonly scored: Scored;
}

/** Decides a lead by the rules. Pure: the same input gives the same trace, today and in a year. */
export function qualify(policy: CompiledPolicy, input: QualifyInput): Qualification {
  const { facts, origins } = knownOf(policy, input);
  const { passed = [], lifted = [] } = input;
  const scored = scoreOf(policy, facts, input.now, lifted);
  const verdict = decided({ policy, input, facts: withScore(facts, scored.score), scored }, passed);
  return {
    at: input.now,
    cycle: input.cycle,
    policy: input.policy,
    ...(passed.length > 0 ? { passed } : {}),
    ...(lifted.length > 0 ? { lifted } : {}),
    score: scored.score,
    outcome: verdict.outcome,
    why: withOrigins([...verdict.why, ...scored.fired], origins),
    silent: [...verdict.silent, ...scored.silent],
  };
}

function decided(one: Case, passed: readonly string[]): Verdict {
  const silent: Why[] = [];
  // What came before a review was settled before it was asked for: time that has passed since unsettles nothing.
  const resumed = passed.length > 0;
  const step =
    ofSuppressedPerson(one) ??
    ofDuplicate(one) ??
    (resumed ? null : (ofSuppression(one) ?? ofSuppressingChecks(one, silent) ?? ofIcp(one, silent))) ??
    ofHolds(one, passed, silent) ??
    ofSource(one, passed) ??
    ofTriage(one, passed) ??
    ofMinimum(one) ??
    ofTiers(one);
  return { ...step, silent };
}

type Step = Pick<Verdict, "outcome" | "why">;

const bare = (rule: string, text: string): Why => ({ rule, read: {}, text });

/** Of those suppressed by a person. */
const BEFORE: Readonly<Record<string, string>> = {
  not_icp: "Recycled as Not ICP before",
  rejected: "Rejected in a review before",
};

/** Somebody may have been suppressed also while this lead was with a reviewer. */
function ofSuppressedPerson({ input: { suppressed } }: Case): Step | null {
  if (suppressed === null) return null;
  const { because, until } = suppressed;
  const text = BEFORE[because] ?? "Suppressed by the rules before";
  return {
    outcome: { decision: "suppressed", because: "person", until },
    why: [bare(because === "not_icp" ? "not_icp" : "suppressed", text)],
  };
}

/** What a lead has in common with the one it is merged into. */
const SAME = { email: "e-mail", phone: "phone", name_domain: "name and company" } as const;

function ofDuplicate({ input: { duplicateOf } }: Case): Step | null {
  if (!duplicateOf) return null;
  const { into, by } = duplicateOf;
  return {
    outcome: { decision: "merged", into, by },
    why: [bare("duplicate", `Same ${SAME[by]} as ${into}`)],
  };
}

function isLifted({ input: { lifted = [] } }: Case, what: Lifted): boolean {
  return lifted.includes(what);
}

function ofSuppression(one: Case): Step | null {
  const { policy, input, scored } = one;
  const low = policy.suppress !== null && scored.score <= policy.suppress.at && !isLifted(one, "score");
  if (!low && scored.suppressing === null) return null;
  const until = suppressedUntil(policy, input.now);
  return { outcome: { decision: "suppressed", because: low ? "score" : "rule", until }, why: [] };
}

/** Until when the rules of `suppress` suppress a person from now on; null: for good. */
export function suppressedUntil({ suppress }: CompiledPolicy, now: Instant): Instant | null {
  return endOf(suppress?.forMs ?? null, now);
}

function endOf(forMs: number | null, now: Instant): Instant | null {
  return forMs === null ? null : instant(toMs(now) + forMs);
}

/** Why a criterion or a check is not met; null: it is. One that a missing value meets is noted in `silent`. */
function unmet(rule: IcpCriterion | Check, facts: Facts, silent: Why[], what: string): Why | null {
  const verdict = rule.when.evaluate(facts);
  const { id, label } = rule;
  if (verdict.is === "true") return null;
  if (verdict.is === "false") return { rule: id, read: rule.when.read(facts), text: `${what}: ${label}` };
  if (rule.missing === "fail") {
    return unknown(rule, facts, verdict.missing, `${what}: ${label} is unknown, which counts as not met`);
  }
  silent.push(unknown(rule, facts, verdict.missing, `${label} is unknown, which counts as met`));
  return null;
}

function ofSuppressingChecks(one: Case, silent: Why[]): Step | null {
  const { policy, input, facts } = one;
  let first: Check["else"] | null = null;
  const why: Why[] = [];
  for (const check of policy.checks) {
    if (check.else.kind !== "suppress" || isLifted(one, `check:${check.id}`)) continue;
    const failed = unmet(check, facts, silent, "Not passed");
    if (failed === null) continue;
    first ??= check.else;
    why.push(failed);
  }
  if (first?.kind !== "suppress") return null;
  return {
    outcome: { decision: "suppressed", because: "check", until: endOf(first.forMs, input.now) },
    why,
  };
}

function ofIcp(one: Case, silent: Why[]): Step | null {
  if (isLifted(one, "routing")) return null;
  const { policy, facts } = one;
  const failed = policy.icp.flatMap((criterion) => unmet(criterion, facts, silent, "Not ICP") ?? []);
  return failed.length > 0 ? nurtured("icp", failed) : null;
}

function nurtured(because: "icp" | "minimum" | "no_tier", why: readonly Why[]): Step {
  return { outcome: { decision: "nurture", tier: null, because, nurture: null }, why };
}

/** Holds are asked for one after the other, in the policy's order. */
function ofHolds(one: Case, passed: readonly string[], silent: Why[]): Step | null {
  for (const check of one.policy.checks) {
    if (check.else.kind !== "hold" || passed.includes(passOf("hold", check.id))) continue;
    if (isLifted(one, `check:${check.id}`)) continue;
    const failed = unmet(check, one.facts, silent, "On hold");
    if (failed) return asked(one, passed, "hold", check.id, check.else.queue, failed);
  }
  return null;
}

function ofSource(one: Case, passed: readonly string[]): Step | null {
  const { policy, input, facts } = one;
  const review = policy.sources.get(input.source)?.review ?? null;
  if (review === null || passed.includes(passOf("source", "source")) || isLifted(one, "routing")) return null;
  if (review.when.evaluate(facts).is !== "true") return null;
  const why = { rule: "source", read: review.when.read(facts), text: `Reviewed first: from ${input.source}` };
  return asked(one, passed, "source", "source", review.queue, why);
}

function ofTriage(one: Case, passed: readonly string[]): Step | null {
  const { policy, scored } = one;
  const { triage } = policy;
  if (triage === null || passed.includes(passOf("triage", "triage")) || isLifted(one, "routing")) return null;
  const { score } = scored;
  if (score < triage.from || score > triage.to) return null;
  const text = `Score ${score} is between ${triage.from} and ${triage.to}`;
  return asked(one, passed, "triage", "triage", triage.queue, { rule: "triage", read: { score }, text });
}

/** The review, and what would come of a yes. */
function asked(
  one: Case,
  passed: readonly string[],
  step: ReviewStep,
  rule: string,
  queue: string,
  why: Why,
): Step {
  const { outcome } = decided(one, [...passed, passOf(step, rule)]);
  const tier = tierOfOutcome(outcome);
  return { outcome: { decision: "review", queue, step, rule, tier, leadsTo: outcome.decision }, why: [why] };
}

function ofMinimum(one: Case): Step | null {
  const {
    policy,
    scored: { score },
  } = one;
  if (score >= policy.score.minimum || isLifted(one, "routing")) return null;
  const text = `Score ${score} is under the minimum of ${policy.score.minimum}`;
  return nurtured("minimum", [bare("minimum", text)]);
}

function ofTiers(one: Case): Step {
  const { policy, facts } = one;
  const tier = policy.tiers.find((candidate) => candidate.when.evaluate(facts).is === "true");
  if (isLifted(one, "routing")) {
    const { id = null, seniority = null } = tier ?? {};
    return { outcome: { decision: "route", tier: id, seniority }, why: [] };
  }
  if (!tier) return nurtured("no_tier", [bare("minimum", "No tier matches")]);
  if (tier.nurture === null) {
    return { outcome: { decision: "route", tier: tier.id, seniority: tier.seniority }, why: [] };
  }
  return {
    outcome: { decision: "nurture", tier: tier.id, because: "tier", nurture: tier.nurture },
    why: [bare(`tier:${tier.id}`, `Tier ${tier.id} goes to nurture (${tier.nurture})`)],
  };
}
