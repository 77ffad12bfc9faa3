import { describe, expect, it } from "vitest";
import { dayOf, isOnShift, nextOpening, type Shift, timeAfter } from "../../src/domain/calendar.ts";
import { teamOf } from "../support/fixtures.ts";

const HOUR = 3_600_000;

function shift(hours: string | null, timezone = "Europe/London", holidays: string[] = []): Shift {
  const team = teamOf(`
version: 1
timezone: ${timezone}
${hours === null ? "" : `hours: ${hours}`}
holidays: ${JSON.stringify(holidays)}
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], overflow: U0OVERFLOW }
reps: [{ slack: U0ALICE, name: Alice }]
`);
  return { timezone: team.timezone, hours: team.hours, holidays: team.holidays };
}

const OFFICE = '{ mon-fri: "09:00-18:00" }';

describe("working time", () => {
  it.each([
    ["inside a day", OFFICE, "2026-01-14T10:00:00.000Z", 2 * HOUR, "2026-01-14T12:00:00.000Z"],
    [
      "ends with the shift rather than at the next opening",
      OFFICE,
      "2026-01-14T16:00:00.000Z",
      2 * HOUR,
      "2026-01-14T18:00:00.000Z",
    ],
    ["goes over the night", OFFICE, "2026-01-14T17:00:00.000Z", 2 * HOUR, "2026-01-15T10:00:00.000Z"],
    ["goes over the weekend", OFFICE, "2026-01-16T17:30:00.000Z", HOUR, "2026-01-19T09:30:00.000Z"],
    ["starts before opening", OFFICE, "2026-01-14T03:00:00.000Z", HOUR, "2026-01-14T10:00:00.000Z"],
    ["starts after closing", OFFICE, "2026-01-14T22:00:00.000Z", HOUR, "2026-01-15T10:00:00.000Z"],
    ["takes nothing", OFFICE, "2026-01-14T10:00:00.000Z", 0, "2026-01-14T10:00:00.000Z"],
    [
      "runs past midnight",
      '{ mon-sun: "22:00-06:00" }',
      "2026-01-14T23:00:00.000Z",
      8 * HOUR,
      "2026-01-15T23:00:00.000Z",
    ],
  ])("%s", (_, hours, start, ms, end) => {
    expect(timeAfter(start, ms, "business", shift(hours))).toBe(end);
  });

  it("leaves out holidays in the person's own zone", () => {
    const tokyo = shift(OFFICE, "Asia/Tokyo", ["2026-01-15"]);
    // 17:00 in Tokyo on the 14th; the 15th is a holiday there.
    expect(timeAfter("2026-01-14T08:00:00.000Z", 2 * HOUR, "business", tokyo)).toBe(
      "2026-01-16T01:00:00.000Z",
    );
  });

  it("counts the hour that is missing when the clocks go forward, and the one that comes twice", () => {
    const night = shift('{ mon-sun: "00:00-24:00" }', "Europe/London", ["2020-01-01"]);
    // 2026-03-29: 01:00 becomes 02:00. A day has 23 hours.
    expect(timeAfter("2026-03-29T00:00:00.000Z", 23 * HOUR, "business", night)).toBe(
      "2026-03-29T23:00:00.000Z",
    );
    const early = shift('{ mon-sun: "00:00-03:00" }');
    // Two hours of work on that night, three on others, four when the clocks go back on 2026-10-25.
    expect(timeAfter("2026-03-29T00:00:00.000Z", 2 * HOUR, "business", early)).toBe(
      "2026-03-29T02:00:00.000Z",
    );
    expect(timeAfter("2026-10-24T23:00:00.000Z", 4 * HOUR, "business", early)).toBe(
      "2026-10-25T03:00:00.000Z",
    );
  });

  it("is wall time when the clock says so, and where there are no hours", () => {
    expect(timeAfter("2026-01-17T10:00:00.000Z", HOUR, "wall", shift(OFFICE))).toBe(
      "2026-01-17T11:00:00.000Z",
    );
    expect(timeAfter("2026-01-17T10:00:00.000Z", HOUR, "business", shift(null))).toBe(
      "2026-01-17T11:00:00.000Z",
    );
  });

  it("knows who is at work now, to the minute, in their zone", () => {
    const newYork = shift(OFFICE, "America/New_York");
    expect(isOnShift(newYork, "2026-07-01T12:59:59.999Z")).toBe(false);
    expect(isOnShift(newYork, "2026-07-01T13:00:00.000Z")).toBe(true);
    expect(isOnShift(newYork, "2026-07-01T21:59:59.999Z")).toBe(true);
    expect(isOnShift(newYork, "2026-07-01T22:00:00.000Z")).toBe(false);
    expect(isOnShift(newYork, "2026-07-04T15:00:00.000Z")).toBe(false);
  });

  it("knows who is at work on the days when the clocks change, in whatever order it is asked", () => {
    // In Havana the clocks go back at 01:00 on 2026-11-01 (05:00 UTC): midnight comes twice, and 00:30 too.
    const havana = shift('{ mon-sun: "00:30-09:00" }', "America/Havana");
    // In Beirut they go forward at midnight of 2026-03-29 (22:00 UTC the day before): the day begins at 01:00.
    const beirut = shift('{ mon-sun: "00:30-09:00" }', "Asia/Beirut");
    const asked: readonly [Shift, string, boolean][] = [
      [havana, "2026-10-31T13:30:00.000Z", false],
      [havana, "2026-11-01T04:29:59.999Z", false],
      [havana, "2026-11-01T04:30:00.000Z", true],
      [havana, "2026-11-01T05:15:00.000Z", true],
      [havana, "2026-11-01T13:59:59.999Z", true],
      [havana, "2026-11-01T14:00:00.000Z", false],
      [beirut, "2026-03-28T21:59:59.999Z", false],
      [beirut, "2026-03-28T22:30:00.000Z", true],
      [beirut, "2026-03-29T05:59:59.999Z", true],
      [beirut, "2026-03-29T06:00:00.000Z", false],
    ];
    for (const [hours, now, atWork] of [...asked, ...asked.toReversed()]) {
      expect([now, isOnShift(hours, now)]).toEqual([now, atWork]);
    }
  });

  it("reckons days where the person is", () => {
    expect(dayOf("Pacific/Auckland", "2026-01-14T12:00:00.000Z")).toBe("2026-01-15");
  });
});

