// Until when somebody is away, as people type it: `2h`, `15:00`, `tomorrow`, `monday 9:30`, `2026-12-24`. Reckoned on the
// person's own calendar and clock, on which a day may have 23 hours or 25.
import { DateTime } from "luxon";
import { type Instant, instant, toMs } from "../clock.ts";
import { nextOpening, type Shift } from "./calendar.ts";

/** `unclear`: it is no time that Baton knows. `at` may lie in the past. */
export type UntilTyped = { readonly kind: "until"; readonly at: Instant } | { readonly kind: "unclear" };

const DURATION =
  /^(?=\d)(?:(\d{1,3}) ?(?:d|days?) ?)?(?:(\d{1,4}) ?(?:h|hrs?|hours?) ?)?(?:(\d{1,5}) ?(?:m|mins?|minutes?))?$/;
const TIME = /^(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$/;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const WEEKDAY =
  /^(?:(?:mon|fri|sun)(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|sat(?:urday)?)$/;

/**
 * A span counts from `now`; a time is the next time that it is that; a day is when the shift begins on it, midnight
 * where none does; a day with a time is that. `timezone` is the person's, an IANA name.
 */
export function readUntil(
  text: string,
  { now, timezone, shift }: { readonly now: Instant; readonly timezone: string; readonly shift: Shift },
): UntilTyped {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^(?:until|till|til|for) /, "");
  const local = DateTime.fromMillis(toMs(now), { zone: timezone });
  const at = spanFrom(local, words) ?? timeNext(local, words) ?? dayMeant(local, words, shift);
  return at === null ? { kind: "unclear" } : { kind: "until", at: instant(at) };
}

function spanFrom(local: DateTime, words: string): number | null {
  const [whole, days = "0", hours = "0", minutes = "0"] = DURATION.exec(words) ?? [];
  if (whole === undefined || !/[a-z]/.test(whole)) return null;
  return local.plus({ days: Number(days), hours: Number(hours), minutes: Number(minutes) }).toMillis();
}

function timeNext(local: DateTime, words: string): number | null {
  const time = timeOf(words);
  if (time === null) return null;
  const today = momentsOf(local, time).find((at) => at > local.toMillis());
  return today ?? momentsOf(local.plus({ days: 1 }), time)[0] ?? null;
}

function dayMeant(local: DateTime, words: string, shift: Shift): number | null {
  const [first = "", ...rest] = words.replace(/^next /, "").split(" ");
  const day = dayOf(local, first);
  if (day === null) return null;
  if (rest.length === 0) return first === "today" ? null : beginningOf(day, shift);
  const time = timeOf(rest.join(" "));
  if (time === null) return null;
  const moments = momentsOf(day, time);
  return moments.find((at) => at > local.toMillis()) ?? moments[0] ?? null;
}

function dayOf(local: DateTime, word: string): DateTime | null {
  const today = local.startOf("day");
  if (word === "today") return today;
  if (word === "tomorrow" || word === "tmrw") return today.plus({ days: 1 }).startOf("day");
  if (WEEKDAY.test(word)) {
    const ahead = (WEEKDAYS.indexOf(word.slice(0, 3)) + 1 - today.weekday + 7) % 7 || 7;
    return today.plus({ days: ahead }).startOf("day");
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word)) return null;
  const date = DateTime.fromISO(word, { zone: local.zone });
  return date.isValid ? date.startOf("day") : null;
}

/** When the shift begins on a day; where it does not, the day's own beginning. */
function beginningOf(day: DateTime, shift: Shift): number {
  const midnight = day.toMillis();
  const opening = nextOpening(shift, instant(midnight));
  const isThatDay = opening !== null && toMs(opening) < day.plus({ days: 1 }).startOf("day").toMillis();
  return isThatDay ? toMs(opening) : midnight;
}

/** Hour and minute; null for what is no time of day. A number alone could as well be hours. */
function timeOf(words: string): { hour: number; minute: number } | null {
  const [, hours, minutes, half] = TIME.exec(words) ?? [];
  if (hours === undefined || (minutes === undefined && half === undefined)) return null;
  const minute = Number(minutes ?? 0);
  const said = Number(hours);
  if (minute > 59 || said > 23 || (half !== undefined && (said < 1 || said > 12))) return null;
  const hour = half === undefined ? said : (said % 12) + (half === "pm" ? 12 : 0);
  return { hour, minute };
}

/** When it is that time on a day: twice where the clocks go back; where they skip it, as far after as it was before. */
function momentsOf(day: DateTime, time: { hour: number; minute: number }): number[] {
  const moment = day.startOf("day").set({ ...time, second: 0, millisecond: 0 });
  return moment
    .getPossibleOffsets()
    .map((one) => one.toMillis())
    .sort((a, b) => a - b);
}
