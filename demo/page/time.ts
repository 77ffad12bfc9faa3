/** Times as the messages write them, with the day of the week: in English, on the clock face and in the zone of this browser. */
import { formatDate } from "../../sim/page/text/dates.ts";
import { timeOf } from "../../sim/page/text/times.ts";
import { viewpointAt } from "../../sim/page/text/viewpoint.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WEEKDAY = new Intl.DateTimeFormat("en-US", { weekday: "short" });

export interface TimeParts {
  /** "Mon" */
  readonly weekday: string;
  /** "Nov 23" */
  readonly date: string;
  /** "9:41 AM" or "09:41" */
  readonly clock: string;
}

/** `ms` since 1970. */
export function timeParts(ms: number): TimeParts {
  return { weekday: WEEKDAY.format(ms), date: written(ms, "{date_short}"), clock: timeOf(ms) };
}

/** "Mon, Nov 23, 9:41 AM". `ms` since 1970. */
export function dayAndTime(ms: number): string {
  const { weekday, date, clock } = timeParts(ms);
  return `${weekday}, ${date}, ${clock}`;
}

/** "Mon, Nov 23, 9:41:07 AM". */
export function toTheSecond(ms: number): string {
  const { weekday, date } = timeParts(ms);
  return `${weekday}, ${date}, ${written(ms, "{time_secs}")}`;
}

function written(ms: number, format: string): string {
  return formatDate(ms / 1_000, format, viewpointAt(ms));
}

/** "2 h", "1 h 30 min", "3 days": at most two units, the smaller one only where it counts. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${Math.round(ms / 1_000)} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  if (ms < 2 * DAY) {
    const minutes = Math.round((ms % HOUR) / MINUTE);
    return minutes === 0 ? `${Math.floor(ms / HOUR)} h` : `${Math.floor(ms / HOUR)} h ${minutes} min`;
  }
  return `${Math.round(ms / DAY)} days`;
}

/** Whether text is an instant as Baton writes it. */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
}
