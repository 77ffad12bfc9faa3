/** Times and days outside of messages' text, written exactly as date tokens in it are: in English, on the browser's clock face. */
import { formatDate, fullDate } from "./dates.ts";
import { viewpointAt } from "./viewpoint.ts";

/** `2:51 PM` or `14:51`. `ms` since 1970, as everywhere here. */
export function timeOf(ms: number): string {
  return formatDate(ms / 1_000, "{time}", viewpointAt(ms));
}

/** Without AM or PM: for the narrow margin beside a message that follows another. */
export function bareTimeOf(ms: number): string {
  return timeOf(ms).replace(/ [AP]M$/, "");
}

/** `Saturday, November 21st, 2026 at 2:51:07 PM`. */
export function fullTimeOf(ms: number): string {
  return fullDate(ms / 1_000, viewpointAt(ms));
}

/** `day` and `today` as `dayOf` gives them. */
export function dayName(day: string, today: string): string {
  return formatDate(noonOf(day) / 1_000, "{day_divider_pretty}", viewpointAt(noonOf(today)));
}

function noonOf(day: string): number {
  return new Date(`${day}T12:00:00`).getTime();
}
