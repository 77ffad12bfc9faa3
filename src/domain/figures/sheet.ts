// A report in words, for whatever shows it: a message in Slack, a terminal. Names in it come from outside, and are cleaned
// where they are shown.
import { differenceOf, directionOf, enoughToTell, type Rate } from "./rates.ts";

export interface Sheet {
  /** What the report is called. */
  readonly title: string;
  /** The gist in a line. */
  readonly gist: string;
  /** The one thing to do first, or that there is nothing to do. */
  readonly first: string;
  readonly lines: readonly Line[];
  readonly table: SheetTable;
  /** How the numbers are meant. */
  readonly meaning: string;
}

export interface Line {
  readonly label: string;
  readonly text: string;
}

/** The first column is words, the others numbers, unless they are said to be `words` too. */
export interface SheetTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is said in place of a table without rows. */
  readonly empty: string;
  readonly words?: readonly number[];
}

/** A share as people say it: "42%", below a tenth "4.2%"; "–" of none. */
export function percent(share: number | null): string {
  if (share === null) return "–";
  const hundredths = 100 * Math.abs(share);
  const digits = hundredths > 0 && hundredths < 9.95 ? 1 : 0;
  return `${share < 0 ? "−" : ""}${hundredths.toFixed(digits)}%`;
}

/** "42% (35–49%)", or that there are too few to tell. */
export function withInterval(rate: Rate): string {
  if (!enoughToTell(rate)) return `${rate.hits} of ${rate.of}, too few to tell`;
  return `${percent(rate.share)} (${percent(rate.low).replace("%", "")}–${percent(rate.high)})`;
}

/** "6 points higher", "no more different than by chance", "too few to tell". */
export function comparedWith(one: Rate, other: Rate): string {
  const difference = differenceOf(one, other);
  if (difference === null) return "too few to tell";
  const direction = directionOf(difference);
  return direction === null
    ? "no more different than by chance"
    : `${points(Math.abs(difference.by))} ${direction}`;
}

function points(by: number): string {
  const shown = (100 * by).toFixed(by < 0.1 ? 1 : 0);
  return `${shown} points`;
}

/** "12 (+3)", against the time before. */
export function against(now: number, before: number): string {
  const more = now - before;
  const change = more === 0 ? "as before" : more > 0 ? `+${count(more)}` : `−${count(-more)}`;
  return `${count(now)} (${change})`;
}

/** With its thousands apart. */
export function count(many: number): string {
  return many.toLocaleString("en-GB");
}

/** "1 lead", "2 leads". */
export function counted(many: number, noun: string): string {
  return `${count(many)} ${noun}${many === 1 ? "" : "s"}`;
}
