// evolve: a lead's state after one more event. Total over every event; it decides nothing.

import { hashEvent } from "./chain.ts";
import type { EventBody, LeadEvent } from "./events.ts";
import * as evolveOverride from "./evolveOverride.ts";
import { advanced } from "./ladder.ts";
import { type Lead, type Place, passOf, type Turn, timerOf } from "./lead.ts";

/** An event that cannot follow: the record is broken, or the code that wrote it. */
export class BrokenHistory extends Error {
  override readonly name = "BrokenHistory";
}

/** The state after all of a lead's events, in order. Checks nothing about hashes: that is `verifyChain`. */
export function replay(events: readonly LeadEvent[]): Lead {
  const lead = events.reduce<Lead | null>(evolve, null);
  if (lead === null) throw new BrokenHistory("a lead without events");
  return lead;
}

export function evolve(lead: Lead | null, event: LeadEvent): Lead {
  if (event.body.type === "received") {
    if (lead !== null) throw new BrokenHistory(`${event.id}: received twice`);
    const { source, policy, timer, enriching } = event.body;
    return {
      id: event.leadId,
      source,
      seq: event.seq,
      head: event.hash,
      cycle: 1,
      policy,
      receivedAt: event.at,
      since: event.at,
      tier: null,
      score: null,
      recycledBefore: null,
      back: null,
      turns: [],
      passed: [],
      touches: [],
      lifted: [],
      overrides: [],
      state: "buffering",
      timer,
      enriching: enriching ?? null,
    };
  }
  if (lead === null) throw new BrokenHistory(`${event.id}: ${event.body.type} before received`);
  return { ...after(lead, event.body, event.at), seq: event.seq, head: event.hash };
}

/** The first event whose hash or link is wrong; null when the chain is whole. */
export function firstBroken(events: readonly LeadEvent[], genesis: string): LeadEvent | null {
  let prev = genesis;
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1 || event.prev !== prev || hashEvent(event) !== event.hash) return event;
    prev = event.hash;
  }
  return null;
}

/** Everything of a lead that is not its place: what a change of place carries over. */
function carried(lead: Lead) {
  const { id, source, seq, head, cycle, policy, receivedAt, since, tier, score, recycledBefore } = lead;
  const { back, turns, passed, touches, lifted, overrides } = lead;
  return {
    ...{ id, source, seq, head, cycle, policy, receivedAt, since, tier, score, recycledBefore },
    ...{ back, turns, passed, touches, lifted, overrides },
  };
}

function moved(lead: Lead, at: string, place: Place): Lead {
  return { ...carried(lead), since: at, ...place };
}

function opened(lead: Lead, turn: Omit<Turn, "cycle" | "card" | "overdue" | "end">): Lead {
  return {
    ...lead,
    turns: [...lead.turns, { ...turn, cycle: lead.cycle, card: null, overdue: null, end: null }],
  };
}

function changed(lead: Lead, turn: number, change: Partial<Turn>): Lead {
  return { ...lead, turns: lead.turns.map((one) => (one.turn === turn ? { ...one, ...change } : one)) };
}

/** The review is somebody else's, and nobody is named to follow. */
function handedOn(lead: Lead, turn: number, to: string): Lead {
  const turns = lead.turns.map((one) =>
    one.turn === turn && one.review
      ? { ...one, holder: to, review: { ...one.review, secondary: null } }
      : one,
  );
  return lead.state === "review" ? { ...lead, turns, owner: to } : lead;
}

/** The same place with the present step of its timer done. */
function stepped(lead: Lead): Lead {
  const timer = timerOf(lead);
  return timer ? ({ ...lead, timer: advanced(timer) } as Lead) : lead;
}

