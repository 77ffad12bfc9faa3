// What Slack says of do-not-disturb and status, as Baton takes it.
import { describe, expect, it } from "vitest";
import { toMs } from "../../src/clock.ts";
import { awayStatusOf, doNotDisturbOf } from "../../src/slack/absence.ts";

const NOW = "2026-03-02T10:00:00.000Z";
const seconds = (minutes: number) => toMs(NOW) / 1000 + minutes * 60;
const period = (from: number, to: number) => ({
  dnd_enabled: true,
  next_dnd_start_ts: seconds(from),
  next_dnd_end_ts: seconds(to),
});
const UNTIL = { until: "2026-03-02T10:30:00.000Z" };

describe("do-not-disturb", () => {
  it("counts while a period runs at work, until its end", () => {
    expect(doNotDisturbOf(period(-5, 30), null, { now: NOW, isAtWork: true })).toEqual(UNTIL);
    expect(doNotDisturbOf(period(0, 30), null, { now: NOW, isAtWork: true })).toEqual(UNTIL);
    expect(doNotDisturbOf(period(-60, 0), null, { now: NOW, isAtWork: true })).toBeNull();
    expect(doNotDisturbOf(period(5, 30), null, { now: NOW, isAtWork: true })).toBeNull();
  });

  it("is no news on a night like any other; what was heard of at work counts to its end", () => {
    expect(doNotDisturbOf(period(-60, 30), null, { now: NOW, isAtWork: false })).toBeNull();
    expect(doNotDisturbOf(period(-60, 30), UNTIL, { now: NOW, isAtWork: false })).toEqual(UNTIL);
  });

  it("knows a snooze by its own end, and nothing that is switched off", () => {
    const snooze = { dnd_enabled: false, snooze_enabled: true, snooze_endtime: seconds(30) };
    expect(doNotDisturbOf(snooze, null, { now: NOW, isAtWork: true })).toEqual(UNTIL);
    const off = { ...period(-5, 30), dnd_enabled: false };
    expect(doNotDisturbOf(off, null, { now: NOW, isAtWork: true })).toBeNull();
  });
});

describe("a status", () => {
  it("means away where it is Slack's own for sick or on holiday, until it expires or is cleared", () => {
    expect(awayStatusOf({ status_emoji: ":palm_tree:", status_expiration: 0 }, NOW)).toEqual({ until: null });
    const sick = { status_emoji: ":face_with_thermometer:", status_expiration: seconds(30) };
    expect(awayStatusOf(sick, NOW)).toEqual(UNTIL);
    expect(awayStatusOf({ ...sick, status_expiration: seconds(-1) }, NOW)).toBeNull();
    expect(awayStatusOf({ status_emoji: ":spiral_calendar_pad:" }, NOW)).toBeNull();
    expect(awayStatusOf({ status_emoji: "" }, NOW)).toBeNull();
  });
});
