/** Times as people read them, in the zone of this browser. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DAY_AND_TIME = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const TO_THE_SECOND = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** "Mon 23 Nov, 09:41". `ms` since 1970. */
export function dayAndTime(ms: number): string {
  return DAY_AND_TIME.format(ms);
}

/** "Mon 23 Nov, 09:41:07". */
export function toTheSecond(ms: number): string {
  return TO_THE_SECOND.format(ms);
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
