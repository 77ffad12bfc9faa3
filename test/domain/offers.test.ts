import { describe, expect, it } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";
import { Story, said } from "../support/story.ts";

const HOUR = 3_600_000;
const STRANGER = "U0STRANGER";

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
    const story = waitingForSomebody();
    story.gone.clear();
    story.nextTick();
    expect(story.lead.state).toBe("offered");
  });
});

describe("with the Overflow Manager", () => {
  it("a lead goes to the first manager in reach when the Overflow Manager is gone, and waits when nobody is", () => {
    const story = new Story().overflowed();
    story.gone.set("U0OVERFLOW", "deactivated");
    story.do({ do: "lose_rep", rep: "U0OVERFLOW", why: "deactivated" });
    expect(story.lead).toMatchObject({ state: "overflow", owner: "U0MANAGER" });
    expect(story.last("overflowed").because).toBe("manager_gone");
    story.gone.set("U0MANAGER", "deactivated");
    expect(said(story.do({ do: "lose_rep", rep: "U0MANAGER", why: "deactivated" }))).toBe(
      "taken_away+overflowed",
    );
    expect(story.owner).toBe("U0OVERFLOW");
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

/** A story in which nobody could be found yet. */
function waitingForSomebody(): Story {
  const story = new Story();
  for (const rep of story.team.reps) story.gone.set(rep.slack, "unreachable");
  story.nextTick();
  return story;
}
