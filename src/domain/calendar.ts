// Working time: hours, holidays and zones. All arithmetic on local days goes through luxon, so that a day on which the
// clocks change has the hours it really has.
import { DateTime } from "luxon";
import { type Instant, instant, toMs } from "../clock.ts";
import type { Clock, MinuteRange, Rep, Team, Weekday, WeeklyHours } from "../policy/types.ts";

/** When somebody works. `hours` null: every hour of every day that is no holiday. */
export interface Shift {
  /** IANA zone in which days and holidays are reckoned. */
  readonly timezone: string;
  readonly hours: WeeklyHours | null;
  /** ISO dates. */
  readonly holidays: ReadonlySet<string>;
}

const WHOLE_DAY: readonly MinuteRange[] = [[0, 1440]];
/** A calendar without a single working hour in this many days counts as wall time, rather than never. */
const HORIZON_DAYS = 400;

export function shiftOf(rep: Rep, team: Team): Shift {
  return { timezone: rep.timezone, hours: rep.hours, holidays: team.holidays };
}

export function teamShift(team: Team): Shift {
  return { timezone: team.timezone, hours: team.hours, holidays: team.holidays };
}

function rangesOn(shift: Shift, day: DateTime): readonly MinuteRange[] {
  if (shift.holidays.has(day.toISODate() ?? "")) return [];
  return shift.hours === null ? WHOLE_DAY : shift.hours[day.weekday as Weekday];
}

/** The instant, in ms, of a local minute of a day. A minute that the clocks skip is the moment they skip it. */
function atMinute(day: DateTime, minute: number): number {
  if (minute === 1440) return day.plus({ days: 1 }).startOf("day").toMillis();
  return day
    .set({ hour: Math.floor(minute / 60), minute: minute % 60, second: 0, millisecond: 0 })
    .toMillis();
}

/** Whether somebody with this shift is at work at `now`. */
export function isOnShift(shift: Shift, now: Instant): boolean {
  const at = toMs(now);
  const day = DateTime.fromMillis(at, { zone: shift.timezone }).startOf("day");
  return rangesOn(shift, day).some(([from, to]) => atMinute(day, from) <= at && at < atMinute(day, to));
}

/** Whether `now` falls on one of the team's holidays where somebody with this shift is. */
export function isHoliday(shift: Shift, now: Instant): boolean {
  return shift.holidays.has(dayOf(shift.timezone, now));
}

/** The ISO date that `now` has in a zone. */
export function dayOf(timezone: string, now: Instant): string {
  return DateTime.fromMillis(toMs(now), { zone: timezone }).toISODate() ?? "";
}

/**
 * The instant `ms` milliseconds of working (`business`) or of any (`wall`) time after `start`. Working time that ends
 * exactly with a shift ends there, not at the next opening.
 */
export function timeAfter(start: Instant, ms: number, clock: Clock, shift: Shift): Instant {
  const from = toMs(start);
  if (clock === "wall" || (shift.hours === null && shift.holidays.size === 0)) return instant(from + ms);
  let left = ms;
  let day = DateTime.fromMillis(from, { zone: shift.timezone }).startOf("day");
  for (let idle = 0; idle < HORIZON_DAYS; idle++) {
    for (const [open, close] of rangesOn(shift, day)) {
      const begin = Math.max(from, atMinute(day, open));
      const end = atMinute(day, close);
      if (end <= begin) continue;
      if (begin + left <= end) return instant(begin + left);
      left -= end - begin;
      idle = 0;
    }
    day = day.plus({ days: 1 }).startOf("day");
  }
  return instant(from + ms);
}
