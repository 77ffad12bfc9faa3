// Qualification: what the rules make of a lead, and why. The first step that decides wins, in this order: suppressed
// person, rules and totals that suppress, ICP, minimum score, tiers.
import { type Instant, instant, toMs } from "../clock.ts";
import { withScore } from "../policy/index.ts";
import type { CompiledPolicy, Condition, Facts } from "../policy/types.ts";
import { type FactsSource, type Known, knownOf } from "./facts.ts";
import type { PolicyRef } from "./lead.ts";
import type { Origin, Outcome, Trace, Why } from "./trace.ts";

/** What qualifying reads besides the policy. `suppressed`: what an earlier lead of this person left behind. */
export interface QualifyInput extends FactsSource {
  readonly policy: PolicyRef;
  readonly suppressed: { readonly until: Instant | null; readonly because: string } | null;
}

function unknown(rule: string, when: Condition, facts: Facts, text: string, missing: readonly string[]): Why {
  return { rule, read: when.read(facts), missing, text };
}

const bare = (rule: string, text: string): Why => ({ rule, read: {}, text });

function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`;
}

interface Scored {
  readonly score: number;
  readonly fired: readonly Why[];
  readonly silent: readonly Why[];
  /** The first fired rule that suppresses by itself. */
  readonly suppressing: string | null;
}

function scoreOf(policy: CompiledPolicy, facts: Facts): Scored {
  const fired: Why[] = [];
  const silent: Why[] = [];
  let score = 0;
  let suppressing: string | null = null;
  for (const rule of policy.score.rules) {
    const verdict = rule.when.evaluate(facts);
    if (verdict.is === "true") {
      score += rule.points;
      if (rule.suppress) suppressing ??= rule.id;
      const text = `${rule.label} (${signed(rule.points)})`;
      fired.push({ rule: rule.id, points: rule.points, read: rule.when.read(facts), text });
    } else if (verdict.is === "missing") {
      silent.push(unknown(rule.id, rule.when, facts, `${rule.label}: no value to read`, verdict.missing));
    }
  }
  // Strongest first; equal ones stay in the policy's order.
  fired.sort((a, b) => Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0));
  return { score, fired, silent, suppressing };
}

/** Decides a lead by the rules. Pure: the same input gives the same trace, today and in a year. */
export function qualify(policy: CompiledPolicy, input: QualifyInput): Trace {
  const { facts, origins } = knownOf(policy, input);
  const scored = scoreOf(policy, facts);
  const { outcome, why } = decideOutcome(policy, input, withScore(facts, scored.score), scored);
  return {
    at: input.now,
    cycle: input.cycle,
    policy: input.policy,
    score: scored.score,
    outcome,
    why: withOrigins([...why, ...scored.fired], origins),
    silent: scored.silent,
  };
}

/** The reasons with where the values they read are from, where others than the lead itself said something. */
function withOrigins(why: readonly Why[], origins: Known["origins"]): readonly Why[] {
  if (origins === null) return why;
  return why.map((one) => {
    const from = Object.keys(one.read).flatMap((attribute): [string, Origin][] => {
      const signal = originOf(attribute, origins);
      if (!signal) return [];
      const { provider, observedAt, replaced } = signal;
      return [[attribute, { provider, observedAt, ...(replaced && { replaced }) }]];
    });
    return from.length > 0 ? { ...one, from: Object.fromEntries(from) } : one;
  });
}

/** The signal that an attribute is, or is a part of: `lead.extra.visits` for `lead.extra.visits.week`. */
function originOf(attribute: string, origins: NonNullable<Known["origins"]>) {
  for (let key = attribute; key.includes("."); key = key.slice(0, key.lastIndexOf("."))) {
    const signal = origins.get(key);
    if (signal) return signal;
  }
  return undefined;
}

function decideOutcome(
  policy: CompiledPolicy,
  input: QualifyInput,
  facts: Facts,
  scored: Scored,
): { outcome: Outcome; why: Why[] } {
  const { score } = scored;
  if (input.suppressed) {
    const { because, until } = input.suppressed;
    const text = because === "not_icp" ? "Recycled as Not ICP before" : "Suppressed by the rules before";
    return {
      outcome: { decision: "suppressed", because: "person", until },
      why: [bare(because === "not_icp" ? "not_icp" : "suppressed", text)],
    };
  }
  const low = policy.suppress !== null && score <= policy.suppress.at;
  if (scored.suppressing !== null || low) {
    const forMs = policy.suppress?.forMs ?? null;
    const until = forMs === null ? null : instant(toMs(input.now) + forMs);
    return { outcome: { decision: "suppressed", because: low ? "score" : "rule", until }, why: [] };
  }
  const failed = policy.icp.flatMap((criterion) => {
    const verdict = criterion.when.evaluate(facts);
    const { id, when, label } = criterion;
    if (verdict.is === "false") return [{ rule: id, read: when.read(facts), text: `Not ICP: ${label}` }];
    if (verdict.is === "true" || criterion.missing === "pass") return [];
    return [unknown(id, when, facts, `Not ICP: ${label} is unknown`, verdict.missing)];
  });
  const nurture = (because: "icp" | "minimum" | "no_tier"): Outcome => ({
    decision: "nurture",
    tier: null,
    because,
    nurture: null,
  });
  if (failed.length > 0) return { outcome: nurture("icp"), why: failed };
  if (score < policy.score.minimum) {
    const text = `Score ${score} is under the minimum of ${policy.score.minimum}`;
    return { outcome: nurture("minimum"), why: [bare("minimum", text)] };
  }
  const tier = policy.tiers.find((candidate) => candidate.when.evaluate(facts).is === "true");
  if (!tier) return { outcome: nurture("no_tier"), why: [bare("minimum", "No tier matches")] };
  if (tier.nurture === null) {
    return { outcome: { decision: "route", tier: tier.id, seniority: tier.seniority }, why: [] };
  }
  return {
    outcome: { decision: "nurture", tier: tier.id, because: "tier", nurture: tier.nurture },
    why: [bare(`tier:${tier.id}`, `Tier ${tier.id} goes to nurture (${tier.nurture})`)],
  };
}
