// What people do to a lead: accept, recycle, claim, assign. Whether they may is decided here, whatever surface asked.
import { type Instant, instant, toMs } from "../../clock.ts";
import { candidatesFor } from "../candidates.ts";
import { commitTo } from "../chain.ts";
import type { EventOf } from "../events.ts";
import { once } from "../ladder.ts";
import { type Lead, type LeadIn, openTurn, type Turn } from "../lead.ts";
import { isManager, mayAssign, repOf } from "../roles.ts";
import { countOneMore, countToday } from "../shares.ts";
import { actorOf, done, refuse, refuseOnRecord } from "./outcome.ts";
import { placeByShare, routeLeadOf, turnAfter } from "./placing.ts";
import type { Command, DecideContext, Decision, RecycleAnswer } from "./types.ts";

type Of<D extends Command["do"]> = Extract<Command, { do: D }>;

function turnOf(lead: Lead, number: number): Turn | undefined {
  return lead.turns.find((turn) => turn.turn === number);
}

/** The offer that a rep's answer is about, or why it cannot be answered. */
function answerable(lead: Lead, command: Of<"accept"> | Of<"recycle">): Turn | Decision {
  const turn = turnOf(lead, command.turn);
  if (turn?.kind !== "offer" || turn.holder !== command.by) {
    return refuseOnRecord("not_yours", command.by, command.do);
  }
  return turn.end === null ? turn : refuse("moved_on", actorOf(command.by));
}

export function accept(lead: Lead, command: Of<"accept">): Decision {
  const turn = answerable(lead, command);
  if ("ok" in turn) {
    // The same click delivered twice is no race lost.
    const own = turnOf(lead, command.turn)?.end;
    const twice = own?.how === "accepted" && own.by === command.by;
    return twice ? done(actorOf(command.by), []) : turn;
  }
  return done(actorOf(command.by), [{ type: "accepted", turn: turn.turn, rep: command.by }]);
}

export function recycle(lead: Lead, command: Of<"recycle">, context: DecideContext): Decision {
  const actor = actorOf(command.by);
  const turn = answerable(lead, command);
  if ("ok" in turn) {
    const own = turnOf(lead, command.turn)?.end;
    const twice = own?.how === "recycled" && own.by === command.by && own.reason === command.answer.reason;
    return twice ? done(actor, []) : turn;
  }
  const consequence = consequenceOf(command.answer, context);
  if (typeof consequence === "string") return refuse(consequence, actor);
  const { recycled, timer } = consequence;
  const { note } = command;
  const commitment = note === null ? null : commitTo(context.person.key, { turn: turn.turn, note });
  const event: EventOf<"recycled"> = {
    type: "recycled",
    turn: turn.turn,
    rep: command.by,
    recycled,
    note: commitment,
    timer,
  };
  return done(actor, [event], {
    ...(note === null ? {} : { note: { turn: turn.turn, by: command.by, text: note } }),
    ...(recycled.reason === "not_icp" ? { suppress: { until: recycled.until, because: "not_icp" } } : {}),
  });
}

/** What follows from a recycle by its reason; or what is wrong with what was filled in. */
export function consequenceOf(
  answer: RecycleAnswer,
  { now, policy }: Pick<DecideContext, "now" | "policy">,
): Pick<EventOf<"recycled">, "recycled" | "timer"> | "date_past" | "feature_missing" | "criterion_missing" {
  switch (answer.reason) {
    case "timing": {
      const wait = toMs(answer.returnsAt) - toMs(now);
      if (!(wait > 0)) return "date_past";
      return {
        recycled: { reason: "timing", returnsAt: answer.returnsAt },
        timer: once("return", "re_engage", now, wait),
      };
    }
    case "budget":
      return { recycled: { reason: "budget", nurture: policy.recycle.budget.nurture }, timer: null };
    case "feature_gap": {
      const { features, queue } = policy.recycle.featureGap;
      const feature = answer.feature.trim();
      const known = features.length === 0 || features.includes(feature);
      if (feature === "" || !known) return "feature_missing";
      return { recycled: { reason: "feature_gap", feature, queue }, timer: null };
    }
    case "not_icp": {
      const criterion = answer.criterion.trim();
      if (criterion === "") return "criterion_missing";
      const { suppressMs } = policy.recycle.notIcp;
      const until: Instant | null = suppressMs === null ? null : instant(toMs(now) + suppressMs);
      return { recycled: { reason: "not_icp", criterion, until }, timer: null };
    }
  }
}

