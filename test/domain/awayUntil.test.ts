// Until when, as people type it.
import { describe, expect, it } from "vitest";
import { readUntil } from "../../src/domain/awayUntil.ts";
import { type Shift, shiftOf } from "../../src/domain/calendar.ts";
import { teamOf } from "../support/fixtures.ts";

const team = teamOf(`
version: 1
timezone: Europe/London
hours: { mon-fri: "09:00-18:00" }
holidays: ["2026-12-25"]
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], stewards: [], overflow: U0OVERFLOW }
reps: [{ slack: U0A, name: A }, { slack: U0B, name: B, timezone: America/New_York }]
`);

function shift(rep: number): Shift {
  const found = team.reps[rep];
  if (!found) throw new Error("there is no such rep");
  return shiftOf(found, team);
}

function read(text: string, now: string, rep = 0): string {
  const own = shift(rep);
  const until = readUntil(text, { now, timezone: own.timezone, shift: own });
  return until.kind === "until" ? until.at.replace(":00.000Z", "Z") : until.kind;
}

describe("on a Monday at ten, in London", () => {
  it.each([
    ["2h", "2026-03-02T12:00Z"],
    ["90m", "2026-03-02T11:30Z"],
    ["1h30m", "2026-03-02T11:30Z"],
    ["for 2 hours", "2026-03-02T12:00Z"],
    ["3d", "2026-03-05T10:00Z"],
    ["15:00", "2026-03-02T15:00Z"],
    ["until 3pm", "2026-03-02T15:00Z"],
    ["9:30", "2026-03-03T09:30Z"],
    ["10:00", "2026-03-03T10:00Z"],
    ["12am", "2026-03-03T00:00Z"],
    ["today 17:00", "2026-03-02T17:00Z"],
    ["tomorrow", "2026-03-03T09:00Z"],
    ["Tomorrow at 8:15", "2026-03-03T08:15Z"],
    ["friday", "2026-03-06T09:00Z"],
    ["monday", "2026-03-09T09:00Z"],
    ["next mon 7am", "2026-03-09T07:00Z"],
    ["saturday", "2026-03-07T00:00Z"],
    ["2026-12-24", "2026-12-24T09:00Z"],
    ["2026-12-25", "2026-12-25T00:00Z"],
    ["2020-01-01", "2020-01-01T09:00Z"],
  ])("%s", (text, until) => {
    expect(read(text, "2026-03-02T10:00:00.000Z")).toBe(until);
  });

  it.each([
    "",
    "2",
    "15",
    "25:00",
    "9:75",
    "13pm",
    "sometime",
    "2026-02-30",
    "today",
    "tomorrow maybe",
    "mo",
  ])("'%s' is no time", (text) => expect(read(text, "2026-03-02T10:00:00.000Z")).toBe("unclear"));
});

it("is reckoned in the person's own zone", () => {
  expect(read("15:00", "2026-03-02T10:00:00.000Z", 1)).toBe("2026-03-02T20:00Z");
  expect(read("tomorrow", "2026-03-02T02:00:00.000Z", 1)).toBe("2026-03-02T14:00Z");
});

describe("where the clocks change", () => {
  it("a day has 23 hours or 25, an hour always sixty minutes", () => {
    expect(read("1d", "2026-03-28T12:00:00.000Z")).toBe("2026-03-29T11:00Z");
    expect(read("24h", "2026-03-28T12:00:00.000Z")).toBe("2026-03-29T12:00Z");
    expect(read("tomorrow", "2026-10-25T00:30:00.000Z")).toBe("2026-10-26T09:00Z");
  });

  it("a time that comes twice is the next of the two; one that is skipped comes as much later", () => {
    expect(read("1:30", "2026-10-25T00:15:00.000Z")).toBe("2026-10-25T00:30Z");
    expect(read("1:30", "2026-10-25T00:45:00.000Z")).toBe("2026-10-25T01:30Z");
    expect(read("1:30", "2026-03-29T00:15:00.000Z")).toBe("2026-03-29T01:30Z");
  });
});
