import { describe, expect, it } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import type { Command } from "../../src/domain/decide/index.ts";
import { once } from "../../src/domain/ladder.ts";
import { LEAD_STATES, type LeadState, lastTurn } from "../../src/domain/lead.ts";
import { JANE, Story, said } from "../support/story.ts";

const HOUR = 3_600_000;

/** A story in each state. */
const IN: Record<LeadState, () => Story> = {
  buffering: () => new Story(),
  routing: () => {
    const story = new Story();
    for (const rep of story.team.reps) story.gone.set(rep.slack, "unreachable");
    story.nextTick();
    return story;
  },
  offered: () => new Story().offered(),
  tank: () => new Story().tanked(),
  overflow: () => new Story().overflowed(),
  review: () => {
    const story = new Story();
    const timer = once("review", "approve", story.now, HOUR);
    const asked = {
      queue: "triage",
      step: "triage",
      rule: "triage",
      owner: "U0TRIAGE",
      secondary: null,
    } as const;
    return story.record({ type: "review_asked", turn: 1, ...asked, timer });
  },
  merged: () => new Story().record({ type: "merged", into: `lead_${"1".repeat(32)}`, by: "email" }),
  accepted: () => {
    const story = new Story().offered();
    story.do({ do: "accept", by: story.owner ?? "", turn: 1 });
    return story;
  },
  recycled: () => {
    const story = new Story().offered();
    const returnsAt = instant(toMs(story.now) + 24 * HOUR);
    const answer = { reason: "timing", returnsAt } as const;
    story.do({ do: "recycle", by: story.owner ?? "", turn: 1, answer, note: null });
    return story;
  },
  nurture: () => {
    const story = new Story({ submission: { ...JANE, country: "FR" } });
    story.nextTick();
    return story;
  },
  suppressed: () => {
    const story = new Story({
      submission: { ...JANE, company: { domain: "rival.example" }, title: "Clerk" },
    });
    story.nextTick();
    return story;
  },
};

/** Each command, as the person or clock who may give it, on the lead's last turn. */
const COMMANDS: Record<string, (story: Story) => Command> = {
  accept: (s) => ({ do: "accept", by: s.owner ?? "U0ALICE", turn: s.lead.turns.length || 1 }),
  recycle: (s) => ({
    do: "recycle",
    by: s.owner ?? "U0ALICE",
    turn: s.lead.turns.length || 1,
    answer: { reason: "budget" },
    note: null,
  }),
  claim: (s) => ({ do: "claim", by: "U0CAROL", turn: s.lead.turns.length || 1 }),
  assign: (s) => ({ do: "assign", by: "U0OVERFLOW", rep: "U0BOB", turn: s.lead.turns.length || 1 }),
  route_again: () => ({ do: "route_again" }),
  lose_rep: (s) => ({ do: "lose_rep", rep: s.owner ?? "U0ALICE", why: "deactivated" }),
  hand_on: (s) => {
    s.gone.set(s.owner ?? "U0ALICE", "away");
    return { do: "hand_on", rep: s.owner ?? "U0ALICE", by: s.owner ?? "U0ALICE" };
  },
  approve: (s) => ({ do: "approve", by: s.owner ?? "U0TRIAGE", turn: s.lead.turns.length || 1, answers: {} }),
  reject: (s) => ({ do: "reject", by: s.owner ?? "U0TRIAGE", turn: s.lead.turns.length || 1, answers: {} }),
  touch: (s) => ({
    do: "touch",
    touches: [
      { from: `lead_${"2".repeat(32)}`, source: "web", partner: null, receivedAt: s.now, signals: [] },
    ],
  }),
  enriched: (s) => ({ do: "enriched", cycle: s.lead.cycle, providers: [], signals: [] }),
  card_posted: (s) => ({
    do: "card_posted",
    turn: s.lead.turns.length || 1,
    channel: "D1",
    ts: "1772445600.000100",
  }),
};

const TABLE: Record<LeadState, Record<string, string>> = {
  buffering: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "moved_on",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "stale",
    hand_on: "moved_on",
    touch: "touched",
    enriched: "stale",
    card_posted: "stale",
  },
  routing: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "moved_on",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "stale",
    hand_on: "moved_on",
    touch: "touched",
    enriched: "stale",
    card_posted: "stale",
  },
  offered: {
    accept: "accepted",
    recycle: "recycled",
    claim: "moved_on",
    assign: "moved_on",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "taken_away+offered",
    hand_on: "taken_away+offered",
    touch: "touched",
    enriched: "stale",
    card_posted: "card_posted",
  },
  tank: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "claimed",
    assign: "moved_on",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "stale",
    hand_on: "moved_on",
    touch: "touched",
    enriched: "stale",
    card_posted: "stale",
  },
  overflow: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "assigned+offered",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "taken_away+overflowed",
    hand_on: "moved_on",
    touch: "touched",
    enriched: "stale",
    card_posted: "stale",
  },
  review: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "moved_on",
    approve: "approved+qualified+offered",
    reject: "rejected+nurtured",
    route_again: "stale",
    lose_rep: "taken_away+review_asked",
    hand_on: "moved_on",
    touch: "touched",
    enriched: "stale",
    card_posted: "stale",
  },
  merged: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "moved_on",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "stale",
    hand_on: "moved_on",
    touch: "moved_on",
    enriched: "stale",
    card_posted: "stale",
  },
  accepted: {
    accept: "nothing",
    recycle: "moved_on",
    claim: "moved_on",
    assign: "moved_on",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "stale",
    hand_on: "moved_on",
    touch: "touched",
    enriched: "stale",
    card_posted: "card_posted",
  },
  recycled: {
    accept: "moved_on",
    recycle: "moved_on",
    claim: "moved_on",
    assign: "moved_on",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "stale",
    hand_on: "moved_on",
    touch: "touched+re_engaged",
    enriched: "stale",
    card_posted: "card_posted",
  },
  nurture: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "moved_on",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "stale",
    hand_on: "moved_on",
    touch: "touched+re_engaged",
    enriched: "stale",
    card_posted: "stale",
  },
  suppressed: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "moved_on",
    approve: "moved_on",
    reject: "moved_on",
    route_again: "stale",
    lose_rep: "stale",
    hand_on: "moved_on",
    touch: "touched",
    enriched: "stale",
    card_posted: "stale",
  },
};

describe("every state meets every command with a transition or a named refusal", () => {
  for (const state of LEAD_STATES) {
    it.each(Object.keys(COMMANDS))(`${state}: %s`, (name) => {
      const story = IN[state]();
      expect(story.lead.state).toBe(state);
      if (state === "recycled" && name === "accept") story.gone.clear();
      const command = COMMANDS[name]?.(state === "recycled" ? ownedByHolder(story) : story);
      if (!command) throw new Error(name);
      expect(said(story.do(command))).toBe(TABLE[state][name]);
    });

    it(`${state}: a clock step that is not the next, or not due`, () => {
      const story = IN[state]();
      expect(said(story.do({ do: "tick", ladder: "offer", step: 7 }))).toBe("stale");
    });
  }
});

/** A recycled lead has no owner: the commands come from whoever recycled it. */
function ownedByHolder(story: Story): Story {
  const holder = lastTurn(story.lead)?.holder ?? null;
  Object.defineProperty(story, "owner", { value: holder });
  return story;
}