/** The lead after something has happened to it, as it is before that is on record. */
export function after(lead: Lead, body: Exclude<EventBody, { type: "received" }>, at: string): Lead {
  switch (body.type) {
    case "enriched":
      return lead.state === "buffering" ? { ...lead, enriching: null, timer: body.timer } : lead;
    case "observed":
      return lead;
    case "touched": {
      const { from, source, partner } = body;
      return { ...lead, touches: [...lead.touches, { from, source, partner, at }] };
    }
    case "merged":
      return moved(lead, at, { state: "merged", into: body.into });
    case "qualified":
      return { ...lead, score: body.score, tier: body.tier };
    case "review_asked": {
      const { turn, queue, step, rule, owner, secondary, timer } = body;
      const review = { queue, step, rule, secondary };
      const lead2 = opened(lead, { turn, kind: "review", holder: owner, since: at, review });
      return moved(lead2, at, { state: "review", owner, queue, timer });
    }
    case "approved":
    case "rejected": {
      const ended = changed(lead, body.turn, { end: { how: body.type, by: body.by, at } });
      const review = ended.turns.find(({ turn }) => turn === body.turn)?.review;
      return review && body.type === "approved"
        ? { ...ended, passed: [...ended.passed, passOf(review.step, review.rule)] }
        : ended;
    }
    case "nurtured":
      return moved(lead, at, { state: "nurture", nurture: body.nurture, because: body.because });
    case "suppressed":
      return moved(lead, at, { state: "suppressed", because: body.because, until: body.until });
    case "unrouted":
      return moved(lead, at, { state: "routing", timer: body.timer, waitsFor: body.waitsFor ?? [] });
    case "offered": {
      const lead2 = opened(lead, { turn: body.turn, kind: "offer", holder: body.rep, since: at });
      return moved(lead2, at, { state: "offered", owner: body.rep, overdue: false, timer: null });
    }
    case "card_posted": {
      const posted = changed(lead, body.turn, { card: { channel: body.channel, ts: body.ts } });
      return lead.state === "offered" ? ({ ...posted, timer: body.timer } as Lead) : posted;
    }
    case "overdue":
      return {
        ...stepped(changed(lead, body.turn, { overdue: { at: body.dueAt, notice: body.notice } })),
        ...(lead.state === "offered" ? { overdue: true } : {}),
      } as Lead;
    case "taken_away":
      return changed(lead, body.turn, {
        end: { how: "taken_away", why: body.why, ...(body.by && { by: body.by }), at },
      });
    case "tanked": {
      const lead2 = opened(lead, { turn: body.turn, kind: "tank", holder: null, since: at });
      return moved(lead2, at, { state: "tank", timer: body.timer });
    }
    case "claimed": {
      const ended = changed(lead, body.turn, { end: { how: "claimed", by: body.rep, at } });
      return moved(ended, at, { state: "accepted", owner: body.rep });
    }
    case "unclaimed":
      return changed(lead, body.turn, { end: { how: "unclaimed", at } });
    case "overflowed": {
      const lead2 = opened(lead, { turn: body.turn, kind: "overflow", holder: body.owner, since: at });
      return moved(lead2, at, { state: "overflow", owner: body.owner, timer: body.timer });
    }
    case "assigned":
      return changed(lead, body.turn, { end: { how: "assigned", by: body.by, to: body.rep, at } });
    case "reminded":
      return stepped(lead);
    case "escalated":
      return stepped(body.to === undefined ? lead : handedOn(lead, body.turn, body.to));
    case "accepted": {
      const ended = changed(lead, body.turn, { end: { how: "accepted", by: body.rep, at } });
      return moved(ended, at, { state: "accepted", owner: body.rep });
    }
    case "recycled": {
      const { rep, recycled, timer } = body;
      const end = { how: "recycled", by: rep, at, reason: recycled.reason } as const;
      const ended = changed(lead, body.turn, { end });
      return moved(ended, at, { state: "recycled", recycled, timer });
    }
    case "re_engaged":
      return {
        ...moved(lead, at, { state: "buffering", timer: body.timer, enriching: body.enriching ?? null }),
        passed: [],
        lifted: [],
        back: body.back ?? null,
        cycle: body.cycle,
        policy: body.policy,
        tier: null,
        score: null,
        recycledBefore: lead.state === "recycled" ? lead.recycled.reason : lead.recycledBefore,
      };
    case "override_asked":
      return evolveOverride.asked(lead, body, at);
    case "override_reminded":
      return evolveOverride.reminded(lead, body);
    case "override_rejected":
      return evolveOverride.rejected(lead, body, at);
    case "overridden":
      return evolveOverride.overridden(lead, body, at);
    case "override_reviewed":
      return evolveOverride.reviewed(lead, body, at);
    case "extended":
      return evolveOverride.extended(lead, body);
    case "reopened":
      return {
        ...moved(lead, at, { state: "routing", timer: body.timer, waitsFor: [] }),
        passed: [],
        lifted: body.lifted,
        back: null,
        cycle: body.cycle,
        policy: body.policy,
        tier: null,
        score: null,
        recycledBefore: lead.state === "recycled" ? lead.recycled.reason : lead.recycledBefore,
      };
    case "refused":
      return lead;
  }
}
