// Ladders: the timed steps that apply while something waits for somebody. A started ladder is a Timer with its instants
// settled, so that a change of hours or of policy never moves a deadline that somebody has already been given.
import { type Instant, instant, toMs } from "../clock.ts";
import { clockFor } from "../policy/index.ts";
import type { CompiledPolicy, LadderName, Team } from "../policy/types.ts";
import { type Shift, shiftOf, teamShift, timeAfter } from "./calendar.ts";
import type { Timer, TimerStep } from "./lead.ts";

/**
 * Starts a ladder at `start`. Every step counts from there. An offer follows the rep's own hours and zone, the tank
 * and the Overflow Manager the team's. Null when the ladder has no steps.
 */
export function startLadder(
  policy: CompiledPolicy,
  team: Team,
  ladder: Exclude<LadderName, "override">,
  tier: string | null,
  start: Instant,
  rep: string | null,
): Timer | null {
  const who = rep === null ? undefined : team.reps.find((candidate) => candidate.slack === rep);
  const shift: Shift = who ? shiftOf(who, team) : teamShift(team);
  const clock = clockFor(policy, ladder, tier);
  const steps: TimerStep[] = policy.ladders[ladder].steps.map((step) => ({
    do: step.do,
    at: timeAfter(start, step.afterMs, clock, shift),
  }));
  return steps.length === 0 ? null : { ladder, steps, next: 0 };
}

/** Starts the ladder of a queue of reviewers at `start`; it follows the team's hours. Null when it has no steps. */
export function startReview(
  policy: CompiledPolicy,
  team: Team,
  queue: string,
  tier: string | null,
  start: Instant,
): Timer | null {
  const clock = clockFor(policy, queue, tier);
  const shift = teamShift(team);
  const steps: TimerStep[] = (policy.ladders.reviews.get(queue)?.steps ?? []).map((step) => ({
    do: step.do,
    at: timeAfter(start, step.afterMs, clock, shift),
  }));
  return steps.length === 0 ? null : { ladder: "review", steps, next: 0 };
}

/** Starts the ladder of an override that waits for a second approver; it follows the team's hours. */
export function startOverride(policy: CompiledPolicy, team: Team, start: Instant): Timer {
  const clock = clockFor(policy, "override", null);
  const shift = teamShift(team);
  const steps = policy.ladders.override.steps.map(
    (step): TimerStep => ({
      do: step.do,
      at: timeAfter(start, step.afterMs, clock, shift),
    }),
  );
  return { ladder: "override", steps, next: 0 };
}

/** A timer with one step, in wall time: buffers, fallbacks and returns. */
export function once(ladder: Timer["ladder"], verb: TimerStep["do"], start: Instant, afterMs: number): Timer {
  return { ladder, steps: [{ do: verb, at: instant(toMs(start) + afterMs) }], next: 0 };
}

/** The timer with its present step done; null when that was the last. */
export function advanced(timer: Timer): Timer | null {
  return timer.next + 1 < timer.steps.length ? { ...timer, next: timer.next + 1 } : null;
}

/** How long after its due time something happens, in ms; never negative. */
export function lateness(dueAt: Instant, now: Instant): number {
  return Math.max(0, toMs(now) - toMs(dueAt));
}
