/** How messages follow each other in a channel. */
import { expect, test } from "vitest";
import { linesOf } from "../../sim/page/shell/lines.ts";
import { formatDate } from "../../sim/page/text/dates.ts";
import { dayName, fullTimeOf, timeOf } from "../../sim/page/text/times.ts";
import { viewpointAt } from "../../sim/page/text/viewpoint.ts";
import type { SimMessage } from "../../sim/types.ts";

const NOON = Math.floor(new Date(2026, 10, 21, 12).getTime() / 1_000);
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

function message(seconds: number, user = "U1", more: Partial<SimMessage> = {}): SimMessage {
  const ts = `${NOON + seconds}.000100`;
  return { channel: "C1", ts, user, text: "", blocks: [], updates: 0, deleted: false, ...more };
}

const followUps = (messages: readonly SimMessage[], newFrom: string | null = null): boolean[] =>
  linesOf(messages, newFrom).map(({ isFollowUp }) => isFollowUp);

test("A message within five minutes of one by the same author stands under it without a name", () => {
  expect(followUps([message(0), message(4 * MINUTE), message(10 * MINUTE)])).toEqual([false, true, false]);
});

test("Another author, each ephemeral and the line of new messages begin anew", () => {
  const ephemeral = message(2, "U2", { ephemeralTo: "U1" });
  const last = message(3, "U2", { ephemeralTo: "U1" });
  expect(followUps([message(0), message(1, "U2"), ephemeral, last])).toEqual([false, false, false, false]);
  expect(followUps([message(0), message(1)], message(1).ts)).toEqual([false, false]);
});

test("Each day is announced once", () => {
  const days = linesOf([message(0), message(1), message(DAY)], null).map(({ day }) => day);
  expect(days).toEqual(["2026-11-21", undefined, "2026-11-22"]);
});

test("Days are named as people call them, by the clock of the workspace", () => {
  expect(dayName("2026-11-21", "2026-11-21")).toBe("Today");
  expect(dayName("2026-10-31", "2026-11-01")).toBe("Yesterday");
  expect(dayName("2026-11-19", "2026-11-21")).toBe("Thursday, November 19th");
  expect(dayName("2025-11-19", "2026-11-21")).toContain("2025");
});

test("A message's time, its tooltip and a date token in it agree", () => {
  const now = NOON * 1_000;
  expect(timeOf(now)).toBe(formatDate(NOON, "{time}", viewpointAt(now)));
  expect(fullTimeOf(now)).toMatch(/^Saturday, November 21st, 2026 at 12:00:00/);
});
