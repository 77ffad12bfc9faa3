// The guards of a canary: whether its leads fare worse than those of the version it is compared with, by more than the
// policy allows and by more than chance explains.
import type { CanaryRules } from "../policy/types.ts";
import type { Breach, GuardName, Tallies, Tally } from "./rulesEvents.ts";

/** Decided leads on either side before anything is concluded. */
export const LEADS_TO_TELL = 30;

/**
 * How seldom chance alone may make a difference as large as the one seen. Far below the usual 0.05, because the guards
 * look again and again: over a whole canary, one that is no worse is rolled back once in some hundred times.
 */
const CHANCE = 0.001;

interface Guard {
  readonly name: GuardName;
  readonly counts: (tally: Tally) => number;
  readonly allowed: (guards: CanaryRules["guards"]) => number | null;
}

/** In the order in which they are looked at, and shown. */
export const GUARDS: readonly Guard[] = [
  {
    name: "override_rate",
    counts: ({ overridden }) => overridden,
    allowed: ({ overrideRate }) => overrideRate,
  },
  {
    name: "disqualified_rate",
    counts: ({ disqualified }) => disqualified,
    allowed: ({ disqualifiedRate }) => disqualifiedRate,
  },
  {
    name: "exception_rate",
    counts: ({ exceptions }) => exceptions,
    allowed: ({ exceptionRate }) => exceptionRate,
  },
];

/** Whether both sides have so many leads that the guards judge. */
export function enoughToTell({ canary, control }: Tallies): boolean {
  return canary.leads >= LEADS_TO_TELL && control.leads >= LEADS_TO_TELL;
}

/** The first guard that the canary does not pass; null when it passes all, or there are too few leads to tell. */
export function breachOf(tallies: Tallies, guards: CanaryRules["guards"]): Breach | null {
  if (!enoughToTell(tallies)) return null;
  const { canary, control } = tallies;
  for (const { name, counts, allowed: allowedOf } of GUARDS) {
    const allowed = allowedOf(guards);
    if (allowed === null) continue;
    const [hits, controlHits] = [counts(canary), counts(control)];
    const above = hits / canary.leads > (controlHits / control.leads) * (1 + allowed);
    if (above && chanceOf(hits, canary.leads, controlHits, control.leads) < CHANCE) {
      return { guard: name, allowed };
    }
  }
  return null;
}

/**
 * Fisher's exact test, one-sided: how likely chance alone gives the first group at least `hits` of all hits, when both
 * groups are alike. Exact for any numbers, also where the second group has none. From 0 to 1.
 */
export function chanceOf(hits: number, of: number, otherHits: number, otherOf: number): number {
  const allHits = hits + otherHits;
  const all = of + otherOf;
  const whole = logChoose(all, of);
  let chance = 0;
  for (let k = hits; k <= Math.min(of, allHits); k++) {
    chance += Math.exp(logChoose(allHits, k) + logChoose(all - allHits, of - k) - whole);
  }
  return Math.min(1, chance);
}

function logChoose(n: number, k: number): number {
  return k < 0 || k > n ? Number.NEGATIVE_INFINITY : logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Exact sums for small numbers, Stirling's series beyond, whose error there is below 1e-13. */
function logFactorial(n: number): number {
  if (n < 32) {
    let sum = 0;
    for (let k = 2; k <= n; k++) sum += Math.log(k);
    return sum;
  }
  return (
    n * Math.log(n) -
    n +
    Math.log(2 * Math.PI * n) / 2 +
    1 / (12 * n) -
    1 / (360 * n ** 3) +
    1 / (1260 * n ** 5)
  );
}
