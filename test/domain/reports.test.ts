// Which slot of a schedule is due, on every day of the year.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import {
  daysBefore,
  dueSlot,
  latestSlot,
  monthBefore,
  readReportId,
  reportId,
  type SchedulesInForce,
} from "../../src/domain/reports.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Every slot that somebody sees who looks each minute of the days from `from`. */
function slotsSeen(schedule: string, timezone: string, from: string, days: number): string[] {
  const seen = new Set<string>();
  for (let ms = toMs(from); ms < toMs(from) + days * DAY; ms += 5 * MINUTE) {
    const slot = latestSlot(schedule, timezone, instant(ms));
    if (slot !== null && slot >= from) seen.add(slot);
  }
  return [...seen];
}

describe("the latest slot of a schedule", () => {
  it("is that very instant when its time has come, and the one before up to a millisecond earlier", () => {
    const at = (time: string) => latestSlot("0 9 * * 1", "Europe/London", time);
    expect(at("2026-03-02T09:00:00.000Z")).toBe("2026-03-02T09:00:00.000Z");
    expect(at("2026-03-02T09:00:00.001Z")).toBe("2026-03-02T09:00:00.000Z");
    expect(at("2026-03-09T08:59:59.999Z")).toBe("2026-03-02T09:00:00.000Z");
    expect(latestSlot("0 9 29 2 *", "UTC", "2026-03-02T09:00:00.000Z")).toBe("2024-02-29T09:00:00.000Z");
  });

  test.each([
    [
      "nine stays nine when the clocks go forward",
      ["0 9 * * *", "Europe/London", "2026-03-27T12:00:00.000Z"],
      ["2026-03-28T09:00:00.000Z", "2026-03-29T08:00:00.000Z", "2026-03-30T08:00:00.000Z"],
    ],
    [
      "nine stays nine when they go back",
      ["0 9 * * *", "Europe/London", "2026-10-23T12:00:00.000Z"],
      ["2026-10-24T08:00:00.000Z", "2026-10-25T09:00:00.000Z", "2026-10-26T09:00:00.000Z"],
    ],
    [
      "half past two comes once on the day that lacks it, when the clocks have changed",
      ["30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00.000Z"],
      ["2026-03-28T01:30:00.000Z", "2026-03-29T01:00:00.000Z", "2026-03-30T00:30:00.000Z"],
    ],
    [
      "half past two comes once on the day that has it twice, the first time",
      ["30 2 * * *", "Europe/Berlin", "2026-10-23T12:00:00.000Z"],
      ["2026-10-24T00:30:00.000Z", "2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"],
    ],
    [
      "a midnight that is not there comes once",
      ["0 0 * * *", "America/Sao_Paulo", "2018-11-02T12:00:00.000Z"],
      ["2018-11-03T03:00:00.000Z", "2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z"],
    ],
  ] as const)("%s", (_name, [schedule, timezone, from], slots) => {
    expect(slotsSeen(schedule, timezone, from, 3)).toEqual(slots);
  });

  it("never goes back as time goes on, in any zone", () => {
    const zone = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Africa/Cairo",
      "UTC",
    );
    const cron = fc.constantFrom("30 2 * * *", "0 0 * * *", "15 1,2,3 * * *", "0 9 * * 1-5", "0 3 31 * *");
    const ms = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(
        zone,
        cron,
        ms,
        fc.integer({ min: 0, max: 10 * DAY }),
        (timezone, schedule, early, more) => {
          const first = latestSlot(schedule, timezone, instant(early)) ?? "";
          const then = latestSlot(schedule, timezone, instant(early + more)) ?? "";
          expect(first <= then && then <= instant(early + more)).toBe(true);
          expect(latestSlot(schedule, timezone, first)).toBe(first);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("the slot that is due", () => {
  const usual = { override_digest: null, daily: "0 8 * * *", weekly: "0 9 * * 1", monthly: "0 9 1 * *" };
  const since = (from: string, weekly: string | null = usual.weekly, timezone = "Europe/London") =>
    ({ from, timezone, reports: { ...usual, weekly } }) satisfies SchedulesInForce;
  const due = (schedules: SchedulesInForce[], now: string) => dueSlot("weekly", schedules, now)?.slot ?? null;

  it("is none before the first of a new installation, and the latest alone after weeks away", () => {
    const team = [since("2026-03-02T09:30:00.000Z")];
    expect(due(team, "2026-03-09T08:59:59.000Z")).toBeNull();
    expect(due(team, "2026-03-09T09:00:00.000Z")).toBe("2026-03-09T09:00:00.000Z");
    expect(due(team, "2026-03-27T15:00:00.000Z")).toBe("2026-03-23T09:00:00.000Z");
    expect(due([], "2026-03-27T15:00:00.000Z")).toBeNull();
  });

  it("is still the one of its time when the schedule was changed later that day", () => {
    const changed = [since("2026-03-09T11:00:00.000Z", "0 10 * * 1"), since("2026-03-01T00:00:00.000Z")];
    expect(due(changed, "2026-03-09T11:00:01.000Z")).toBe("2026-03-09T09:00:00.000Z");
    expect(due(changed, "2026-03-16T10:00:00.000Z")).toBe("2026-03-16T10:00:00.000Z");
  });

  it("is that of the zone that the team had then", () => {
    const moved = [
      since("2026-03-09T11:00:00.000Z", "0 9 * * 1", "America/New_York"),
      since("2026-03-01T00:00:00.000Z"),
    ];
    expect(dueSlot("weekly", moved, "2026-03-09T12:59:00.000Z")).toEqual({
      slot: "2026-03-09T09:00:00.000Z",
      timezone: "Europe/London",
    });
    // Nine in New York, which has changed its clocks the day before.
    expect(due(moved, "2026-03-09T13:00:00.000Z")).toBe("2026-03-09T13:00:00.000Z");
  });

  it("is none while the report is off, nor one from before it was switched on again", () => {
    const off = [since("2026-03-09T11:00:00.000Z", null), since("2026-03-01T00:00:00.000Z", "0 9 * * *")];
    expect(due(off, "2026-03-10T12:00:00.000Z")).toBeNull();
    const on = [since("2026-03-20T11:00:00.000Z"), since("2026-03-01T00:00:00.000Z", null)];
    expect(due(on, "2026-03-22T12:00:00.000Z")).toBeNull();
    expect(due(on, "2026-03-23T12:00:00.000Z")).toBe("2026-03-23T09:00:00.000Z");
  });
});

describe("what a report covers", () => {
  it("is seven days to the same time of day, an hour shorter where the clocks went forward", () => {
    const period = daysBefore("2026-03-30T08:00:00.000Z", "Europe/London", 7);
    expect(period).toEqual({ from: "2026-03-23T09:00:00.000Z", to: "2026-03-30T08:00:00.000Z" });
  });

  it("is the whole month before, as the team's zone has it", () => {
    expect(monthBefore("2026-04-01T08:00:00.000Z", "Europe/London")).toEqual({
      from: "2026-03-01T00:00:00.000Z",
      to: "2026-03-31T23:00:00.000Z",
    });
    expect(monthBefore("2026-01-15T08:00:00.000Z", "UTC").from).toBe("2025-12-01T00:00:00.000Z");
  });
});

it("a report's id says which it is, and nothing else does", () => {
  const slot = { name: "weekly", slot: "2026-03-30T08:00:00.000Z" } as const;
  expect(reportId(slot)).toBe("report:weekly:2026-03-30T08:00:00.000Z");
  expect(readReportId(reportId(slot))).toEqual(slot);
  for (const other of [
    "report:yearly:2026-03-30T08:00:00.000Z",
    "report:weekly:2026-13-30T08:00:00.000Z",
    "x",
  ]) {
    expect(readReportId(other)).toBeNull();
  }
});
