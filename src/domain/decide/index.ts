// decide: what a command does to a lead. Pure: no clock, no randomness, no I/O; a refusal is a value. Every pair of
// state and command is either a transition or a named refusal (`test/domain/decide.test.ts` goes through all).

import { unreached } from "../availability.ts";
import { startLadder } from "../ladder.ts";
import type { Lead } from "../lead.ts";
import { openTurn, ownerOf } from "../lead.ts";
import { overflowOwner, repOf } from "../roles.ts";
import { instantOfTs } from "../slackTime.ts";
import { accept, assign, claim, handOn, recycle } from "./answers.ts";
import { answerOverride, reviewOverride } from "./approving.ts";
import { enriched } from "./enriching.ts";
import { touch } from "./merging.ts";
import { observe } from "./observing.ts";
import { done, refuse } from "./outcome.ts";
import { openOverride, override } from "./overriding.ts";
import { overflowed, placeByShare } from "./placing.ts";
import { answer, loseReviewer } from "./reviews.ts";
import { tick } from "./timers.ts";
import type { Command, DecideContext, Decision } from "./types.ts";

export type * from "./types.ts";

export function decide(lead: Lead, command: Command, context: DecideContext): Decision {
  switch (command.do) {
    case "tick":
      return tick(lead, command, context);
    case "card_posted":
      return cardPosted(lead, command, context);
    case "accept":
      return accept(lead, command);
    case "recycle":
      return recycle(lead, command, context);
    case "claim":
      return claim(lead, command, context);
    case "assign":
      return assign(lead, command, context);
    case "approve":
    case "reject":
      return answer(lead, command, context);
    case "open_override":
      return openOverride(lead, command, context);
    case "override":
      return override(lead, command, context);
    case "approve_override":
    case "reject_override":
      return answerOverride(lead, command, context);
    case "review_override":
      return reviewOverride(lead, command, context);
    case "enriched":
      return enriched(lead, command, context);
    case "route_again":
      return routeAgain(lead, context);
    case "observe":
      return observe(lead, command, context);
    case "touch":
      return touch(lead, command, context);
    case "lose_rep":
      return loseRep(lead, command, context);
    case "hand_on":
      return handOn(lead, command, context);
    default:
      return command satisfies never;
  }
}

/**
 * The offer's clock starts at Slack's own time stamp of the card. A card that is confirmed when the offer is over is
 * noted, and starts nothing; one confirmed again (posted afresh after it was deleted) does not start the clock anew.
 */
function cardPosted(
  lead: Lead,
  command: Extract<Command, { do: "card_posted" }>,
  context: DecideContext,
): Decision {
  const turn = lead.turns.find((one) => one.turn === command.turn);
  if (turn?.kind !== "offer") return refuse("stale", "slack");
  const { channel, ts } = command;
  if (turn.card?.channel === channel && turn.card.ts === ts) return done("slack", []);
  const running = lead.state === "offered" && openTurn(lead)?.turn === turn.turn;
  const timer = !running
    ? null
    : turn.card !== null
      ? lead.timer
      : startLadder(context.policy, context.team, "offer", lead.tier, instantOfTs(ts), turn.holder);
  return done("slack", [{ type: "card_posted", turn: turn.turn, channel, ts, timer }]);
}

/**
 * An offer goes to the next rep, a review to the next reviewer; a lead with an Overflow Manager who is gone, to the next
 * manager.
 */
function loseRep(
  lead: Lead,
  command: Extract<Command, { do: "lose_rep" }>,
  context: DecideContext,
): Decision {
  const { rep, why } = command;
  const actor = why === "removed" ? "team" : "slack";
  const turn = openTurn(lead);
  if (!turn || ownerOf(lead) !== rep) return refuse("stale", actor);
  if (lead.state === "review") return loseReviewer(lead, command, context, actor);
  const takenAway = { type: "taken_away", turn: turn.turn, rep, why, missedByMs: null, lateMs: 0 } as const;
  // Whoever is taken off as one thing keeps what they hold as another; so does who is only away.
  const { team } = context;
  const still =
    lead.state === "offered"
      ? repOf(team, rep) !== null
      : overflowOwner(team, unreached(context.gone)) === rep;
  if (why === "removed" && still) return refuse("stale", actor);
  if (lead.state === "offered") {
    const placed = placeByShare(lead, context, lead.tier, rep);
    return done(actor, [takenAway, ...placed.events], placed.effects);
  }
  const gone = new Map([...context.gone, [rep, "unreachable" as const]]);
  if (lead.state !== "overflow" || overflowOwner(context.team, gone) === rep) return refuse("stale", actor);
  const next = overflowed(lead, { ...context, gone }, turn.turn + 1, "manager_gone", []);
  return done(actor, [takenAway, next]);
}

/** A lead that waits for an opening goes to whoever can take it now, or waits for whoever is there first now. */
function routeAgain(lead: Lead, context: DecideContext): Decision {
  if (lead.state !== "routing" || lead.timer.ladder !== "opening") return refuse("stale", "team");
  const { events, effects } = placeByShare(lead, context);
  const [event] = events;
  const asBefore =
    event?.type === "unrouted" &&
    event.timer.steps[0]?.at === lead.timer.steps[0]?.at &&
    event.waitsFor?.join() === lead.waitsFor.join();
  return done("team", asBefore ? [] : events, effects);
}
