import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { performanceFactors, type RepRecord } from "../../src/domain/performance.ts";

const MINUTE = 60_000;
const BOUNDS = { min: 0.5, max: 1.5 };

function factors(records: Record<string, RepRecord>, bounds = BOUNDS) {
  return Object.fromEntries(performanceFactors(new Map(Object.entries(records)), bounds));
}

const steady = (offers: number, accepted: number, minutes: number): RepRecord => ({
  offers,
  accepted,
  medianMs: accepted === 0 ? null : minutes * MINUTE,
});

describe("the weight that results give", () => {
  it("is more for who accepts more and sooner, less for who does not", () => {
    const { fast, slow, idle } = factors({
      fast: steady(100, 95, 10),
      slow: steady(100, 80, 60),
      idle: steady(100, 40, 60),
    });
    expect(fast).toBeGreaterThan(slow ?? 0);
    expect(slow).toBeGreaterThan(idle ?? 0);
  });

  it("halves with half the rate, and with four times the time", () => {
    const wide = { min: 0.01, max: 100 };
    const rate = factors({ a: steady(100_000, 80_000, 30), b: steady(100_000, 40_000, 30) }, wide);
    expect((rate.b ?? 0) / (rate.a ?? 1)).toBeCloseTo(0.5, 1);
    const pace = factors({ a: steady(100_000, 80_000, 10), b: steady(100_000, 80_000, 40) }, wide);
    expect((pace.b ?? 0) / (pace.a ?? 1)).toBeCloseTo(0.5, 1);
  });

  it("stays within the bounds, so that whoever is in a slump still gets leads", () => {
    const record = fc
      .record({ offers: fc.integer({ min: 1, max: 500 }), part: fc.float({ min: 0, max: 1, noNaN: true }) })
      .chain(({ offers, part }) => {
        const accepted = Math.floor(offers * part);
        return fc
          .integer({ min: 0, max: 100_000_000 })
          .map((ms): RepRecord => ({ offers, accepted, medianMs: accepted === 0 ? null : ms }));
      });
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), record), (records) => {
        for (const factor of Object.values(factors(records))) {
          expect(factor).toBeGreaterThanOrEqual(0.5);
          expect(factor).toBeLessThanOrEqual(1.5);
        }
      }),
    );
    expect(factors({ good: steady(50, 50, 5), never: steady(50, 0, 0) }).never).toBe(0.5);
  });

  it("is hardly moved by a few offers", () => {
    const { novice } = factors({ novice: steady(1, 0, 0), others: steady(200, 160, 20) });
    expect(novice).toBeGreaterThan(0.85);
  });

  it("is 1 for everybody while nobody has accepted anything, and for a team of one", () => {
    expect(factors({ a: steady(9, 0, 0) })).toEqual({});
    expect(factors({ a: steady(50, 20, 33) })).toEqual({ a: 1 });
  });

  it("is no better for clicking before reading", () => {
    const { instant, prompt } = factors({ instant: steady(50, 40, 0.01), prompt: steady(50, 40, 1) });
    expect(instant).toBe(prompt);
  });
});
