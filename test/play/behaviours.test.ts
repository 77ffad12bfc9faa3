import { describe, expect, it } from "vitest";
import { BEHAVIOURS, type Behaviour, cast, plan } from "../../play/behaviours.ts";
import type { Card } from "../../play/card.ts";
import { createRandom } from "../../play/random.ts";
import { quantile } from "../../play/statistics.ts";
import type { SimMessage } from "../../sim/index.ts";

const message: SimMessage = {
  channel: "D0ONE",
  ts: "1767600000.000100",
  user: "U0BOT",
  text: "",
  blocks: [],
  updates: 0,
  deleted: false,
};
const card = (kind: Card["kind"], tier = "2", score = 40): Card => ({ kind, tier, score, message });

function plans(behaviour: Behaviour, seen: Card) {
  const random = createRandom(11, behaviour);
  const all = Array.from({ length: 1_000 }, () => plan(behaviour, seen, random));
  const made = all.filter((each) => each !== null);
  const minutes = made.map(({ afterMs }) => afterMs / 60_000);
  return {
    answered: made.length / all.length,
    recycled: made.filter(({ answer }) => answer === "recycle").length / Math.max(1, made.length),
    median: quantile(minutes, 0.5) ?? 0,
    past: (limit: number) => minutes.filter((each) => each > limit).length / all.length,
    answers: new Set(made.map(({ answer }) => answer)),
  };
}

describe("simulated reps", () => {
  it("who are prompt answer nearly everything within minutes", () => {
    const prompt = plans("prompt", card("offer"));
    expect(prompt.answered).toBeGreaterThan(0.95);
    expect(prompt.median).toBeLessThan(15);
    expect(prompt.past(120)).toBeLessThan(0.02);
  });

  it("who are slow let the window of two hours pass now and then, and that of four sometimes", () => {
    const slow = plans("slow", card("offer"));
    expect(slow.past(120)).toBeGreaterThan(0.2);
    expect(slow.past(240)).toBeGreaterThan(0.03);
    expect(slow.past(240)).toBeLessThan(0.3);
  });

  it("who are absent leave most cards alone and never claim", () => {
    expect(plans("absent", card("offer")).answered).toBeLessThan(0.5);
    expect(plans("absent", card("tank")).answered).toBe(0);
  });

  it("who recycle do it to half of what they get", () => {
    const { recycled } = plans("recycler", card("offer"));
    expect(recycled).toBeGreaterThan(0.4);
    expect(recycled).toBeLessThan(0.6);
  });

  it("who pick cherries take the good ones at once and leave the rest", () => {
    const good = plans("cherry-picker", card("offer", "1", 85));
    const poor = plans("cherry-picker", card("offer", "2", 35));
    expect(good.answered).toBe(1);
    expect(good.recycled).toBe(0);
    expect(good.median).toBeLessThan(10);
    expect(poor.answered).toBeLessThan(0.5);
    expect(plans("cherry-picker", card("tank", "1", 85)).answered).toBeGreaterThan(0.8);
    expect(plans("cherry-picker", card("tank", "2", 35)).answered).toBeLessThan(0.2);
  });

  it("do nothing but claim in the tank, and nothing about an overflow card", () => {
    for (const behaviour of BEHAVIOURS) {
      expect([...plans(behaviour, card("tank")).answers].filter((answer) => answer !== "claim")).toEqual([]);
      expect(plans(behaviour, card("overflow")).answered).toBe(0);
    }
  });

  it("are cast by the seed, with every behaviour among eight", () => {
    const reps = Array.from({ length: 8 }, (_, index) => `U0REP${index}`);
    const parts = cast(reps, createRandom(1, "cast"));
    expect(new Set(parts.values())).toEqual(new Set(BEHAVIOURS));
    expect(cast(reps, createRandom(1, "cast"))).toEqual(parts);
    expect(cast(reps, createRandom(2, "cast"))).not.toEqual(parts);
  });
});
