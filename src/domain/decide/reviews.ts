// Reviews: a person is asked before deciding goes on. Whoever of the queue answers first has decided; where nobody does,
// the clock reminds, hands it to the secondary, and decides as the policy says.
import { unreached } from "../availability.ts";
import { commitTo } from "../chain.ts";
import type { EventBody } from "../events.ts";
import { fitting } from "../forms.ts";
import { lateness } from "../ladder.ts";
import {
  type Lead,
  type LeadIn,
  openTurn,
  passOf,
  type ReviewAsked,
  type TimerStep,
  type Turn,
} from "../lead.ts";
import { suppressedUntil } from "../qualify.ts";
import { formOf, mayReview, reviewersOf, standingBy } from "../reviewers.ts";
import { actorOf, CLOCK, done, refuse, refuseOnRecord } from "./outcome.ts";
import { ask, byRules } from "./qualifying.ts";
import type { Command, DecideContext, Decision, Effects } from "./types.ts";

type Verb = "approve" | "reject";
type ReviewTurn = Turn & { readonly review: ReviewAsked };

const ENDED = { approve: "approved", reject: "rejected" } as const;

function isReview(turn: Turn | null | undefined): turn is ReviewTurn {
  return turn?.review !== undefined;
}

/** Somebody answers. Of two who do, the first has decided, and the second is told so. */
export function answer(
  lead: Lead,
  command: Extract<Command, { do: Verb }>,
  context: DecideContext,
): Decision {
  const { by, do: verb } = command;
  const actor = actorOf(by);
  const turn = lead.turns.find((one) => one.turn === command.turn);
  if (!isReview(turn)) return refuse("moved_on", actor);
  if (!mayReview(context.team, turn, by)) return refuseOnRecord("not_reviewer", by, verb);
  // The same click delivered twice is no race lost.
  if (turn.end?.how === ENDED[verb] && turn.end.by === by) return done(actor, []);
  if (turn.end !== null) return refuse("moved_on", actor);
  const form = formOf(context.policy, turn.review);
  const fields = fitting(form, command.answers);
  if (fields === null) return refuse("form_incomplete", actor);
  const answers = form.length === 0 ? null : { turn: turn.turn, by, fields };
  const event = {
    type: ENDED[verb],
    turn: turn.turn,
    by,
    answers: answers && commitTo(context.person.key, answers),
    lateMs: 0,
  } as const;
  const kept = answers ? { answers: [...context.person.answers, answers] } : {};
  return settle(lead, turn, event, context, actor, kept);
}

/** Nobody has answered: the clock does. */
export function answerByClock(lead: Lead, step: TimerStep, context: DecideContext): Decision {
  const turn = openTurn(lead);
  if (!isReview(turn) || (step.do !== "approve" && step.do !== "reject")) return refuse("stale", CLOCK);
  const lateMs = lateness(step.at, context.now);
  const event = { type: ENDED[step.do], turn: turn.turn, by: null, answers: null, lateMs } as const;
  return settle(lead, turn, event, context, CLOCK, {});
}

/** After a yes, deciding goes on with the next step, in the same moment. After a no, the lead is at its end. */
function settle(
  lead: Lead,
  { review }: ReviewTurn,
  event: Extract<EventBody, { type: "approved" | "rejected" }>,
  context: DecideContext,
  actor: string,
  kept: Effects,
): Decision {
  if (event.type === "approved") {
    const passed = [...lead.passed, passOf(review.step, review.rule)];
    const { events, effects } = byRules({ ...lead, passed }, context, event.lateMs);
    return done(actor, [event, ...events], { ...effects, ...kept });
  }
  if (review.step !== "hold") {
    return done(actor, [event, { type: "nurtured", because: "rejected", nurture: null }], kept);
  }
  const end = { because: "rejected", until: suppressedUntil(context.policy, context.now) } as const;
  return done(actor, [event, { type: "suppressed", ...end }], { suppress: end, ...kept });
}

/** The asked one has not answered: the review is the secondary's. With nobody named to follow, the managers are told. */
export function escalateReview(lead: Lead, step: TimerStep, index: number, context: DecideContext): Decision {
  const turn = openTurn(lead);
  if (!isReview(turn)) return refuse("stale", CLOCK);
  const lateMs = lateness(step.at, context.now);
  const event = { type: "escalated", turn: turn.turn, step: index, lateMs } as const;
  const to = followerOf(turn, context);
  return done(CLOCK, [to === null ? event : { ...event, to }]);
}

/** The secondary; where Slack does not reach them or they review no longer, whoever else is standing by. */
function followerOf({ holder, review: { queue, secondary } }: ReviewTurn, context: DecideContext) {
  if (secondary === null) return null;
  const others = standingBy(queue, context, holder === null ? [] : [holder]);
  return others.includes(secondary) ? secondary : (others[0] ?? null);
}

/** The asked one is not there: the review is asked anew of the next, with all its time. */
export function loseReviewer(
  lead: LeadIn<"review">,
  { rep, why }: Extract<Command, { do: "lose_rep" }>,
  context: DecideContext,
  actor: string,
): Decision {
  const turn = openTurn(lead);
  if (!isReview(turn)) return refuse("stale", actor);
  const { review } = turn;
  // Somebody who is a rep no longer may still review.
  if (why === "removed" && reviewersOf(context.team, review.queue).includes(rep))
    return refuse("stale", actor);
  const lost = lead.turns.filter(
    (one) => isReview(one) && isSame(one.review, review) && one.cycle === lead.cycle,
  );
  const not = lost.flatMap(({ holder }) => holder ?? []);
  const askedOf = (gone: DecideContext["gone"]) => ask(lead, review, lead.tier, { ...context, gone }, not);
  // It would be theirs again, but for their being away: they keep it.
  if (why === "removed" && askedOf(unreached(context.gone)).owner === rep) return refuse("stale", actor);
  const asked = askedOf(why === "removed" ? context.gone : new Map([...context.gone, [rep, why]]));
  if (asked.owner === rep) return refuse("stale", actor);
  const takenAway = { type: "taken_away", turn: turn.turn, rep, why, missedByMs: null, lateMs: 0 } as const;
  return done(actor, [takenAway, asked]);
}

function isSame(one: ReviewAsked, other: ReviewAsked): boolean {
  return one.queue === other.queue && one.step === other.step && one.rule === other.rule;
}
