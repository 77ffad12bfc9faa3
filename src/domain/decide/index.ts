// decide: what a command does to a lead. Pure: no clock, no randomness, no I/O; a refusal is a value. Every pair of
// state and command is either a transition or a named refusal (`test/domain/decide.test.ts` goes through all).

import { startLadder } from "../ladder.ts";
import type { Lead } from "../lead.ts";
import { openTurn } from "../lead.ts";
import { instantOfTs } from "../slackTime.ts";
import { accept, assign, claim, recycle } from "./answers.ts";
import { done, refuse } from "./outcome.ts";
import { placeByShare } from "./placing.ts";
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
    case "lose_rep":
      return loseRep(lead, command, context);
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

function loseRep(
  lead: Lead,
  command: Extract<Command, { do: "lose_rep" }>,
  context: DecideContext,
): Decision {
  const actor = command.why === "removed" ? "team" : "slack";
  const turn = openTurn(lead);
  if (lead.state !== "offered" || lead.owner !== command.rep || !turn) return refuse("stale", actor);
  const placed = placeByShare(lead, context, lead.tier, command.rep);
  return done(
    actor,
    [
      {
        type: "taken_away",
        turn: turn.turn,
        rep: command.rep,
        why: command.why,
        missedByMs: null,
        lateMs: 0,
      },
      ...placed.events,
    ],
    placed.effects,
  );
}