/** A claim is an acceptance. The first valid click wins; everyone after it is told who has the lead. */
export function claim(lead: Lead, command: Of<"claim">, context: DecideContext): Decision {
  const actor = actorOf(command.by);
  const turn = turnOf(lead, command.turn);
  if (turn?.end?.how === "claimed" && turn.end.by === command.by) return done(actor, []);
  const rep = repOf(context.team, command.by);
  if (!rep) return refuseOnRecord("not_a_rep", command.by, command.do);
  if (lead.state !== "tank" || turn?.kind !== "tank" || turn.end !== null) return refuse("moved_on", actor);
  const { tank } = context.policy;
  if (!tank.originalMayClaim && missedThisCycle(lead, command.by)) {
    return refuseOnRecord("original_may_not_claim", command.by, command.do);
  }
  if (context.gone.get(command.by) === "away") return refuse("away", actor);
  const { pool } = candidatesFor(routeLeadOf(lead, context), context);
  if (!pool.some((candidate) => candidate.slack === rep.slack)) {
    return refuseOnRecord("not_eligible", command.by, command.do);
  }
  const { today, lastAt } = context.claims;
  if (countToday(today, rep.timezone, context.now) >= tank.claimsPerDay) return refuse("claims_cap", actor);
  if (lastAt !== null && toMs(context.now) - toMs(lastAt) < tank.coolOffMs) return refuse("cool_off", actor);
  return done(actor, [{ type: "claimed", turn: turn.turn, rep: command.by }], {
    claims: { today: countOneMore(today, rep.timezone, context.now), lastAt: context.now },
  });
}

/** What was handed on while its rep was away has not been missed by them. */
function missedThisCycle(lead: LeadIn<"tank">, rep: string): boolean {
  return lead.turns.some(
    ({ cycle, holder, end }) =>
      cycle === lead.cycle && holder === rep && end?.how === "taken_away" && end.why !== "away",
  );
}

/** The Overflow Manager's choice: a new offer with a new window, past caps and hours. */
export function assign(lead: Lead, command: Of<"assign">, context: DecideContext): Decision {
  const actor = actorOf(command.by);
  const turn = turnOf(lead, command.turn);
  const may = mayAssign(context.team, command.by) || turn?.holder === command.by;
  if (!may) return refuseOnRecord("not_overflow", command.by, command.do);
  if (turn?.end?.how === "assigned" && turn.end.by === command.by && turn.end.to === command.rep) {
    return done(actor, []);
  }
  if (lead.state !== "overflow" || turn?.turn !== openTurn(lead)?.turn || !turn) {
    return refuse("moved_on", actor);
  }
  if (!repOf(context.team, command.rep) || context.gone.has(command.rep)) {
    return refuse("rep_unavailable", actor);
  }
  return done(actor, [
    { type: "assigned", turn: turn.turn, by: command.by, rep: command.rep },
    {
      type: "offered",
      turn: turnAfter(lead),
      rep: command.rep,
      how: "assigned",
      considered: [],
      skipped: [],
    },
  ]);
}

/** An offer of somebody who is away goes to the next by routing. For themselves, or for a manager on their behalf. */
export function handOn(lead: Lead, command: Of<"hand_on">, context: DecideContext): Decision {
  const { rep, by } = command;
  const actor = actorOf(by);
  const turn = openTurn(lead);
  if (lead.state !== "offered" || lead.owner !== rep || !turn) return refuse("moved_on", actor);
  if (by !== rep && !isManager(context.team, by)) return refuseOnRecord("not_yours", by, command.do);
  if (context.gone.get(rep) !== "away") return refuse("not_away", actor);
  const placed = placeByShare(lead, context, lead.tier, rep);
  const takenAway = { type: "taken_away", turn: turn.turn, rep, why: "away", by } as const;
  return done(actor, [{ ...takenAway, missedByMs: null, lateMs: 0 }, ...placed.events], placed.effects);
}
