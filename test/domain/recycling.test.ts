import { describe, expect, it } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import type { Command } from "../../src/domain/decide/index.ts";
import { JANE, START, Story, said } from "../support/story.ts";

const HOUR = 3_600_000;

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
