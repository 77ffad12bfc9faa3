// How the rules did in a week: duplicates, divergence from what people decided, and what changes of the rules brought.
import { type Divergence, type DivergenceCount, divergenceOf } from "../divergence.ts";
import type { Period } from "../reports.ts";
import { type Difference, differenceOf, type Rate, rateOf } from "./rates.ts";

/** What became of the leads that a version of the policy decided within a week. Each number but `leads` is of those. */
export interface VersionCount {
  readonly version: number;
  readonly leads: number;
  readonly routed: number;
  readonly nurture: number;
  readonly suppressed: number;
  readonly review: number;
  /** By a rep, or claimed, before the week was over. */
  readonly accepted: number;
}

export interface WeeklyCounts {
  /** Leads that were merged, of those decided, merged ones included. */
  readonly duplicates: { readonly merged: number; readonly decided: number };
  readonly divergence: readonly DivergenceCount[];
  readonly versions: readonly VersionCount[];
  /** In the week before. */
  readonly versionsBefore: readonly VersionCount[];
}

export interface VersionEffect {
  readonly version: number;
  readonly leads: number;
  readonly shares: Readonly<Record<Fate, Rate>>;
  readonly accepted: Rate;
  /** The version before, in this week where it decided leads then too; null: none did in these two weeks. */
  readonly against: {
    readonly version: number;
    readonly week: "this" | "before";
    readonly leads: number;
    readonly accepted: Rate;
    /** Of the shares accepted; null: too few to tell. */
    readonly difference: Difference | null;
  } | null;
}

export const FATES = ["routed", "nurture", "suppressed", "review"] as const;
export type Fate = (typeof FATES)[number];

export interface WeeklyReport {
  readonly report: "weekly";
  readonly period: Period;
  readonly duplicates: Rate;
  readonly divergence: Divergence;
  /** The newest version first. */
  readonly versions: readonly VersionEffect[];
}

export function weeklyReport(period: Period, counts: WeeklyCounts): WeeklyReport {
  const { duplicates, divergence, versions } = counts;
  return {
    report: "weekly",
    period,
    duplicates: rateOf(duplicates.merged, duplicates.decided),
    divergence: divergenceOf(divergence),
    versions: versions
      .filter(({ leads }) => leads > 0)
      .toSorted((a, b) => b.version - a.version)
      .map((count) => effectOf(count, counts)),
  };
}

function effectOf(count: VersionCount, { versions, versionsBefore }: WeeklyCounts): VersionEffect {
  const { version, leads } = count;
  const accepted = rateOf(count.accepted, leads);
  const shares = Object.fromEntries(FATES.map((fate) => [fate, rateOf(count[fate], leads)]));
  const older = [
    ...versions.map((one) => ({ ...one, week: "this" as const })),
    ...versionsBefore.map((one) => ({ ...one, week: "before" as const })),
  ].filter((one) => one.version < version && one.leads > 0);
  // The nearest; where it decided leads in both weeks, those of the same week.
  const [before] = older.toSorted(
    (a, b) => b.version - a.version || Number(a.week === "before") - Number(b.week === "before"),
  );
  const was = before && rateOf(before.accepted, before.leads);
  return {
    ...{ version, leads, accepted },
    shares: shares as Record<Fate, Rate>,
    against:
      before && was
        ? {
            ...{ version: before.version, week: before.week, leads: before.leads },
            ...{ accepted: was, difference: differenceOf(accepted, was) },
          }
        : null,
  };
}
