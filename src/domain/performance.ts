// How well a rep answers, as a factor of their weight: the accept rate and the median time to accept, each against the
// team's. Bounds keep it from starving anybody: whoever is in a slump goes on getting leads to come out of it with.
import type { SlackId } from "../ids.ts";

/** A rep's offers of the last 30 days that are answered or were not answered in time. */
export interface RepRecord {
  /** Accepted, recycled, taken away or overdue. */
  readonly offers: number;
  readonly accepted: number;
  /** From offer to acceptance, in ms; null where none was accepted. */
  readonly medianMs: number | null;
}

export interface PerformanceBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * How many offers at the team's own rate and pace everybody is credited with beforehand: with few offers of their own
 * nobody is far from 1.
 */
const PRIOR = 10;
/** Faster than this is no better: nobody shall click before reading. */
const FASTEST_MS = 60_000;

/**
 * Everybody's factor, rounded to hundredths, within the bounds:
 *
 *     rate   = (accepted + 10 × team's rate) / (offers + 10)
 *     pace   = the median, as the geometric mean of the own (counting `accepted` times) and the team's (10 times)
 *     factor = rate / team's rate × √(team's pace / pace)
 *
 * So half the rate halves a weight, and four times the time does. The team's rate is that of all offers, its pace the
 * median of the medians. Whoever is not in `records` has 1, and so has everybody while nobody has accepted anything.
 */
export function performanceFactors(
  records: ReadonlyMap<SlackId, RepRecord>,
  { min, max }: PerformanceBounds,
): Map<SlackId, number> {
  const all = [...records.values()];
  const offers = all.reduce((sum, one) => sum + one.offers, 0);
  const accepted = all.reduce((sum, one) => sum + one.accepted, 0);
  const factors = new Map<SlackId, number>();
  if (accepted === 0) return factors;
  const teamRate = accepted / offers;
  const teamPace = middle(all.flatMap(({ medianMs }) => (medianMs === null ? [] : paceOf(medianMs))));
  for (const [rep, own] of records) {
    const rate = (own.accepted + PRIOR * teamRate) / (own.offers + PRIOR);
    const ownPace = own.medianMs === null ? teamPace : paceOf(own.medianMs);
    const pace = Math.exp(
      (own.accepted * Math.log(ownPace) + PRIOR * Math.log(teamPace)) / (own.accepted + PRIOR),
    );
    const factor = (rate / teamRate) * Math.sqrt(teamPace / pace);
    factors.set(rep, Math.round(Math.min(max, Math.max(min, factor)) * 100) / 100);
  }
  return factors;
}

function paceOf(medianMs: number): number {
  return Math.max(FASTEST_MS, medianMs);
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = FASTEST_MS, high = low] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}
