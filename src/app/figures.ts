// The numbers of a report: counted on the record of its time, and of the time before.
import type { Instant } from "../clock.ts";
import { dailyReport } from "../domain/figures/daily.ts";
import { type FigureReport, type FigureReportName, periodOf } from "../domain/figures/index.ts";
import { monthlyReport } from "../domain/figures/monthly.ts";
import { weeklyReport } from "../domain/figures/weekly.ts";
import type { Period, SchedulesInForce } from "../domain/reports.ts";
import type { FigureStore } from "./figurePorts.ts";

/** `timezone`: the team's when the period was over, in which the days or the month before it are counted. */
export async function figuresOf(
  name: FigureReportName,
  period: Period,
  timezone: string,
  figures: FigureStore,
): Promise<FigureReport> {
  const before = periodOf(name, period.from, timezone);
  switch (name) {
    case "daily":
      return dailyReport(period, await figures.daily(period, before));
    case "weekly":
      return weeklyReport(period, await figures.weekly(period, before));
    case "monthly":
      return monthlyReport(period, await figures.monthly(period, before));
  }
}

/** The team's zone as it was then; before the first team, that of the first. `schedules`: newest first. */
export function timezoneAt(schedules: readonly SchedulesInForce[], at: Instant): string {
  return (schedules.find(({ from }) => from <= at) ?? schedules.at(-1))?.timezone ?? "UTC";
}
