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

/** A date as it is in a zone. What is asked of it more than once is worked out once. */
class LocalDay {
  readonly date: string;
  readonly weekday: Weekday;
  /** The instants, in ms, at which it begins and at which the next one does. */
  readonly from: number;
  readonly to: number;
  readonly #start: DateTime;
  readonly #minutes = new Map<number, number>();

  private constructor(start: DateTime) {
    this.#start = start;
    this.date = start.toISODate() ?? "";
    this.weekday = start.weekday as Weekday;
    this.from = start.toMillis();
    this.to = dayAfter(start).toMillis();
  }

  /** The day that an instant, in ms, falls on. It is the same whichever of its instants is given. */
  static of(timezone: string, at: number): LocalDay {
    // From the day before: where midnight comes twice, luxon picks the one with the offset it starts from.
    const before = DateTime.fromMillis(at, { zone: timezone }).minus({ days: 1 }).startOf("day");
    return new LocalDay(dayAfter(before));
  }

  next(): LocalDay {
    return new LocalDay(dayAfter(this.#start));
  }

  /** The instant, in ms, of a local minute. A minute that the clocks skip is the moment they skip it. */
  at(minute: number): number {
    if (minute === 1440) return this.to;
    let at = this.#minutes.get(minute);
    if (at === undefined) {
      const time = { hour: Math.floor(minute / 60), minute: minute % 60, second: 0, millisecond: 0 };
      at = this.#start.set(time).toMillis();
      this.#minutes.set(minute, at);
    }
    return at;
  }
}

function dayAfter(start: DateTime): DateTime {
  return start.plus({ days: 1 }).startOf("day");
}

/**
 * The day last asked for in each zone. Routing asks once for every rep and lead, and luxon has a zone's offset from
 * Intl, which takes as long as all the rules together.
 */
const lastDays = new Map<string, LocalDay>();

/** The day on which an instant, in ms, falls in a zone. */
function dayIn(timezone: string, at: number): LocalDay {
  const last = lastDays.get(timezone);
  if (last && last.from <= at && at < last.to) return last;
  const day = LocalDay.of(timezone, at);
  lastDays.set(timezone, day);
  return day;
}

function rangesOn(shift: Shift, day: LocalDay): readonly MinuteRange[] {
  if (shift.holidays.has(day.date)) return [];
  return shift.hours === null ? WHOLE_DAY : shift.hours[day.weekday];
}

/** Whether somebody with this shift is at work at `now`. */
export function isOnShift(shift: Shift, now: Instant): boolean {
  const at = toMs(now);
  const day = dayIn(shift.timezone, at);
  return rangesOn(shift, day).some(([from, to]) => day.at(from) <= at && at < day.at(to));
}

/** Whether `now` falls on one of the team's holidays where somebody with this shift is. */
export function isHoliday(shift: Shift, now: Instant): boolean {
  return shift.holidays.has(dayOf(shift.timezone, now));
}

/** The ISO date that `now` has in a zone. */
export function dayOf(timezone: string, now: Instant): string {
  return dayIn(timezone, toMs(now)).date;
}

/**
 * The instant `ms` milliseconds of working (`business`) or of any (`wall`) time after `start`. Working time that ends
 * exactly with a shift ends there, not at the next opening.
 */
export function timeAfter(start: Instant, ms: number, clock: Clock, shift: Shift): Instant {
  const from = toMs(start);
  if (clock === "wall" || (shift.hours === null && shift.holidays.size === 0)) return instant(from + ms);
  let left = ms;
  let day = dayIn(shift.timezone, from);
  for (let idle = 0; idle < HORIZON_DAYS; idle++) {
    for (const [open, close] of rangesOn(shift, day)) {
      const begin = Math.max(from, day.at(open));
      const end = day.at(close);
      if (end <= begin) continue;
      if (begin + left <= end) return instant(begin + left);
      left -= end - begin;
      idle = 0;
    }
    day = day.next();
  }
  return instant(from + ms);
}

/**
 * The next instant at which somebody with this shift is at work, `now` itself where they are; null: not within 400
 * days. A shift that begins in an hour that the clocks skip begins when they skip it.
 */
export function nextOpening(shift: Shift, now: Instant): Instant | null {
  if (isOnShift(shift, now)) return now;
  const from = toMs(now);
  let day = dayIn(shift.timezone, from);
  for (let ahead = 0; ahead < HORIZON_DAYS; ahead++) {
    for (const [open, close] of rangesOn(shift, day)) {
      const begin = day.at(open);
      if (begin >= from && begin < day.at(close)) return instant(begin);
    }
    day = day.next();
  }
  return null;
}

/** The ISO week that `now` falls in in a zone, such as `2026-W09`: it begins on Monday. */
export function weekOf(timezone: string, now: Instant): string {
  return DateTime.fromMillis(toMs(now), { zone: timezone }).toFormat("kkkk-'W'WW");
}
