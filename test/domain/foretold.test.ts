import { describe, expect, it } from "vitest";
import { createRandom } from "../../play/random.ts";
import { auc, bands, type Judged, judge, readOutcome, type ScoreCounts } from "../../src/domain/foretold.ts";

function countsOf(all: readonly Judged[]): ScoreCounts {
  const counts: ScoreCounts = new Map();
  for (const each of all) judge(counts, each);
  return counts;
}

const judged = (...pairs: [score: number, converted: boolean][]): ScoreCounts =>
  countsOf(pairs.map(([score, converted]) => ({ score, converted })));

describe("how well a score foretold the outcome", () => {
  it("is 1 when every lead that converted scored above every other, 0 the other way round", () => {
    expect(auc(judged([10, false], [20, false], [30, true]))).toBe(1);
    expect(auc(judged([30, false], [20, true], [10, true]))).toBe(0);
  });

  it("counts a tie as half", () => {
    expect(auc(judged([50, true], [50, false]))).toBe(0.5);
    expect(auc(judged([50, true], [50, false], [40, false], [60, true]))).toBe(0.875);
  });

  it("says nothing where all or none converted", () => {
    expect(auc(judged([10, true], [20, true]))).toBeNull();
    expect(auc(judged([10, false]))).toBeNull();
    expect(auc(judged())).toBeNull();
  });

  it("agrees with counting every pair", () => {
    const random = createRandom(1, "pairs");
    const all = Array.from({ length: 300 }, () => ({
      score: random.whole(-20, 40),
      converted: random.chance(0.4),
    }));
    const yes = all.filter(({ converted }) => converted);
    const no = all.filter(({ converted }) => !converted);
    const wins = yes.flatMap((a) => no.map((b) => (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0)));
    const slow = wins.reduce<number>((sum, each) => sum + each, 0) / wins.length;
    expect(auc(countsOf(all))).toBeCloseTo(slow, 12);
  });

  it("puts every lead into one band, the lower edge belonging to the band above", () => {
    const all = judged([-5, false], [0, false], [19, true], [20, true], [99, true]);
    expect(bands(all, [0, 20, 40])).toEqual([
      { from: null, to: 0, leads: 1, converted: 0 },
      { from: 0, to: 20, leads: 2, converted: 1 },
      { from: 20, to: 40, leads: 1, converted: 1 },
      { from: 40, to: null, leads: 1, converted: 1 },
    ]);
  });

  it("leaves empty bands out", () => {
    expect(bands(judged([5, true]), [0, 10, 20])).toEqual([{ from: 0, to: 10, leads: 1, converted: 1 }]);
  });

  it("reads what became of a lead, and does not guess where nothing is said", () => {
    expect(["1", "Yes", "true", " Won ", "converted"].map(readOutcome)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(["0", "no", "lost"].map(readOutcome)).toEqual([false, false, false]);
    expect(readOutcome("  ")).toBeNull();
  });
});
