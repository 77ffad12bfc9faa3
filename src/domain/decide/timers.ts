// What the clock does to a lead: the steps of its running ladder, in order, each once and with its true lateness.
import { toMs } from "../../clock.ts";
import { lateness } from "../ladder.ts";
import { type Lead, type LeadIn, openTurn, type TimerStep, timerOf } from "../lead.ts";
import { noticeId } from "../mirrors.ts";
import { noticeFor } from "../notices.ts";
import { tickOverride } from "./approving.ts";
import { CLOCK, done, refuse } from "./outcome.ts";
import { overflowed, placeByShare, placeOrOverflow, tanked, turnAfter } from "./placing.ts";
import { qualifyNow } from "./qualifying.ts";
import { reEngaged } from "./reEngaging.ts";
import { answerByClock, escalateReview } from "./reviews.ts";
import type { Command, DecideContext, Decision } from "./types.ts";

/** Does the due step. A step that is not the timer's next, or not due yet, is `stale`. */
export function tick(
  lead: Lead,
  command: Extract<Command, { do: "tick" }>,
  context: DecideContext,
): Decision {
  if (command.ladder === "override") return tickOverride(lead, command, context);
  const timer = timerOf(lead);
  const step = timer?.steps[timer.next];
  const due =
    timer?.ladder === command.ladder &&
    timer.next === command.step &&
    step !== undefined &&
    toMs(step.at) <= toMs(context.now);
  if (!due) return refuse("stale", CLOCK);
  switch (step.do) {
    case "qualify":
      return qualifyNow(lead, step, context);
    case "route": {
      const placed = placeByShare(lead, context);
      return done(CLOCK, placed.events, placed.effects);
    }
    case "fallback": {
      const placed = placeOrOverflow(lead, context);
      return done(CLOCK, placed.events, placed.effects);
    }
    case "overdue":
      return markOverdue(lead, step, context);
    case "tank":
      return takeAway(lead, step, context, "tank");
    case "overflow":
      return lead.state === "tank"
        ? giveUpTank(lead, step, context)
        : takeAway(lead, step, context, "overflow");
    case "remind":
      return nudge(lead, step.do, command.step, lateness(step.at, context.now));
    case "escalate":
      return lead.state === "review"
        ? escalateReview(lead, step, command.step, context)
        : nudge(lead, step.do, command.step, lateness(step.at, context.now));
    case "approve":
    case "reject":
      return answerByClock(lead, step, context);
    case "re_engage":
      return reEngage(lead, step, context);
  }
}

function markOverdue(lead: Lead, step: TimerStep, context: DecideContext): Decision {
  const turn = openTurn(lead);
  if (lead.state !== "offered" || !turn) return refuse("stale", CLOCK);
  const { notice, ledger } = noticeFor(context.notices, noticeId(lead.id, turn), context.now);
  const lateMs = lateness(step.at, context.now);
  return done(
    CLOCK,
    [{ type: "overdue", turn: turn.turn, rep: lead.owner, dueAt: step.at, lateMs, notice }],
    { notices: ledger, notice: { id: notice, turn: turn.turn } },
  );
}

/** When the accept window of the running offer ends: its first `overdue` step, else its first step. */
function windowEnd(lead: LeadIn<"offered">): TimerStep | undefined {
  const steps = lead.timer?.steps ?? [];
  return steps.find((step) => step.do === "overdue") ?? steps[0];
}

function takeAway(lead: Lead, step: TimerStep, context: DecideContext, to: "tank" | "overflow"): Decision {
  const turn = openTurn(lead);
  if (lead.state !== "offered" || !turn) return refuse("stale", CLOCK);
  const end = windowEnd(lead);
  const next = turnAfter(lead);
  return done(CLOCK, [
    {
      type: "taken_away",
      turn: turn.turn,
      rep: lead.owner,
      why: "window",
      missedByMs: end ? lateness(end.at, context.now) : null,
      lateMs: lateness(step.at, context.now),
    },
    to === "tank" ? tanked(lead, context, next) : overflowed(lead, context, next, "window", []),
  ]);
}

function giveUpTank(lead: LeadIn<"tank">, step: TimerStep, context: DecideContext): Decision {
  const turn = openTurn(lead);
  if (!turn) return refuse("stale", CLOCK);
  return done(CLOCK, [
    { type: "unclaimed", turn: turn.turn, lateMs: lateness(step.at, context.now) },
    overflowed(lead, context, turn.turn + 1, "unclaimed", []),
  ]);
}

function nudge(lead: Lead, verb: "remind" | "escalate", step: number, lateMs: number): Decision {
  const turn = openTurn(lead)?.turn;
  if (turn === undefined) return refuse("stale", CLOCK);
  return done(CLOCK, [{ type: verb === "remind" ? "reminded" : "escalated", turn, step, lateMs }]);
}

function reEngage(lead: Lead, step: TimerStep, context: DecideContext): Decision {
  if (lead.state !== "recycled") return refuse("stale", CLOCK);
  const { event, effects } = reEngaged(lead, context, { lateMs: lateness(step.at, context.now) });
  return done(CLOCK, [event], effects);
}
