// Where a lead goes next when it needs somebody: before a rep, into the tank, to the Overflow Manager.
import type { SlackId } from "../../ids.ts";
import type { Considered, EventBody, EventOf } from "../events.ts";
import { once, startLadder } from "../ladder.ts";
import { type Lead, lastTurn } from "../lead.ts";
import { overflowOwner } from "../roles.ts";
import { type Routed, type RouteLead, route } from "../route.ts";
import type { DecideContext, Effects } from "./types.ts";

/** The number of the turn after the lead's last. */
export function turnAfter(lead: Lead): number {
  return (lastTurn(lead)?.turn ?? 0) + 1;
}

/** The reps from whom this cycle of the lead has been taken away; `also` is one more who is losing it now. */
function lostBy(lead: Lead, also: SlackId | null): SlackId[] {
  const lost = lead.turns.filter((turn) => turn.cycle === lead.cycle && turn.end?.how === "taken_away");
  return [...lost.map((turn) => turn.holder), also].filter((holder) => holder !== null);
}

/** What routing reads of a lead whose tier is `tier`. */
export function routeLeadOf(
  lead: Lead,
  context: DecideContext,
  tier = lead.tier,
  losing: SlackId | null = null,
): RouteLead {
  const seniority = context.policy.tiers.find((candidate) => candidate.id === tier)?.seniority ?? null;
  return { submission: context.person.submission, seniority, lost: lostBy(lead, losing) };
}

/** Offers the lead to the rep whose share it is; with nobody there, waits for the fallback. */
export function placeByShare(
  lead: Lead,
  context: DecideContext,
  tier = lead.tier,
  losing: SlackId | null = null,
): { events: EventBody[]; effects: Effects } {
  const routed = route(routeLeadOf(lead, context, tier, losing), context);
  if (routed.found) return offerTo(routed, turnAfter(lead));
  const { considered, skipped } = routed;
  const timer = once("fallback", "fallback", context.now, context.policy.route.fallback.afterMs);
  return { events: [{ type: "unrouted", considered, skipped, timer }], effects: {} };
}

function offerTo(
  routed: Extract<Routed, { found: true }>,
  turn: number,
): { events: EventBody[]; effects: Effects } {
  const { rep, considered, skipped, share } = routed;
  return { events: [{ type: "offered", turn, rep, how: "share", considered, skipped }], effects: { share } };
}

/** One more try at the end of the fallback time; then the Overflow Manager has it. */
export function placeOrOverflow(
  lead: Lead,
  context: DecideContext,
): { events: EventBody[]; effects: Effects } {
  const routed = route(routeLeadOf(lead, context), context);
  const turn = turnAfter(lead);
  if (routed.found) return offerTo(routed, turn);
  return { events: [overflowed(lead, context, turn, "nobody_eligible", routed.considered)], effects: {} };
}

export function overflowed(
  lead: Lead,
  context: DecideContext,
  turn: number,
  because: EventOf<"overflowed">["because"],
  considered: Considered[],
): EventBody {
  return {
    type: "overflowed",
    turn,
    owner: overflowOwner(context.team, context.gone),
    because,
    considered,
    timer: startLadder(context.policy, context.team, "overflow", lead.tier, context.now, null),
  };
}

export function tanked(lead: Lead, context: DecideContext, turn: number): EventBody {
  const timer = startLadder(context.policy, context.team, "tank", lead.tier, context.now, null);
  return { type: "tanked", turn, timer };
}
