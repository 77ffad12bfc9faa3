import { describe, expect, it } from "vitest";
import { dayOf, isOnShift, type Shift, timeAfter } from "../../src/domain/calendar.ts";
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
