// Who is asked in a review: the first of its queue's reviewers who is on shift and whom Slack reaches; the next of them
// is the secondary.
import type { Instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { Check, CompiledPolicy, FormField, Team } from "../policy/types.ts";
import { isOnShift, shiftOf, teamShift } from "./calendar.ts";
import type { ReviewAsked, Turn } from "./lead.ts";
import { overflowOwner, repOf } from "./roles.ts";

/** On what it depends who is asked. */
export interface Circumstances {
  readonly team: Team;
  readonly gone: ReadonlyMap<SlackId, unknown>;
  readonly now: Instant;
}

/** The people of a queue, in the order in which they are asked; none for a queue that the team does not have. */
export function reviewersOf(team: Team, queue: string): readonly SlackId[] {
  return team.roles.reviewers.get(queue) ?? [];
}

/** Its reviewers may answer a review, whoever of them was asked; and whoever was asked for want of any. */
export function mayReview(team: Team, { review, holder }: Turn, person: SlackId): boolean {
  return review !== undefined && (holder === person || reviewersOf(team, review.queue).includes(person));
}

/**
 * Those of a queue whom Slack reaches, as they are asked now: first those on shift, each by the list's order. A reviewer
 * who is also a rep works their own hours, the others the team's. `not`: who had the review and lost it.
 */
export function standingBy(
  queue: string,
  { team, gone, now }: Circumstances,
  not: readonly SlackId[] = [],
): readonly SlackId[] {
  const there = reviewersOf(team, queue).filter((person) => !gone.has(person) && !not.includes(person));
  const onShift = (person: SlackId) => {
    const rep = repOf(team, person);
    return isOnShift(rep ? shiftOf(rep, team) : teamShift(team), now);
  };
  return [...there.filter(onShift), ...there.filter((person) => !onShift(person))];
}

/** Whom a review goes to now; with nobody standing by it is the Overflow Manager's, as any lead that nobody can take. */
export function reviewerFor(
  queue: string,
  circumstances: Circumstances,
  not: readonly SlackId[] = [],
): { owner: SlackId; secondary: SlackId | null } {
  const [owner, secondary] = standingBy(queue, circumstances, not);
  const { team, gone } = circumstances;
  return { owner: owner ?? overflowOwner(team, gone), secondary: secondary ?? null };
}

/** The check that asked for a hold; null for any other review, and for rules that have no such check. */
export function holdOf(policy: CompiledPolicy, { step, rule }: ReviewAsked): Check | null {
  return step === "hold" ? (policy.checks.find(({ id }) => id === rule) ?? null) : null;
}

/** What the reviewer is asked to fill in; empty: nothing. */
export function formOf(policy: CompiledPolicy, review: ReviewAsked): readonly FormField[] {
  const hold = holdOf(policy, review);
  return hold?.else.kind === "hold" ? hold.else.form : [];
}
