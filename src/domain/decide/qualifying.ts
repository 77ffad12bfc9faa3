// The end of the buffer: the rules decide the lead, and it goes where they say.
import { commitTo } from "../chain.ts";
import { factsSource } from "../facts.ts";
import { lateness } from "../ladder.ts";
import type { Lead, TimerStep } from "../lead.ts";
import { qualify } from "../qualify.ts";
import { CLOCK, done } from "./outcome.ts";
import { placeByShare } from "./placing.ts";
import type { DecideContext, Decision } from "./types.ts";

export function qualifyNow(lead: Lead, step: TimerStep, context: DecideContext): Decision {
  const { now, policy, person } = context;
  const trace = qualify(policy, {
    ...factsSource(lead, person, now),
    policy: lead.policy,
    suppressed: context.suppressed,
  });
  const { outcome, score } = trace;
  const tier = outcome.decision === "suppressed" ? null : outcome.tier;
  const qualified = {
    type: "qualified",
    decision: outcome.decision,
    score,
    tier,
    rules: trace.why.map(({ rule }) => rule),
    trace: commitTo(person.key, trace),
    lateMs: lateness(step.at, now),
  } as const;
  switch (outcome.decision) {
    case "suppressed": {
      const { because, until } = outcome;
      // Somebody suppressed before stays so for as long as was said then: no new entry, which could only prolong it.
      const suppress = because === "person" ? {} : { suppress: { until, because } };
      return done(CLOCK, [qualified, { type: "suppressed", because, until }], { trace, ...suppress });
    }
    case "nurture": {
      const { because, nurture } = outcome;
      return done(CLOCK, [qualified, { type: "nurtured", because, nurture }], { trace });
    }
    case "route": {
      const placed = placeByShare(lead, context, outcome.tier);
      return done(CLOCK, [qualified, ...placed.events], { trace, ...placed.effects });
    }
  }
}
