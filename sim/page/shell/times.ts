/** Times as Slack writes them, in the viewer's own zone and language. */
import { dayOf } from "../store/clock.ts";

const shortTime = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const fullTime = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const thisYear = new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" });
const otherYear = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });

export function timeOf(ms: number): string {
  return shortTime.format(ms);
}

/** Without AM or PM: for the narrow margin beside a message that follows another. */
export function bareTimeOf(ms: number): string {
  const parts = shortTime.formatToParts(ms).filter(({ type }) => type !== "dayPeriod");
  return parts
    .map(({ value }) => value)
    .join("")
    .trim();
}

export function fullTimeOf(ms: number): string {
  return fullTime.format(ms);
}

/** `day` and `today` as `dayOf` gives them. */
export function dayName(day: string, today: string): string {
  if (day === today) return "Today";
  const noon = new Date(`${day}T12:00:00`);
  const next = new Date(noon);
  next.setDate(next.getDate() + 1);
  if (dayOf(next.getTime()) === today) return "Yesterday";
  return (day.slice(0, 4) === today.slice(0, 4) ? thisYear : otherYear).format(noon);
}
