// Where a lead goes next when it needs somebody: before a rep, into the tank, to the Overflow Manager.
import type { SlackId } from "../../ids.ts";
import { accountOwner } from "../accountOwner.ts";
import type { HadBefore, RouteLead } from "../candidates.ts";
import type { Considered, EventBody, EventOf } from "../events.ts";
import { signalsKnown } from "../facts.ts";
import { once, startLadder } from "../ladder.ts";
import { type Lead, lastTurn, type Timer } from "../lead.ts";
import { overflowOwner } from "../roles.ts";
import { type Routed, route } from "../route.ts";
import type { DecideContext, Effects } from "./types.ts";

/** The number of the turn after the lead's last. */
export function turnAfter(lead: Lead): number {
  return (lastTurn(lead)?.turn ?? 0) + 1;
}

/** The reps from whom this cycle of the lead has been taken away; `also` is one more who is losing it now. */
function lostBy(lead: Lead, also: SlackId | null): SlackId[] {
  const lost = lead.turns.filter(
    ({ kind, cycle, end }) => kind === "offer" && cycle === lead.cycle && end?.how === "taken_away",
  );
  return [...lost.map((turn) => turn.holder), also].filter((holder) => holder !== null);
}

/** What routing reads of a lead whose tier is `tier`. */
export function routeLeadOf(
  lead: Lead,
  context: DecideContext,
  tier = lead.tier,
  losing: SlackId | null = null,
): RouteLead {
  const { policy, account } = context;
  const seniority = policy.tiers.find((candidate) => candidate.id === tier)?.seniority ?? null;
  const submission = routedBy(lead, context);
  const owner = account && accountOwner(account, submission.product);
  const had = [...hadBefore(lead), ...context.had];
  return { submission, seniority, lost: lostBy(lead, losing), owner, had };
}

/** What the narrowing steps read: the lead's own words, and what others say where the policy has them count. */
function routedBy(lead: Lead, { policy, person, now }: DecideContext): RouteLead["submission"] {
  const { submission, signals } = person;
  if (signals.length === 0) return submission;
  const { receivedAt } = lead;
  const known = new Map(
    signalsKnown(policy, { submission, receivedAt, signals, now }).map(({ key, value }) => [key, value]),
  );
  const text = (key: string) => {
    const value = known.get(key);
    return typeof value === "string" ? value : undefined;
  };
  return {
    country: text("lead.country"),
    product: text("lead.product"),
    language: text("lead.language"),
    company: { country: text("company.country") },
  };
}

/** Who had the lead in an earlier cycle, and took it or answered for it. */
function hadBefore(lead: Lead): HadBefore[] {
  return lead.turns.flatMap(({ cycle, end }) => {
    if (cycle === lead.cycle || end === null) return [];
    const had = end.how === "accepted" || end.how === "claimed" || end.how === "recycled";
    return had ? { rep: end.by, at: end.at } : [];
  });
}

/**
 * Offers the lead to the account's owner, or to the rep whose turn it is; with nobody there waits for the next opening,
 * where the policy says so and hours are all that keeps it from a rep, else for the fallback.
 */
export function placeByShare(
  lead: Lead,
  context: DecideContext,
  tier = lead.tier,
  losing: SlackId | null = null,
): { events: EventBody[]; effects: Effects } {
  const { now, policy } = context;
  const routed = route(routeLeadOf(lead, context, tier, losing), context);
  if (routed.found) return offerTo(routed, turnAfter(lead));
  return (
    waitForOpening(routed, context) ?? {
      events: [unrouted(routed, once("fallback", "fallback", now, policy.route.fallback.afterMs))],
      effects: {},
    }
  );
}

type NobodyFound = Extract<Routed, { found: false }>;

function unrouted({ considered, skipped, account }: NobodyFound, timer: Timer): EventOf<"unrouted"> {
  return { type: "unrouted", considered, skipped, ...(account && { account }), timer };
}

/** Null: the policy does not wait, or there is something besides hours that keeps the lead from a rep. */
function waitForOpening(routed: NobodyFound, { policy }: DecideContext) {
  const { opening } = routed;
  if (policy.route.offHours !== "wait" || opening === null) return null;
  const timer: Timer = { ladder: "opening", steps: [{ do: "route", at: opening.at }], next: 0 };
  const event: EventBody = { ...unrouted(routed, timer), waitsFor: [...opening.reps] };
  return { events: [event], effects: {} };
}

function offerTo(
  { rep, how, considered, skipped, account, share }: Extract<Routed, { found: true }>,
  turn: number,
): { events: EventBody[]; effects: Effects } {
  const event: EventBody = {
    type: "offered",
    ...{ turn, rep, how, considered, skipped },
    ...(account && { account }),
  };
  return { events: [event], effects: share === null ? {} : { share } };
}

/** One more try at the end of the fallback time; then the Overflow Manager has it. */
export function placeOrOverflow(
  lead: Lead,
  context: DecideContext,
): { events: EventBody[]; effects: Effects } {
  const routed = route(routeLeadOf(lead, context), context);
  const turn = turnAfter(lead);
  if (routed.found) return offerTo(routed, turn);
  const { considered, account } = routed;
  const event = overflowed(lead, context, turn, "nobody_eligible", considered);
  return (
    waitForOpening(routed, context) ?? { events: [{ ...event, ...(account && { account }) }], effects: {} }
  );
}

export function overflowed(
  lead: Lead,
  context: DecideContext,
  turn: number,
  because: EventOf<"overflowed">["because"],
  considered: Considered[],
): EventOf<"overflowed"> {
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
