// What a CRM's export writes for dates and numbers.
import { DateTime } from "luxon";

/** A year, a month and a day, in this order, whatever stands between and after them. */
const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/;
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[ ,].*)?$/;

/**
 * The ISO date of `2016-10-20`, `20-10-16`, `10/20/2016` or `20.10.2016`; null where it is none. `order` says how one is
 * read whose parts could be either; one that only makes sense the other way is read so. Two digits are a year from 2000.
 */
export function readDate(text: string, order: "dmy" | "mdy"): string | null {
  const iso = yearFirst.exec(text);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = yearLast.exec(text);
  if (!parts) return null;
  const [first, second, third] = parts.slice(1).map(Number) as [number, number, number];
  const year = third < 100 ? 2000 + third : third;
  const dmy = () => dateOf(year, second, first);
  const mdy = () => dateOf(year, first, second);
  return order === "dmy" ? (dmy() ?? mdy()) : (mdy() ?? dmy());
}

/** Null: there is no such day. */
function dateOf(year: number, month: number, day: number): string | null {
  return DateTime.utc(year, month, day).toISODate();
}

/** A number as spreadsheets write it: `1,100.04`, `$2 500`, `12'000`. Null where it is none, or below zero. */
export function readNumber(text: string): number | null {
  const bare = text.replace(/[\s'’_]|[$€£¥]/g, "");
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(bare)) return null;
  return Number(bare.replaceAll(",", ""));
}
