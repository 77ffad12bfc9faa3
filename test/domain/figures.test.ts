// Shares are given with how sure they are, by the formulas that are known for it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divergenceOf } from "../../src/domain/divergence.ts";
import { stabilityIndex } from "../../src/domain/figures/monthly.ts";
import { differenceOf, directionOf, rateOf } from "../../src/domain/figures/rates.ts";
import { percent } from "../../src/domain/figures/sheet.ts";

describe("a share's interval", () => {
  it("is Wilson's, as published for 81 of 263, 15 of 148 and 0 of 20", () => {
    // Newcombe 1998, table I, method 3.
    for (const [hits, of, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const rate = rateOf(hits, of);
      expect(rate.low).toBeCloseTo(low, 4);
      expect(rate.high).toBeCloseTo(high, 4);
    }
  });

  it("holds the share, lies within 0 and 1, and of none is everything", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (hits, more) => {
        const { low, share, high } = rateOf(hits, hits + more);
        expect(0 <= low && high <= 1).toBe(true);
        if (share !== null) expect(low <= share && share <= high).toBe(true);
      }),
    );
    expect(rateOf(0, 0)).toEqual({ hits: 0, of: 0, share: null, low: 0, high: 1 });
  });
});

describe("a difference", () => {
  it("is Newcombe's, as published for 56 of 70 and 48 of 80", () => {
    // Newcombe 1998, interval estimation for the difference, table II, method 10.
    const difference = differenceOf(rateOf(56, 70), rateOf(48, 80));
    expect(difference?.by).toBeCloseTo(0.2, 10);
    expect(difference?.low).toBeCloseTo(0.0524, 4);
    expect(difference?.high).toBeCloseTo(0.3339, 4);
    expect(directionOf(difference)).toBe("higher");
    expect(directionOf(differenceOf(rateOf(48, 80), rateOf(56, 70)))).toBe("lower");
  });

  it("cannot be told from fewer than thirty on either side, nor where chance explains it", () => {
    expect(differenceOf(rateOf(29, 29), rateOf(0, 500))).toBeNull();
    expect(differenceOf(rateOf(0, 500), rateOf(29, 29))).toBeNull();
    expect(directionOf(differenceOf(rateOf(16, 30), rateOf(14, 30)))).toBeNull();
  });
});

it("divergence adds up counts of several days, and has every decision on one side", () => {
  const { overridden, conversion } = divergenceOf([
    { overridden: false, leads: 30, converted: 10 },
    { overridden: true, leads: 5, converted: 4 },
    { overridden: false, leads: 10, converted: 2 },
  ]);
  expect(overridden).toMatchObject({ hits: 5, of: 45 });
  expect(conversion).toMatchObject({ automated: { hits: 12, of: 40 }, overridden: { hits: 4, of: 5 } });
  expect(divergenceOf([]).overridden.share).toBeNull();
});

it("the stability index is nothing for the same shares, and grows as they move apart, empty buckets too", () => {
  const even = [100, 100, 100, 100];
  expect(stabilityIndex(even, [1_000, 1_000, 1_000, 1_000])).toBeCloseTo(0, 4);
  // (0.4 - 0.25) ln(0.4 / 0.25) + (0.1 - 0.25) ln(0.1 / 0.25), but for the half leads.
  expect(stabilityIndex([4_000, 2_500, 2_500, 1_000], [2_500, 2_500, 2_500, 2_500])).toBeCloseTo(0.2079, 3);
  const apart = stabilityIndex([400, 0, 0, 0], even);
  expect(apart).toBeGreaterThan(1);
  expect(Number.isFinite(apart)).toBe(true);
});

it("a share reads as people say it", () => {
  expect([0, 0.042, 0.0999, 0.42, 1, null].map(percent)).toEqual(["0%", "4.2%", "10%", "42%", "100%", "–"]);
});
