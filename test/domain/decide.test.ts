import { describe, expect, it } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import type { Command, Decision } from "../../src/domain/decide/index.ts";
import { LEAD_STATES, type LeadState, lastTurn } from "../../src/domain/lead.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";
import { JANE, START, Story } from "../support/story.ts";

const HOUR = 3_600_000;
const STRANGER = "U0STRANGER";

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

function said(decision: Decision): string {
  return decision.ok ? decision.events.map(({ type }) => type).join("+") || "nothing" : decision.refused;
}

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
  lose_rep: (s) => ({ do: "lose_rep", rep: s.owner ?? "U0ALICE", why: "deactivated" }),
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
    lose_rep: "stale",
    card_posted: "stale",
  },
  routing: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "moved_on",
    lose_rep: "stale",
    card_posted: "stale",
  },
  offered: {
    accept: "accepted",
    recycle: "recycled",
    claim: "moved_on",
    assign: "moved_on",
    lose_rep: "taken_away+offered",
    card_posted: "card_posted",
  },
  tank: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "claimed",
    assign: "moved_on",
    lose_rep: "stale",
    card_posted: "stale",
  },
  overflow: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "assigned+offered",
    lose_rep: "stale",
    card_posted: "stale",
  },
  accepted: {
    accept: "nothing",
    recycle: "moved_on",
    claim: "moved_on",
    assign: "moved_on",
    lose_rep: "stale",
    card_posted: "card_posted",
  },
  recycled: {
    accept: "moved_on",
    recycle: "moved_on",
    claim: "moved_on",
    assign: "moved_on",
    lose_rep: "stale",
    card_posted: "card_posted",
  },
  nurture: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "moved_on",
    lose_rep: "stale",
    card_posted: "stale",
  },
  suppressed: {
    accept: "not_yours",
    recycle: "not_yours",
    claim: "moved_on",
    assign: "moved_on",
    lose_rep: "stale",
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

describe("an offer", () => {
  it("starts its clock at Slack's own time stamp, also when the confirmation came late", () => {
    const story = new Story();
    story.nextTick();
    const posted = toMs(story.now);
    story.turnClock(40_000);
    story.do({ do: "card_posted", turn: 1, channel: "D1", ts: `${posted / 1000}.000200` });
    expect(story.last("card_posted").timer?.steps[0]?.at).toBe(instant(posted + 2 * HOUR));
  });

  it("is overdue at 2 h, in the tank at 4 h, with the overflow manager after that", () => {
    const story = new Story().overflowed();
    expect(story.types()).toEqual([
      "received",
      "qualified",
      "offered",
      "card_posted",
      "overdue",
      "taken_away",
      "tanked",
      "unclaimed",
      "overflowed",
    ]);
    expect(story.last("taken_away")).toMatchObject({ why: "window", missedByMs: 2 * HOUR, lateMs: 0 });
    expect(story.owner).toBe("U0OVERFLOW");
  });

  it("has every missed step after an outage, in order, with its true lateness", () => {
    const story = new Story().offered();
    story.turnClock(5 * HOUR);
    story.nextTick();
    story.nextTick();
    expect(story.last("overdue").lateMs).toBe(3 * HOUR);
    expect(story.last("taken_away").lateMs).toBe(HOUR);
    expect(story.last("taken_away").missedByMs).toBe(3 * HOUR);
    expect(story.last("tanked").timer?.steps[0]?.at).toBe(instant(toMs(story.now) + 4 * HOUR));
  });

  it("may be accepted when it is overdue", () => {
    const story = new Story().offered();
    story.nextTick();
    expect(story.lead).toMatchObject({ state: "offered", overdue: true });
    expect(said(story.do({ do: "accept", by: story.owner ?? "", turn: 1 }))).toBe("accepted");
  });

  it("is nobody else's to answer, and the attempt is put on record", () => {
    const story = new Story().offered();
    const decision = story.do({ do: "accept", by: STRANGER, turn: 1 });
    expect(decision).toMatchObject({
      ok: false,
      refused: "not_yours",
      record: { type: "refused", by: STRANGER, attempt: "accept" },
    });
  });

  it("keeps its clock when the card is posted afresh", () => {
    const story = new Story().offered();
    story.nextTick();
    story.do({ do: "card_posted", turn: 1, channel: "D1", ts: "1999999999.000100" });
    expect(story.last("card_posted").timer).toMatchObject({ ladder: "offer", next: 1 });
  });

  it("goes on to the next when its rep is not there, and waits for the fallback when nobody is", () => {
    const story = new Story().offered();
    const seen: (string | null)[] = [];
    while (story.lead.state === "offered") {
      const rep = story.owner ?? "";
      seen.push(rep);
      story.gone.set(rep, "deactivated");
      story.do({ do: "lose_rep", rep, why: "deactivated" });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(story.lead.state).toBe("routing");
    story.nextTick();
    expect(story.lead.state).toBe("overflow");
    expect(story.last("overflowed").because).toBe("nobody_eligible");
  });

  it("is tried once more at the end of the fallback", () => {
    const story = IN.routing();
    story.gone.clear();
    story.nextTick();
    expect(story.lead.state).toBe("offered");
  });
});

describe("a claim", () => {
  it("is for reps whom routing could choose, and not for the one who missed it", () => {
    const story = new Story().tanked();
    const original = story.lead.turns[0]?.holder ?? "";
    const turn = 2;
    expect(said(story.do({ do: "claim", by: STRANGER, turn }))).toBe("not_a_rep");
    expect(said(story.do({ do: "claim", by: original, turn }))).toBe("original_may_not_claim");
    expect(said(story.do({ do: "claim", by: "U0BOB", turn }))).toBe("not_eligible"); // Tier 1 is for seniors.
    const other = original === "U0ALICE" ? "U0CAROL" : "U0ALICE";
    expect(said(story.do({ do: "claim", by: other, turn }))).toBe("claimed");
    expect(said(story.do({ do: "claim", by: other, turn }))).toBe("nothing");
    expect(said(story.do({ do: "claim", by: original, turn }))).toBe("moved_on");
  });

  it("waits for the cool-off, and ends with the day's cap", () => {
    const story = new Story({
      policy: policyOf(POLICY.replace("original_may_claim: false", "original_may_claim: true")),
    }).tanked();
    const day = story.now.slice(0, 10);
    const claims = (count: number, minutesAgo: number) => {
      const lastAt = instant(toMs(story.now) - minutesAgo * 60_000);
      story.ledgers = { ...story.ledgers, claims: { today: { day, count }, lastAt } };
      return said(story.do({ do: "claim", by: "U0CAROL", turn: 2 }));
    };
    expect(claims(1, 9)).toBe("cool_off");
    expect(claims(2, 60)).toBe("claims_cap");
    expect(claims(1, 10)).toBe("claimed");
  });
});

describe("recycling", () => {
  const recycle = (story: Story, answer: Extract<Command, { do: "recycle" }>["answer"]) =>
    story.do({
      do: "recycle",
      by: story.owner ?? "",
      turn: story.lead.turns.length,
      answer,
      note: "call in spring",
    });

  it("for timing brings the lead back on its date as a new cycle", () => {
    const story = new Story().offered();
    const returnsAt = instant(toMs(START) + 30 * 24 * HOUR);
    recycle(story, { reason: "timing", returnsAt });
    expect(story.lead.state).toBe("recycled");
    story.nextTick();
    expect(story.now).toBe(returnsAt);
    expect(story.lead).toMatchObject({ state: "buffering", cycle: 2, recycledBefore: "timing", score: null });
    story.offered();
    expect(story.lead).toMatchObject({ state: "offered", cycle: 2 });
  });

  it("refuses a date that is past, a feature the policy does not list, an empty criterion", () => {
    expect(said(recycle(new Story().offered(), { reason: "timing", returnsAt: START }))).toBe("date_past");
    expect(said(recycle(new Story().offered(), { reason: "feature_gap", feature: "teleport" }))).toBe(
      "feature_missing",
    );
    expect(said(recycle(new Story().offered(), { reason: "not_icp", criterion: "  " }))).toBe(
      "criterion_missing",
    );
  });

  it("as Not ICP suppresses the person for as long as the policy says", () => {
    const decision = recycle(new Story().offered(), { reason: "not_icp", criterion: "country" });
    expect(decision).toMatchObject({ ok: true, effects: { suppress: { until: null, because: "not_icp" } } });
  });

  it("keeps the note out of the event: only a commitment to it is on record", () => {
    const story = new Story().offered();
    recycle(story, { reason: "budget" });
    expect(story.last("recycled").note).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(story.events)).not.toContain("spring");
  });
});

describe("qualification", () => {
  it("suppresses a person recycled as Not ICP before anything else", () => {
    const story = new Story();
    story.suppressed = { until: null, because: "not_icp" };
    story.nextTick();
    expect(story.lead).toMatchObject({ state: "suppressed", because: "person" });
  });

  it.each([
    ["a competitor", { ...JANE, title: "Clerk", company: { domain: "rival.example" } }, "suppressed", null],
    ["a country out of the ICP", { ...JANE, country: "FR" }, "nurture", null],
    ["a score under the minimum", { country: "GB", email: "a@b.example" }, "nurture", null],
    ["tier 1", JANE, "offered", "1"],
    ["tier 2", { country: "GB", email: "a@b.example", intent: "demo" }, "offered", "2"],
    [
      "a tier that nurtures",
      { country: "GB", email: "a@b.example", company: { employees: 200 } },
      "nurture",
      "3",
    ],
  ])("%s", (_, submission, state, tier) => {
    const story = new Story({ submission });
    story.nextTick();
    expect(story.lead).toMatchObject({ state, tier });
  });

  it("waits the lane's buffer, or the general one", () => {
    expect(new Story().last("received").timer.steps[0]?.at).toBe(START);
    const plain = new Story({ submission: { ...JANE, intent: "newsletter" } });
    expect(plain.last("received").timer.steps[0]?.at).toBe(instant(toMs(START) + 180_000));
  });
});
