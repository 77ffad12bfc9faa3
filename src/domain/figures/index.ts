// The reports of figures: what each is about, what it is compared with, and how it reads.
import { daysBefore, monthBefore, type Period } from "../reports.ts";
import type { DailyReport } from "./daily.ts";
import { dailySheet } from "./dailySheet.ts";
import type { MonthlyReport } from "./monthly.ts";
import { monthlySheet } from "./monthlySheet.ts";
import type { Sheet } from "./sheet.ts";
import type { WeeklyReport } from "./weekly.ts";
import { weeklySheet } from "./weeklySheet.ts";

export const FIGURE_REPORTS = ["daily", "weekly", "monthly"] as const;
export type FigureReportName = (typeof FIGURE_REPORTS)[number];
export type FigureReport = DailyReport | WeeklyReport | MonthlyReport;

/** What the report of a slot is about: the day or the week up to it, or the calendar month before. */
export function periodOf(name: FigureReportName, slot: string, timezone: string): Period {
  switch (name) {
    case "daily":
      return daysBefore(slot, timezone, 1);
    case "weekly":
      return daysBefore(slot, timezone, 7);
    case "monthly":
      return monthBefore(slot, timezone);
  }
}

export function sheetOf(report: FigureReport): Sheet {
  switch (report.report) {
    case "daily":
      return dailySheet(report);
    case "weekly":
      return weeklySheet(report);
    case "monthly":
      return monthlySheet(report);
  }
}