describe("the next opening", () => {
  it.each([
    // Friday evening to Monday morning, over the night in which Berlin goes to summer time.
    ["Europe/Berlin", OFFICE, [], "2026-03-27T17:00:00.000Z", "2026-03-30T07:00:00.000Z"],
    ["Europe/Berlin", OFFICE, [], "2026-03-20T17:00:00.000Z", "2026-03-23T08:00:00.000Z"],
    // New York changes three weeks before.
    ["America/New_York", OFFICE, [], "2026-03-06T23:00:00.000Z", "2026-03-09T13:00:00.000Z"],
    ["America/New_York", OFFICE, [], "2026-10-30T23:00:00.000Z", "2026-11-02T14:00:00.000Z"],
    ["Asia/Kolkata", OFFICE, [], "2026-03-27T17:00:00.000Z", "2026-03-30T03:30:00.000Z"],
    // Holidays, also on both sides of a weekend.
    [
      "Europe/Berlin",
      OFFICE,
      ["2026-12-24", "2026-12-25"],
      "2026-12-23T18:00:00.000Z",
      "2026-12-28T08:00:00.000Z",
    ],
    ["Asia/Kolkata", null, ["2026-01-26"], "2026-01-26T05:00:00.000Z", "2026-01-26T18:30:00.000Z"],
    // A break at noon, and a shift past midnight.
    [
      "Europe/Berlin",
      '{ mon: "09:00-12:00, 13:00-18:00" }',
      [],
      "2026-01-12T11:30:00.000Z",
      "2026-01-12T12:00:00.000Z",
    ],
    [
      "America/New_York",
      '{ fri: "22:00-06:00" }',
      [],
      "2026-01-16T12:00:00.000Z",
      "2026-01-17T03:00:00.000Z",
    ],
    // A shift that begins in the hour that Berlin skips begins when it is skipped.
    ["Europe/Berlin", '{ sun: "02:30-08:00" }', [], "2026-03-28T12:00:00.000Z", "2026-03-29T01:30:00.000Z"],
  ])("in %s with %s and holidays %j after %s is %s", (zone, hours, holidays, now, at) => {
    const own = shift(hours, zone, holidays);
    expect(nextOpening(own, now)).toBe(at);
    expect(isOnShift(own, at)).toBe(true);
    expect(isOnShift(own, new Date(Date.parse(at) - 1).toISOString())).toBe(false);
  });

  it("is now for somebody at work, and never where there is no hour in a year", () => {
    expect(nextOpening(shift(OFFICE), "2026-01-14T10:00:00.000Z")).toBe("2026-01-14T10:00:00.000Z");
    const days = Array.from({ length: 420 }, (_, n) =>
      new Date(Date.parse("2026-01-01T00:00:00Z") + n * 24 * HOUR).toISOString().slice(0, 10),
    );
    expect(nextOpening(shift(OFFICE, "Europe/London", days), "2026-01-14T10:00:00.000Z")).toBeNull();
  });
});
