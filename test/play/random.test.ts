import { describe, expect, it } from "vitest";
import { createRandom } from "../../play/random.ts";

const draws = (seed: number, name: string) => {
  const random = createRandom(seed, name);
  return Array.from({ length: 2_000 }, () => random.next());
};

describe("the play's randomness", () => {
  it("draws the same for the same seed and name, and differently for others", () => {
    expect(draws(1, "arrivals")).toEqual(draws(1, "arrivals"));
    expect(draws(1, "arrivals")).not.toEqual(draws(2, "arrivals"));
    expect(draws(1, "arrivals")).not.toEqual(draws(1, "U0ALICE"));
  });

  it("spreads evenly from 0 up to but not including 1", () => {
    const all = draws(7, "spread");
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all)).toBeLessThan(1);
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = all.filter((value) => Math.floor(value * 10) === tenth).length;
      expect(inside).toBeGreaterThan(130);
      expect(inside).toBeLessThan(280);
    }
  });

  it("draws around a median: half below it, and never below zero", () => {
    const random = createRandom(3, "delays");
    const all = Array.from({ length: 2_000 }, () => random.around(60, 0.7));
    const below = all.filter((value) => value < 60).length;
    expect(below).toBeGreaterThan(900);
    expect(below).toBeLessThan(1_100);
    expect(Math.min(...all)).toBeGreaterThan(0);
  });

  it("picks by weight, and never what weighs nothing", () => {
    const random = createRandom(5, "reasons");
    const weights = { often: 3, seldom: 1, never: 0 };
    const names = Object.keys(weights) as (keyof typeof weights)[];
    const picked = Array.from({ length: 2_000 }, () => random.pick(names, (name) => weights[name]));
    const often = picked.filter((name) => name === "often").length;
    expect(often).toBeGreaterThan(1_400);
    expect(often).toBeLessThan(1_600);
    expect(picked).not.toContain("never");
  });

  it("draws whole numbers with both ends, and shuffles without losing anything", () => {
    const random = createRandom(9, "dice");
    const dice = new Set(Array.from({ length: 500 }, () => random.whole(1, 6)));
    expect([...dice].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const cards = Array.from({ length: 52 }, (_, index) => index);
    const shuffled = random.shuffled(cards);
    expect(shuffled).not.toEqual(cards);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(cards);
  });
});
