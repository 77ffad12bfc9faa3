// What came in within a day, what was refused and why, and what is kept as an exception.
import type { Period } from "../reports.ts";
import { type Rate, rateOf } from "./rates.ts";

/** So long after it was kept, an exception should have been settled. */
export const OVERDUE_AFTER_MS = 48 * 3_600_000;
const WORST_SOURCES = 5;
/** The fields that a lead may have. */
const FIELD =
  /^(externalId|source|email|firstName|lastName|title|phone|company(\.(name|domain|country|employees|industry))?|country|language|product|campaign|partner|intent|consent(\.(given|at|basis))?|message|utm|extra)$/;

/** One source's leads, as they were taken in or refused for one reason. `source` null: nobody knows whose. */
export interface Refused {
  readonly source: string | null;
  /** The exception's code, such as `invalid`. */
  readonly code: string;
  /** Where it was wrong first, as the sender wrote it; null: the whole was. */
  readonly path: string | null;
  readonly many: number;
}

export interface IntakeCounts {
  readonly taken: readonly { readonly source: string; readonly many: number }[];
  readonly refused: readonly Refused[];
  /** Messages that Slack took from nobody's hand. */
  readonly undeliverable: number;
}

/** Kept as exceptions at the end of the day, whenever they came. */
export interface KeptCounts {
  readonly refused: number;
  readonly undeliverable: number;
  /** Of both together: kept for longer than `OVERDUE_AFTER_MS`. */
  readonly overdue: number;
}

export interface DailyCounts {
  readonly day: IntakeCounts;
  readonly before: IntakeCounts;
  readonly kept: KeptCounts;
  readonly keptBefore: KeptCounts;
}

export interface SourceIntake {
  readonly source: string | null;
  readonly taken: number;
  readonly refused: number;
  /** Taken in, of all that came. */
  readonly success: Rate;
}

export interface FailingSource {
  readonly source: string | null;
  readonly refused: number;
  /** `field`: where it was wrong, if that is one of a lead's own fields. */
  readonly commonest: { readonly code: string; readonly field: string | null; readonly many: number };
}

export interface DailyReport {
  readonly report: "daily";
  readonly period: Period;
  readonly success: Rate;
  readonly successBefore: Rate;
  /** The most refused first. */
  readonly sources: readonly SourceIntake[];
  readonly failing: readonly FailingSource[];
  readonly undeliverable: number;
  readonly exceptions: { readonly open: number; readonly overdue: number; readonly openBefore: number };
}

export function dailyReport(period: Period, counts: DailyCounts): DailyReport {
  const { day, before, kept, keptBefore } = counts;
  const sources = sourcesOf(day);
  return {
    report: "daily",
    period,
    success: successOf(day),
    successBefore: successOf(before),
    sources,
    failing: failingOf(day.refused),
    undeliverable: day.undeliverable,
    exceptions: {
      open: kept.refused + kept.undeliverable,
      overdue: kept.overdue,
      openBefore: keptBefore.refused + keptBefore.undeliverable,
    },
  };
}

const sum = (rows: readonly { readonly many: number }[]) => rows.reduce((total, { many }) => total + many, 0);

function successOf({ taken, refused }: IntakeCounts): Rate {
  const [came, not] = [sum(taken), sum(refused)];
  return rateOf(came, came + not);
}

function sourcesOf({ taken, refused }: IntakeCounts): SourceIntake[] {
  const names = new Set([...taken, ...refused].map(({ source }) => source));
  return [...names]
    .map((source) => {
      const came = sum(taken.filter((one) => one.source === source));
      const not = sum(refused.filter((one) => one.source === source));
      return { source, taken: came, refused: not, success: rateOf(came, came + not) };
    })
    .toSorted((a, b) => b.refused - a.refused || b.taken - a.taken || byName(a.source, b.source));
}

function failingOf(refused: readonly Refused[]): FailingSource[] {
  const bySource = Map.groupBy(refused, ({ source }) => source);
  return [...bySource]
    .map(([source, rows]) => ({ source, refused: sum(rows), commonest: commonestOf(rows) }))
    .toSorted((a, b) => b.refused - a.refused || byName(a.source, b.source))
    .slice(0, WORST_SOURCES);
}

/** Where it is not a field of a lead's own, a path is whatever somebody sent: it is not shown, and one reason with others. */
function commonestOf(rows: readonly Refused[]): FailingSource["commonest"] {
  const reasons = new Map<string, FailingSource["commonest"]>();
  for (const { code, path, many } of rows) {
    const field = path !== null && FIELD.test(path) ? path : null;
    const key = `${code} ${field ?? ""}`;
    reasons.set(key, { code, field, many: many + (reasons.get(key)?.many ?? 0) });
  }
  const [commonest] = [...reasons.values()].toSorted(
    (a, b) => b.many - a.many || byName(a.code, b.code) || byName(a.field, b.field),
  );
  if (!commonest) throw new TypeError("a source that fails without a reason");
  return commonest;
}

function byName(a: string | null, b: string | null): number {
  const [one, other] = [a ?? "", b ?? ""];
  return one < other ? -1 : Number(one > other);
}
