import type { MinuteRange, Weekday, WeeklyHours } from "./types.ts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const DAY_MINUTES = 1_440;

export const DAYS_FORM = "write mon to sun, or a range such as mon-fri";
export const HOURS_FORM =
  "write HH:MM-HH:MM, several with commas between; 24:00 and ranges past midnight are fine";

/**
 * The weekdays of `mon`, `mon-fri`, `sat-mon` or `mon,wed`; null for anything else. Ranges run round the week's end.
 */
export function weekdays(text: string): Weekday[] | null {
  const days: Weekday[] = [];
  for (const part of text.toLowerCase().split(",")) {
    const [from, to, ...rest] = part
      .split("-")
      .map((name) => DAYS.indexOf(name.trim() as (typeof DAYS)[number]));
    if (from === undefined || from < 0 || to === -1 || rest.length > 0) return null;
    const length = to === undefined ? 1 : ((to - from + 7) % 7) + 1;
    for (let step = 0; step < length; step++) days.push((((from + step) % 7) + 1) as Weekday);
  }
  return new Set(days).size === days.length ? days : null;
}

/**
 * `09:00-12:00, 13:00-17:00` as minutes since midnight; an end at or before its start lies on the next day and counts
 * on from 1440. Null for anything else. A range that ends where it starts is refused: a whole day is 00:00-24:00.
 */
export function minuteRanges(text: string): MinuteRange[] | null {
  const ranges: MinuteRange[] = [];
  for (const part of text.split(",")) {
    const match = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(part);
    if (match === null) return null;
    const [, startHour, startMinute, endHour, endMinute] = match.map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    if (startMinute > 59 || endMinute > 59) return null;
    const start = startHour * 60 + startMinute;
    const end = endHour * 60 + endMinute;
    if (start >= DAY_MINUTES || end > DAY_MINUTES || start === end) return null;
    ranges.push([start, end > start ? end : end + DAY_MINUTES]);
  }
  return ranges;
}

/** The hours as a file gives them: texts by days, checked by the schema. */
export type WrittenHours = Readonly<Record<string, readonly string[]>>;

/** The week as sorted, non-overlapping ranges a day, what lies past midnight moved to the next day. */
export function weeklyHours(written: WrittenHours): WeeklyHours {
  const week: Record<Weekday, MinuteRange[]> = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
  for (const [days, texts] of Object.entries(written)) {
    for (const day of weekdays(days) ?? []) {
      for (const [start, end] of texts.flatMap((text) => minuteRanges(text) ?? [])) {
        week[day].push([start, Math.min(end, DAY_MINUTES)]);
        if (end > DAY_MINUTES) week[((day % 7) + 1) as Weekday].push([0, end - DAY_MINUTES]);
      }
    }
  }
  return {
    1: merged(week[1]),
    2: merged(week[2]),
    3: merged(week[3]),
    4: merged(week[4]),
    5: merged(week[5]),
    6: merged(week[6]),
    7: merged(week[7]),
  };
}

function merged(ranges: readonly MinuteRange[]): MinuteRange[] {
  const result: MinuteRange[] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
    else result.push([start, end]);
  }
  return result;
}
