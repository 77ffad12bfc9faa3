// What a chart shows, in data: the one description from which both the picture (`painter.ts`) and the words for those
// who do not see it (`alt.ts`) are made. Pure, and the only part of this folder that others than `src/baton.ts` read.

export interface Series {
  /** Outside text is welcome: it is cleaned where it is shown. */
  readonly name: string;
  /** One for each category, in their order; null, and what is no such number: not known, shown as a gap. */
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly title: string;
  /** `bars`: side by side; `stacked`: on top of each other, parts of a whole; `lines`: a course over time. */
  readonly kind: "bars" | "stacked" | "lines";
  /** Along the axis, in this order: names, days. */
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** What is counted: `leads`, `min`, `%`. */
  readonly unit?: string;
}

/** Beyond it no axis can be drawn; not a number is beyond it as well. */
const MOST = Number.MAX_SAFE_INTEGER;

/** Of one series at one category; null where nothing is known. */
export function valueAt({ values }: Series, index: number): number | null {
  const value = values[index];
  return value !== undefined && value !== null && Math.abs(value) <= MOST ? value : null;
}

const figures = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const largeFigures = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** A value as people write it, `1.2M` from 100,000 on. A per cent sign belongs to the number, other units are said once. */
export function written(value: number, unit: string | undefined): string {
  return `${(Math.abs(value) < 100_000 ? figures : largeFigures).format(value)}${unit === "%" ? "%" : ""}`;
}
