// Instants and durations as people say them.
import { DateTime, Duration, IANAZone } from "luxon";
import { type Instant, toMs } from "../src/clock.ts";
import { dateToken, type Mrkdwn } from "./text.ts";
import type { View } from "./view.ts";

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** The zone as given, UTC where it is none that is known: Slack's and the machine's lists may differ. */
export function zoneOf(timezone: string): string {
  // Luxon keeps zones that it has made; asked for a name alone it builds a formatter each time, 0.1 ms an instant.
  return IANAZone.create(timezone).isValid ? timezone : "utc";
}

/**
 * An instant in the reader's own time zone, such as "Today at 15:30", by Slack's own formatting. Within a sentence
 * `word` goes before it ("since today at 15:30"): Slack capitalises a day that its text begins with.
 */
export function when(at: Instant, view: View, word: "by" | "since" | "until" | "" = ""): Mrkdwn {
  const before = word === "" ? "" : `${word} `;
  const format = `${before}{date_short_pretty} at {time}`;
  return dateToken(toMs(at) / 1000, format, `${before}${whenWords(at, view)}`);
}

/** How long ago, kept up to date by Slack itself, such as "12 minutes ago". */
export function ago(at: Instant, view: View): Mrkdwn {
  return dateToken(toMs(at) / 1000, "{ago}", `${duration(between(at, view.now))} ago`);
}

/** A day in the reader's own time zone, such as "Feb 19, 2027". */
export function day(at: Instant, view: View): Mrkdwn {
  return dateToken(toMs(at) / 1000, "{date_short_pretty}", dayWords(at, view));
}

/** An instant in words in the view's zone: "15:30" today, "Tue 15:30" within the week, else "23 Nov 15:30". */
export function whenWords(at: Instant, view: View): string {
  const local = DateTime.fromMillis(toMs(at), { zone: zoneOf(view.timezone), locale: "en-GB" });
  const now = DateTime.fromMillis(view.now, { zone: zoneOf(view.timezone) });
  const daysApart = Math.abs(dayNumber(local) - dayNumber(now));
  if (daysApart === 0) return local.toFormat("HH:mm");
  if (daysApart < 7) return local.toFormat("ccc HH:mm");
  return local.toFormat(local.year === now.year ? "d LLL HH:mm" : "d LLL yyyy HH:mm");
}

/** Which day it is where it is, counted on from some day: by far quicker than Luxon's comparisons of instants. */
function dayNumber({ year, month, day }: DateTime): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

function dayWords(at: Instant, view: View): string {
  return DateTime.fromMillis(toMs(at), { zone: zoneOf(view.timezone), locale: "en-GB" }).toFormat(
    "d LLL yyyy",
  );
}

/** Milliseconds, rounded as people say them: "12 min", "3 h 10 min", "1 day 4 h", "5 days". Negative counts as none. */
export function duration(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) return "less than a minute";
  if (minutes < HOUR) return `${minutes} min`;
  if (minutes < DAY) return withRest(`${Math.floor(minutes / HOUR)} h`, minutes % HOUR, "min");
  const hours = Math.round(minutes / HOUR);
  if (hours < 24) return `${hours} h`;
  if (hours < 48) return withRest("1 day", hours - 24, "h");
  return `${Math.round(hours / 24)} days`;
}

/** Milliseconds in whole words and to the second, for a span that a policy sets: "10 minutes", "1 hour, 30 minutes". */
export function fullDuration(ms: number): string {
  return Duration.fromMillis(ms, { locale: "en" }).rescale().toHuman();
}

function withRest(whole: string, rest: number, unit: string): string {
  return rest === 0 ? whole : `${whole} ${rest} ${unit}`;
}

/** How long from one instant to another, in milliseconds. */
export function between(from: Instant, to: Instant | number): number {
  return (typeof to === "number" ? to : toMs(to)) - toMs(from);
}
