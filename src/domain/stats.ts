// A rep's numbers over the last days, and the team's, from what is on their records.
import type { SlackId } from "../ids.ts";
import type { RecycleReason } from "./lead.ts";

/** How far back, in days of 24 hours up to now. */
export const STATS_DAYS = [7, 30] as const;
export type StatsDays = (typeof STATS_DAYS)[number];

export const RECYCLE_REASONS = [
  "timing",
  "budget",
  "feature_gap",
  "not_icp",
] as const satisfies readonly RecycleReason[];

/** So many events of one kind on one rep's record on one day. */
export interface OnRecord {
  readonly rep: SlackId;
  /** Which 24 hours of the window, from 0 on, the oldest first. */
  readonly day: number;
  readonly type: "offered" | "accepted" | "recycled" | "taken_away" | "claimed";
  /** Of `recycled` the reason, of `taken_away` why; null for the rest. */
  readonly detail: string | null;
  readonly count: number;
  /** Of those the rep accepted by themselves: how long from the card's confirmation, else from the offer, in ms. */
  readonly tookMs: readonly number[];
}

export interface DayNumbers {
  readonly offers: number;
  readonly accepted: number;
  readonly missed: number;
}

export interface Numbers {
  readonly offers: number;
  readonly accepted: number;
  readonly recycled: Readonly<Record<RecycleReason, number>>;
  /** Taken away because the accept window had passed. */
  readonly missed: number;
  /** Taken from the Shark Tank. */
  readonly claims: number;
  /** Time to accept by nearest rank, in ms; null where nothing was accepted. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  /** One for each 24 hours of the window, the oldest first. */
  readonly byDay: readonly DayNumbers[];
}

export interface Stats {
  readonly days: StatsDays;
  /** Everybody's record together, also of those who have left the team since. */
  readonly team: Numbers;
  /** Whoever has something on record in the window. */
  readonly reps: ReadonlyMap<SlackId, Numbers>;
}

export function statsOf(rows: readonly OnRecord[], days: StatsDays): Stats {
  const byRep = Map.groupBy(rows, ({ rep }) => rep);
  return {
    days,
    team: numbersOf(rows, days),
    reps: new Map([...byRep].map(([rep, own]) => [rep, numbersOf(own, days)])),
  };
}

/** What somebody's numbers are who has nothing on record. */
export function numbersOfNothing(days: StatsDays): Numbers {
  return numbersOf([], days);
}

export function recycledInAll({ recycled }: Numbers): number {
  return RECYCLE_REASONS.reduce((sum, reason) => sum + recycled[reason], 0);
}

/**
 * Everybody on the roster or with something on record: most missed first, then the most offers, then by name. Whoever
 * has left the team counts as long as their record is in the window.
 */
export function byNeed(
  { reps, days }: Stats,
  roster: readonly SlackId[],
  nameOf: (rep: SlackId) => string,
): { readonly rep: SlackId; readonly numbers: Numbers }[] {
  const all = new Set([...roster, ...reps.keys()]);
  return [...all]
    .map((rep) => ({ rep, numbers: reps.get(rep) ?? numbersOfNothing(days) }))
    .sort(
      (a, b) =>
        b.numbers.missed - a.numbers.missed ||
        b.numbers.offers - a.numbers.offers ||
        nameOf(a.rep).localeCompare(nameOf(b.rep), "en"),
    );
}

function numbersOf(rows: readonly OnRecord[], days: StatsDays): Numbers {
  const count = (type: OnRecord["type"], detail?: string, among = rows) =>
    among.reduce(
      (sum, row) =>
        row.type === type && (detail === undefined || row.detail === detail) ? sum + row.count : sum,
      0,
    );
  const tookMs = rows.flatMap((row) => row.tookMs).sort((a, b) => a - b);
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return {
    offers: count("offered"),
    accepted: count("accepted"),
    recycled: {
      timing: count("recycled", "timing"),
      budget: count("recycled", "budget"),
      feature_gap: count("recycled", "feature_gap"),
      not_icp: count("recycled", "not_icp"),
    },
    missed: count("taken_away", "window"),
    claims: count("claimed"),
    medianMs: nearestRank(tookMs, 50),
    p95Ms: nearestRank(tookMs, 95),
    byDay: Array.from({ length: days }, (_, day) => {
      const then = byDay.get(day) ?? [];
      return {
        offers: count("offered", undefined, then),
        accepted: count("accepted", undefined, then),
        missed: count("taken_away", "window", then),
      };
    }),
  };
}

/** The smallest of the ascending values that at least so many per cent of them do not exceed; null without any. */
export function nearestRank(ascending: readonly number[], percent: number): number | null {
  return ascending[Math.ceil((percent * ascending.length) / 100) - 1] ?? null;
}
