// How far leads came in a month, and whether the scores are still those of the month before.
import type { Period } from "../reports.ts";
import { ENOUGH_TO_TELL } from "./rates.ts";

/** Leads that got there within the month, each counted once a stage, whenever it had come in. */
export const STAGES = [
  "received",
  "qualified",
  "offered",
  "accepted",
  "recycled",
  "tank",
  "overflow",
] as const;
export type Stage = (typeof STAGES)[number];
export type FunnelCounts = Readonly<Record<Stage, number>>;

/** Where each bucket of scores begins; the first has no lower end. */
export const BUCKETS = [0, 20, 40, 60, 80, 100] as const;

/** Of all decisions in a month. `buckets`: below the first of `BUCKETS`, from the first to the second, and so on. */
export interface ScoreCounts {
  readonly buckets: readonly number[];
  readonly sum: number;
}

export interface MonthlyCounts {
  readonly funnel: FunnelCounts;
  readonly funnelBefore: FunnelCounts;
  readonly scores: ScoreCounts;
  readonly scoresBefore: ScoreCounts;
}

/** How far a distribution has moved, in words: by the usual limits of the population stability index, 0.1 and 0.25. */
export type Drift = "too few to tell" | "stable" | "moved" | "drifted";

export interface MonthlyReport {
  readonly report: "monthly";
  readonly period: Period;
  readonly funnel: readonly { readonly stage: Stage; readonly leads: number; readonly before: number }[];
  readonly scores: {
    readonly decisions: number;
    readonly decisionsBefore: number;
    /** Null: no decisions. */
    readonly mean: number | null;
    readonly meanBefore: number | null;
    readonly buckets: readonly {
      readonly from: number | null;
      readonly to: number | null;
      readonly many: number;
      readonly before: number;
    }[];
    /** The population stability index of the two months; null: too few to tell. */
    readonly index: number | null;
    readonly drift: Drift;
  };
}

export function monthlyReport(period: Period, counts: MonthlyCounts): MonthlyReport {
  const { funnel, funnelBefore, scores, scoresBefore } = counts;
  const [decisions, decisionsBefore] = [total(scores.buckets), total(scoresBefore.buckets)];
  const index =
    Math.min(decisions, decisionsBefore) < ENOUGH_TO_TELL
      ? null
      : stabilityIndex(scores.buckets, scoresBefore.buckets);
  return {
    report: "monthly",
    period,
    funnel: STAGES.map((stage) => ({ stage, leads: funnel[stage], before: funnelBefore[stage] })),
    scores: {
      ...{ decisions, decisionsBefore, index },
      mean: decisions === 0 ? null : scores.sum / decisions,
      meanBefore: decisionsBefore === 0 ? null : scoresBefore.sum / decisionsBefore,
      buckets: [null, ...BUCKETS].map((from, n) => ({
        ...{ from, to: BUCKETS[n] ?? null },
        ...{ many: scores.buckets[n] ?? 0, before: scoresBefore.buckets[n] ?? 0 },
      })),
      drift: driftOf(index),
    },
  };
}

function driftOf(index: number | null): Drift {
  if (index === null) return "too few to tell";
  if (index < 0.1) return "stable";
  return index < 0.25 ? "moved" : "drifted";
}

/** Half a lead is added to each bucket: an empty one would make any difference infinite. */
export function stabilityIndex(now: readonly number[], before: readonly number[]): number {
  const shares = (counts: readonly number[]) => {
    const all = total(counts) + counts.length / 2;
    return counts.map((many) => (many + 0.5) / all);
  };
  const was = shares(before);
  return shares(now).reduce((sum, share, n) => {
    const old = was[n] ?? share;
    return sum + (share - old) * Math.log(share / old);
  }, 0);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, many) => sum + many, 0);
}
