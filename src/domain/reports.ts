// Reports are posted by a schedule: which slot of it is due, and what time a report is about.
import { Cron } from "croner";
import { DateTime } from "luxon";
import { type Instant, instant, toMs } from "../clock.ts";
import { REPORT_NAMES } from "../policy/reportNames.ts";
import type { ReportName, ReportSchedules, Team } from "../policy/types.ts";
import { DESK_CHAIN } from "./deskEvents.ts";
import type { MirrorRef } from "./mirrors.ts";

/** What happened at `from` or later, and before `to`. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** The report of one slot: by its name and the slot there is one, and only one. */
export interface ReportSlot {
  readonly name: ReportName;
  readonly slot: Instant;
}

/** Where a report goes and what time it is about; what it says is the renderer's. */
export interface ReportPlan {
  readonly name: ReportName;
  /** The Slack channel; null: the team has none for it. */
  channel(team: Team): string | null;
  /** `timezone`: the team's, in which days and months are counted. */
  covers(slot: Instant, timezone: string): Period;
}

/** The schedules of a team, in force from then until the next team was applied. */
export interface SchedulesInForce {
  readonly from: Instant;
  readonly timezone: string;
  readonly reports: ReportSchedules;
}

/**
 * The latest time at or before `at` that a cron expression names in a zone; null: there was none. A time that is not
 * there on the day the clocks go forward comes once, when they have; one that is there twice comes the first time.
 */
export function latestSlot(schedule: string, timezone: string, at: Instant): Instant | null {
  // What is asked for is the time before a whole second, and that second must not count.
  const before = instant((Math.floor(toMs(at) / 1000) + 1) * 1000);
  const [slot] = new Cron(schedule, { timezone, mode: "5-part" }).previousRuns(1, before);
  return slot ? instant(slot.getTime()) : null;
}

/**
 * The latest slot of a report at or before `now`, by whichever schedule was in force at its time; null: it has none, or
 * is off. `schedules`, newest first, begin with the first team that was applied: before it there are no slots.
 */
export function dueSlot(
  name: ReportName,
  schedules: readonly SchedulesInForce[],
  now: Instant,
): { readonly slot: Instant; readonly timezone: string } | null {
  if (schedules[0]?.reports[name] === null) return null;
  let until = now;
  for (const { from, timezone, reports } of schedules) {
    const schedule = reports[name];
    const slot = schedule === null ? null : latestSlot(schedule, timezone, until);
    if (slot !== null && slot >= from) return { slot, timezone };
    until = instant(toMs(from) - 1);
  }
  return null;
}

/** So many days up to the slot, at the same time of day whether or not the clocks have changed meanwhile. */
export function daysBefore(slot: Instant, timezone: string, days: number): Period {
  const from = DateTime.fromISO(slot, { zone: timezone }).minus({ days });
  return { from: instant(from.toMillis()), to: slot };
}

/** The last whole calendar month before the slot. */
export function monthBefore(slot: Instant, timezone: string): Period {
  const to = DateTime.fromISO(slot, { zone: timezone }).startOf("month");
  return { from: instant(to.minus({ months: 1 }).toMillis()), to: instant(to.toMillis()) };
}

/** The message of one slot's report, to this channel. */
export function reportMirror({ name, slot }: ReportSlot, to: string): MirrorRef {
  return { id: reportId({ name, slot }), kind: "report", leadId: DESK_CHAIN, to };
}

/** Such as `report:weekly:2026-11-23T09:00:00.000Z`. */
export function reportId({ name, slot }: ReportSlot): string {
  return `report:${name}:${slot}`;
}

/** Reads back what `reportId` wrote; null for anything else. */
export function readReportId(id: string): ReportSlot | null {
  const [, word, slot] = /^report:([a-z_]+):(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/.exec(id) ?? [];
  const name = REPORT_NAMES.find((one) => one === word);
  return name && slot !== undefined && Number.isFinite(toMs(slot)) ? { name, slot } : null;
}
