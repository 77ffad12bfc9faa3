import { expect, test } from "vitest";
import { inCanary, percent, versionFor } from "../../src/domain/canary.ts";
import { breachOf, chanceOf, LEADS_TO_TELL } from "../../src/domain/guards.ts";
import { eventId } from "../../src/ids.ts";

const ref = (version: number) => ({ version, hash: `${version}`.repeat(64) });
const ids = Array.from({ length: 20_000 }, (_, n) => `lead_${eventId("seed", n).slice(4)}`);
const share = (version: number, of: number) => ids.filter((id) => inCanary(id, ref(version), of)).length;

test.each([0.01, 0.1, 0.5, 0.9])("a canary gets %d of the leads", (of) => {
  const expected = ids.length * of;
  expect(Math.abs(share(2, of) - expected)).toBeLessThan(5 * Math.sqrt(expected * (1 - of)));
});

test("nobody is in a canary of none, everybody in one of all", () => {
  expect(share(2, 0)).toBe(0);
  expect(share(2, 1)).toBe(ids.length);
});

test("the same lead is always or never in it; a larger share only adds leads", () => {
  const small = ids.filter((id) => inCanary(id, ref(2), 0.1));
  expect(ids.filter((id) => inCanary(id, ref(2), 0.1))).toEqual(small);
  for (const id of small) expect(inCanary(id, ref(2), 0.3)).toBe(true);
});

test("the leads of two canaries are drawn independently of each other", () => {
  const both = ids.filter((id) => inCanary(id, ref(2), 0.5) && inCanary(id, ref(3), 0.5)).length;
  expect(Math.abs(both - ids.length / 4)).toBeLessThan(5 * Math.sqrt((ids.length * 3) / 16));
});

test("a lead gets the canary where it is in it, else the active version; without a canary always that", () => {
  const active = { ref: ref(1) };
  const canary = { ref: ref(2), share: 0.5 };
  for (const id of ids.slice(0, 50)) {
    expect(versionFor(id, { active, canary })).toBe(inCanary(id, ref(2), 0.5) ? canary : active);
    expect(versionFor(id, { active, canary: null })).toBe(active);
  }
});

test("a share is said as people write it", () => {
  expect([0.1, 0.005, 0.29, 1].map(percent)).toEqual(["10%", "0.5%", "29%", "100%"]);
});

const GUARDS = { overrideRate: 0.5, disqualifiedRate: 0.5, exceptionRate: 1 };
const tally = (
  leads: number,
  hits: Partial<Record<"overridden" | "disqualified" | "exceptions", number>>,
) => ({
  ...{ leads, overridden: 0, disqualified: 0, exceptions: 0 },
  ...hits,
});

test("Fisher's exact test gives the probabilities of the textbook", () => {
  // The lady tasting tea: all four right, and at least three.
  expect(chanceOf(4, 4, 0, 4)).toBeCloseTo(1 / 70, 10);
  expect(chanceOf(3, 4, 1, 4)).toBeCloseTo(17 / 70, 10);
  expect(chanceOf(0, 50, 10, 50)).toBeCloseTo(1, 10);
  expect(chanceOf(10, 100, 90, 900)).toBeGreaterThan(0.4);
  // In large numbers, too, where no factorial fits any more.
  expect(chanceOf(2_283, 10_000, 18_000, 90_000)).toBeLessThan(1e-10);
});

test("a canary of whose leads nearly all are disqualified does not pass, as soon as there are enough", () => {
  const bad = { canary: tally(30, { disqualified: 28 }), control: tally(270, { disqualified: 40 }) };
  expect(breachOf(bad, GUARDS)).toEqual({ guard: "disqualified_rate", allowed: 0.5 });
  const few = LEADS_TO_TELL - 1;
  expect(breachOf({ ...bad, canary: tally(few, { disqualified: few }) }, GUARDS)).toBeNull();
  expect(breachOf({ ...bad, control: tally(few, {}) }, GUARDS)).toBeNull();
});

test("a control without a single one is no reason to roll back because of one or two", () => {
  const control = tally(300, {});
  expect(breachOf({ canary: tally(40, { exceptions: 1 }), control }, GUARDS)).toBeNull();
  expect(breachOf({ canary: tally(40, { exceptions: 2 }), control }, GUARDS)).toBeNull();
  const many = { canary: tally(40, { exceptions: 6 }), control };
  expect(breachOf(many, GUARDS)).toEqual({ guard: "exception_rate", allowed: 1 });
});

test("a rate that is higher for certain, but by less than the guard allows, passes", () => {
  const rates = {
    canary: tally(10_000, { overridden: 2_800 }),
    control: tally(90_000, { overridden: 18_000 }),
  };
  expect(chanceOf(2_800, 10_000, 18_000, 90_000)).toBeLessThan(1e-6);
  expect(breachOf(rates, GUARDS)).toBeNull();
  expect(breachOf(rates, { ...GUARDS, overrideRate: 0.2 })).toEqual({ guard: "override_rate", allowed: 0.2 });
});

test("a guard that is off is not looked at", () => {
  const bad = { canary: tally(100, { disqualified: 100 }), control: tally(900, {}) };
  expect(breachOf(bad, { ...GUARDS, disqualifiedRate: null })).toBeNull();
});

/** A canary for a tenth of 3,000 leads, looked at after each ten; whether it was rolled back. */
function rolledBack(seed: string, canaryRate: number, controlRate: number): boolean {
  const chance = (n: number) => Number.parseInt(eventId(seed, n).slice(4, 16), 16) / 16 ** 12;
  const [canary, control] = [
    { leads: 0, disqualified: 0 },
    { leads: 0, disqualified: 0 },
  ];
  for (let n = 0; n < 3_000; n++) {
    const [side, rate] = chance(3 * n) < 0.1 ? [canary, canaryRate] : [control, controlRate];
    side.leads += 1;
    if (chance(3 * n + 1) < rate) side.disqualified += 1;
    if (n % 10 !== 0) continue;
    const tallies = {
      canary: tally(canary.leads, { disqualified: canary.disqualified }),
      control: tally(control.leads, { disqualified: control.disqualified }),
    };
    if (breachOf(tallies, GUARDS)) return true;
  }
  return false;
}

test("a canary that is no worse is hardly ever rolled back, however often it is looked at; one twice as bad always is", () => {
  const runs = Array.from({ length: 100 }, (_, n) => n);
  for (const rate of [0.05, 0.2]) {
    const wrongly = runs.filter((n) => rolledBack(`alike ${rate} ${n}`, rate, rate)).length;
    expect(wrongly, `${rate}`).toBeLessThanOrEqual(3);
  }
  const rightly = runs.filter((n) => rolledBack(`worse ${n}`, 0.4, 0.2)).length;
  expect(rightly).toBe(runs.length);
});
