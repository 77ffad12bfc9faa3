// What the rules make of a lead, and where it goes then: at the end of the buffer, and after every approval.
import type { SlackId } from "../../ids.ts";
import { commitTo } from "../chain.ts";
import type { EventBody, EventOf } from "../events.ts";
import { factsSource } from "../facts.ts";
import { lateness, startReview } from "../ladder.ts";
import type { Lead, ReviewAsked, TimerStep } from "../lead.ts";
import { qualify } from "../qualify.ts";
import { reviewerFor } from "../reviewers.ts";
import { type Outcome, tierOfOutcome, traceOf } from "../trace.ts";
import { touchesOf } from "./merging.ts";
import { CLOCK, done } from "./outcome.ts";
import { placeByShare, turnAfter } from "./placing.ts";
import type { DecideContext, Decision, Effects } from "./types.ts";

export function qualifyNow(lead: Lead, step: TimerStep, context: DecideContext): Decision {
  const { events, effects } = byRules(lead, context, lateness(step.at, context.now));
  return done(CLOCK, events, effects);
}

/**
 * Decides the lead as of now; what it has `passed` is not asked again. `lateMs`: how late that is.
 */
export function byRules(
  lead: Lead,
  context: DecideContext,
  lateMs: number,
): { events: EventBody[]; effects: Effects } {
  const { now, policy, person } = context;
  const trace = traceOf(
    qualify(policy, {
      ...factsSource(lead, person, now),
      policy: lead.policy,
      suppressed: context.suppressed,
      duplicateOf: context.duplicateOf,
      passed: lead.passed,
      lifted: lead.lifted,
    }),
  );
  const { outcome, score } = trace;
  const tier = tierOfOutcome(outcome);
  const qualified = {
    type: "qualified",
    decision: outcome.decision,
    score,
    tier,
    rules: trace.why.map(({ rule }) => rule),
    trace: commitTo(person.key, trace),
    lateMs,
  } as const;
  const { events, effects } = follow(lead, outcome, context);
  return { events: [qualified, ...events], effects: { trace, ...effects } };
}

function follow(
  lead: Lead,
  outcome: Outcome,
  context: DecideContext,
): { events: EventBody[]; effects: Effects } {
  switch (outcome.decision) {
    case "suppressed": {
      const { because, until } = outcome;
      // Somebody suppressed before stays so for as long as was said then: no new entry, which could only prolong it.
      const effects = because === "person" ? {} : { suppress: { until, because } };
      return { events: [{ type: "suppressed", because, until }], effects };
    }
    case "merged": {
      const { into, by } = outcome;
      const merge = { into, touches: touchesOf(lead, context) };
      return { events: [{ type: "merged", into, by }], effects: { merge } };
    }
    case "nurture": {
      const { because, nurture } = outcome;
      return { events: [{ type: "nurtured", because, nurture }], effects: {} };
    }
    case "review":
      return { events: [ask(lead, outcome, outcome.tier, context)], effects: {} };
    case "route":
      return placeByShare(lead, context, outcome.tier);
  }
}

/** Puts the lead before a reviewer; `not`: who had this review and lost it. Its ladder begins now. */
export function ask(
  lead: Lead,
  { queue, step, rule }: Omit<ReviewAsked, "secondary">,
  tier: string | null,
  context: DecideContext,
  not: readonly SlackId[] = [],
): EventOf<"review_asked"> {
  const { owner, secondary } = reviewerFor(queue, context, not);
  const timer = startReview(context.policy, context.team, queue, tier, context.now);
  return { type: "review_asked", turn: turnAfter(lead), queue, step, rule, owner, secondary, timer };
}
