/** Slack's date tokens: `<!date^1392734382^{date_short_pretty} at {time}|fallback>` and the date element of rich text. */

/** Whose eyes read a date. */
export interface Viewpoint {
  /** The time that "today" and "ago" are counted from, in ms since 1970. */
  readonly now: number;
  /** IANA zone. */
  readonly zone: string;
  /** Whether they read 18:39 and not 6:39 PM. */
  readonly hours24: boolean;
}

const TOKEN =
  /\{(date_num|date_slash|date|date_short|date_long|date_long_full|date_pretty|date_short_pretty|date_long_pretty|day_divider_pretty|time|time_secs|ago)\}/g;

const DAY_MS = 86_400_000;
/** A year goes without saying in dates nearer than this. */
const SIX_MONTHS_MS = 183 * DAY_MS;

/** Writes an instant in a format with Slack's tokens. What is no token stays as it is. `seconds` since 1970. */
export function formatDate(seconds: number, format: string, at: Viewpoint): string {
  const ms = seconds * 1_000;
  return format.replace(TOKEN, (_whole, token: string, offset: number) => {
    const near = token.endsWith("_pretty") ? nearDay(ms, at) : undefined;
    if (near !== undefined) return offset === 0 ? near.charAt(0).toUpperCase() + near.slice(1) : near;
    return written(ms, token.replace("_pretty", ""), at);
  });
}

/** The whole date and time, for who wants to know exactly: `Tuesday, February 18th, 2014 at 6:39:45 AM`. */
export function fullDate(seconds: number, at: Viewpoint): string {
  const ms = seconds * 1_000;
  return `${longDate(ms, at.zone, true)} at ${clock(ms, at, true)}`;
}

/** Whether a date can be written at all: JavaScript's dates end 8.64e15 ms from 1970. */
export function isInstant(seconds: number): boolean {
  return Number.isFinite(seconds) && Math.abs(seconds) <= 8_640_000_000_000;
}

function written(ms: number, token: string, at: Viewpoint): string {
  const parts = partsOf(ms, at.zone);
  const withYear = Math.abs(ms - at.now) >= SIX_MONTHS_MS;
  const year = withYear ? `, ${parts.year}` : "";
  switch (token) {
    case "date_num":
      return [parts.year, parts.monthNumber, parts.day].map((part) => pad(part)).join("-");
    case "date_slash":
      return [parts.day, parts.monthNumber, parts.year].map((part) => pad(part)).join("/");
    case "date":
      return `${parts.month} ${ordinal(parts.day)}${year}`;
    case "date_short":
      return `${parts.month.slice(0, 3)} ${parts.day}${year}`;
    case "date_long":
      return longDate(ms, at.zone, withYear);
    case "date_long_full":
      return `${parts.month} ${parts.day}, ${parts.year}`;
    case "day_divider":
      return longDate(ms, at.zone, parts.year !== partsOf(at.now, at.zone).year);
    case "time":
      return clock(ms, at, false);
    case "time_secs":
      return clock(ms, at, true);
    default:
      return ago(ms - at.now);
  }
}

function longDate(ms: number, zone: string, withYear: boolean): string {
  const { weekday, month, day, year } = partsOf(ms, zone);
  return `${weekday}, ${month} ${ordinal(day)}${withYear ? `, ${year}` : ""}`;
}

/** By the calendar of the zone and not by 24 hours, since days on which clocks change are longer or shorter. */
function nearDay(ms: number, at: Viewpoint): string | undefined {
  const days = (dayNumber(ms, at.zone) - dayNumber(at.now, at.zone)) / DAY_MS;
  return new Map([
    [-1, "yesterday"],
    [0, "today"],
    [1, "tomorrow"],
  ]).get(days);
}

function dayNumber(ms: number, zone: string): number {
  const { year, monthNumber, day } = partsOf(ms, zone);
  return Date.UTC(year, monthNumber - 1, day);
}

function clock(ms: number, { zone, hours24 }: Viewpoint, withSeconds: boolean): string {
  const { hour, minute, second } = partsOf(ms, zone);
  const rest = `:${pad(minute)}${withSeconds ? `:${pad(second)}` : ""}`;
  if (hours24) return pad(hour) + rest;
  return `${hour % 12 || 12}${rest} ${hour < 12 ? "AM" : "PM"}`;
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const UNITS = [
  ["year", 365 * DAY_MS],
  ["month", 30 * DAY_MS],
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

function ago(difference: number): string {
  const unit = UNITS.find(([, ms]) => Math.abs(difference) >= ms);
  // Either way, since a page's clock may lag by up to a minute.
  if (unit === undefined) return "just now";
  return relative.format(Math.trunc(difference / unit[1]), unit[0]);
}

interface Parts {
  readonly year: number;
  readonly monthNumber: number;
  readonly month: string;
  readonly day: number;
  readonly weekday: string;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function partsOf(ms: number, zone: string): Parts {
  const found = new Map(
    formatterFor(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(found.get(type));
  return {
    year: number("year"),
    monthNumber: number("month"),
    month: MONTHS[number("month") - 1] ?? "",
    day: number("day"),
    weekday: found.get("weekday") ?? "",
    hour: number("hour"),
    minute: number("minute"),
    second: number("second"),
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using it does. */
function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const numeric = "numeric";
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    weekday: "long",
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formatters.set(zone, made);
  return made;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function ordinal(day: number): string {
  const isTeen = day >= 11 && day <= 13;
  const suffix = isTeen ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${suffix}`;
}
