import { describe, expect, it } from "vitest";
import { formatDate, fullDate, type Viewpoint } from "../../sim/page/text/dates.ts";

const seconds = (iso: string) => Date.parse(iso) / 1_000;
const at = (now: string, zone: string, hours24 = false): Viewpoint => ({
  now: Date.parse(now),
  zone,
  hours24,
});

const EXAMPLE = 1392734382; // 2014-02-18T14:39:42Z, of Slack's documentation
const MUCH_LATER = "2026-11-21T12:00:00Z";

describe("Slack's date tokens", () => {
  it.each([
    ["{date_num}", "2014-02-18"],
    ["{date_slash}", "18/02/2014"],
    ["{date}", "February 18th, 2014"],
    ["{date_short}", "Feb 18, 2014"],
    ["{date_long}", "Tuesday, February 18th, 2014"],
    ["{date_long_full}", "February 18, 2014"],
    ["{date_pretty}", "February 18th, 2014"],
    ["{date_short_pretty}", "Feb 18, 2014"],
    ["{date_long_pretty}", "Tuesday, February 18th, 2014"],
    ["{day_divider_pretty}", "Tuesday, February 18th, 2014"],
    ["{time}", "6:39 AM"],
    ["{time_secs}", "6:39:42 AM"],
    ["{ago}", "12 years ago"],
    ["Posted {date_num} {time_secs}, {nothing}", "Posted 2014-02-18 6:39:42 AM, {nothing}"],
  ])("%s", (format, expected) => {
    expect(formatDate(EXAMPLE, format, at(MUCH_LATER, "America/Los_Angeles"))).toBe(expected);
  });

  it.each([
    ["America/Los_Angeles", "2014-02-18 06:39"],
    ["Europe/Berlin", "2014-02-18 15:39"],
    ["Pacific/Auckland", "2014-02-19 03:39"],
  ])("shows the time of %s, there by 24 hours", (zone, expected) => {
    expect(formatDate(EXAMPLE, "{date_num} {time}", at(MUCH_LATER, zone, true))).toBe(expected);
  });

  it("leaves the year out within six months", () => {
    const now = at(MUCH_LATER, "UTC");
    expect(formatDate(seconds("2026-06-01T00:00:00Z"), "{date_short}", now)).toBe("Jun 1");
    expect(formatDate(seconds("2027-03-02T00:00:00Z"), "{date}", now)).toBe("March 2nd");
    expect(formatDate(seconds("2026-05-01T00:00:00Z"), "{date_short}", now)).toBe("May 1, 2026");
  });

  it("says midnight and noon as clocks do", () => {
    const now = at(MUCH_LATER, "UTC");
    expect(formatDate(seconds("2026-11-21T00:05:00Z"), "{time}", now)).toBe("12:05 AM");
    expect(formatDate(seconds("2026-11-21T12:05:00Z"), "{time}", now)).toBe("12:05 PM");
  });

  it.each([
    ["2026-11-01", "1st"],
    ["2026-11-02", "2nd"],
    ["2026-11-03", "3rd"],
    ["2026-11-11", "11th"],
    ["2026-11-12", "12th"],
    ["2026-11-13", "13th"],
    ["2026-11-22", "22nd"],
    ["2026-11-30", "30th"],
  ])("%s is the %s", (day, expected) => {
    expect(formatDate(seconds(`${day}T12:00:00Z`), "{date}", at(MUCH_LATER, "UTC"))).toBe(
      `November ${expected}`,
    );
  });
});

describe("yesterday, today and tomorrow", () => {
  it.each([
    ["2026-11-20T23:59:59Z", "Yesterday"],
    ["2026-11-21T00:00:00Z", "Today"],
    ["2026-11-21T23:59:59Z", "Today"],
    ["2026-11-22T00:00:00Z", "Tomorrow"],
    ["2026-11-19T23:59:59Z", "Nov 19"],
    ["2026-11-23T00:00:00Z", "Nov 23"],
  ])("%s is %s", (iso, expected) => {
    expect(formatDate(seconds(iso), "{date_short_pretty}", at("2026-11-21T12:00:00Z", "UTC"))).toBe(expected);
  });

  it("goes by the reader's calendar and not by UTC's", () => {
    const late = seconds("2026-11-21T22:30:00Z");
    const now = "2026-11-21T12:00:00Z";
    expect(formatDate(late, "{date_pretty}", at(now, "Europe/Berlin"))).toBe("Today");
    expect(formatDate(late, "{date_pretty}", at(now, "Asia/Tokyo"))).toBe("Tomorrow");
  });

  it("begins with a capital only where the text does", () => {
    const now = at("2026-11-21T12:00:00Z", "UTC");
    expect(formatDate(now.now / 1_000, "by {date_short_pretty} at {time}", now)).toBe("by today at 12:00 PM");
  });

  it.each([
    // Clocks go forward: a day of 23 hours.
    ["Europe/Berlin", "2026-03-29T21:30:00Z", "2026-03-28T22:30:00Z", "Yesterday"],
    // Clocks go back: a day of 25 hours.
    ["America/New_York", "2026-11-02T04:30:00Z", "2026-11-01T04:30:00Z", "Today"],
    ["America/New_York", "2026-11-02T05:30:00Z", "2026-11-01T04:30:00Z", "Yesterday"],
  ])("in %s over a change of clocks", (zone, now, then, expected) => {
    expect(formatDate(seconds(then), "{date_pretty}", at(now, zone))).toBe(expected);
  });

  it("shows both times of an hour that comes twice", () => {
    const now = at("2026-11-01T12:00:00Z", "America/New_York");
    expect(formatDate(seconds("2026-11-01T05:30:00Z"), "{time}", now)).toBe("1:30 AM");
    expect(formatDate(seconds("2026-11-01T06:30:00Z"), "{time}", now)).toBe("1:30 AM");
    expect(formatDate(seconds("2026-11-01T07:30:00Z"), "{time}", now)).toBe("2:30 AM");
  });
});

describe("how long ago", () => {
  const now = at("2026-11-21T12:00:00Z", "UTC");
  it.each([
    [-20, "just now"],
    [-60, "1 minute ago"],
    [-59 * 60 - 59, "59 minutes ago"],
    [-3 * 3_600, "3 hours ago"],
    [-2 * 86_400, "2 days ago"],
    [-45 * 86_400, "1 month ago"],
    [5 * 60, "in 5 minutes"],
  ])("%i s", (difference, expected) => {
    expect(formatDate(now.now / 1_000 + difference, "{ago}", now)).toBe(expected);
  });
});

it("tells the whole date to whoever asks", () => {
  expect(fullDate(EXAMPLE, at(MUCH_LATER, "Europe/Berlin"))).toBe(
    "Tuesday, February 18th, 2014 at 3:39:42 PM",
  );
});
