/** Times as people read them, in the zone of this browser. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const CLOCK_WITH_SECONDS = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

export interface TimeParts {
  /** "Mon" */
  readonly weekday: string;
  /** "23 Nov" */
  readonly date: string;
  /** "09:41" */
  readonly clock: string;
}

/** `ms` since 1970. */
export function timeParts(ms: number): TimeParts {
  return { weekday: WEEKDAY.format(ms), date: DATE.format(ms), clock: CLOCK.format(ms) };
}

/** "Mon 23 Nov, 09:41". `ms` since 1970. */
export function dayAndTime(ms: number): string {
  const { weekday, date, clock } = timeParts(ms);
  return `${weekday} ${date}, ${clock}`;
}

/** "Mon 23 Nov, 09:41:07". */
export function toTheSecond(ms: number): string {
  const { weekday, date } = timeParts(ms);
  return `${weekday} ${date}, ${CLOCK_WITH_SECONDS.format(ms)}`;
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
