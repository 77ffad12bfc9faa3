// The reports of figures, full and empty.
import { type DailyCounts, dailyReport } from "../../src/domain/figures/daily.ts";
import { sheetOf } from "../../src/domain/figures/index.ts";
import { monthlyReport } from "../../src/domain/figures/monthly.ts";
import { weeklyReport } from "../../src/domain/figures/weekly.ts";
import type { ReportName } from "../../src/policy/types.ts";
import { sayNotAllowed } from "../answers.ts";
import { renderFigures, type ShownPicture } from "../figuresMessage.ts";
import type { Chapter } from "./entries.ts";
import { MORGAN, view } from "./samples.ts";

const slot = "2026-11-23T09:00:00.000Z";
const day = { from: "2026-11-22T08:00:00.000Z", to: "2026-11-23T08:00:00.000Z" };
const week = { from: "2026-11-16T09:00:00.000Z", to: slot };
const month = { from: "2026-09-30T23:00:00.000Z", to: "2026-11-01T00:00:00.000Z" };
const at = (name: ReportName, page = 1) => ({ name, slot, page });
const picture: ShownPicture = { fileId: "F0123456789", alt: "The month's leads by how far they came" };

const none = { taken: [], refused: [], undeliverable: 0 };
const nothing = { refused: 0, undeliverable: 0, overdue: 0 };

/** A day on which so many sources sent something; every third has some of it refused. */
export function dailySample(sources: number, name = (n: number) => `source-${n + 1}`): DailyCounts {
  const all = Array.from({ length: sources }, (_, n) => n);
  return {
    day: {
      taken: all.map((n) => ({ source: name(n), many: 120 - (n % 100) })),
      refused: all
        .filter((n) => n % 3 === 1)
        .map((n) => ({ source: name(n), code: "invalid", path: "phone", many: 9 + (n % 7) })),
      undeliverable: sources > 30 ? 2 : 0,
    },
    before: { taken: [{ source: name(0), many: 140 }], refused: [], undeliverable: 0 },
    kept: { refused: 40, undeliverable: 2, overdue: 12 },
    keptBefore: { refused: 31, undeliverable: 2, overdue: 9 },
  };
}

const empty: DailyCounts = { day: none, before: none, kept: nothing, keptBefore: nothing };
const decided = (version: number, leads: number, accepted: number) => ({
  ...{ version, leads, accepted, routed: Math.round(leads * 0.6), nurture: Math.round(leads * 0.2) },
  ...{ suppressed: Math.round(leads * 0.1), review: Math.round(leads * 0.1) },
});

export const weeklySample = (versions: number) => ({
  duplicates: { merged: 31, decided: 412 },
  divergence: [
    { overridden: false, leads: 350, converted: 161 },
    { overridden: true, leads: 31, converted: 22 },
  ],
  versions: Array.from({ length: versions }, (_, n) => decided(7 + n, 300 - (n % 250), 160 - (n % 100))),
  versionsBefore: [decided(6, 390, 230)],
});

const funnel = {
  received: 4_120,
  qualified: 1_730,
  offered: 1_690,
  accepted: 902,
  recycled: 511,
  tank: 204,
  overflow: 41,
};
const months = {
  funnel,
  funnelBefore: { ...funnel, received: 3_980, qualified: 1_902, accepted: 1_010 },
  scores: { buckets: [61, 402, 911, 1_204, 803, 377, 120], sum: 190_120 },
  scoresBefore: { buckets: [40, 310, 822, 1_310, 990, 402, 106], sum: 202_310 },
};
const noFunnel = { received: 0, qualified: 0, offered: 0, accepted: 0, recycled: 0, tank: 0, overflow: 0 };
const noScores = { buckets: [0, 0, 0, 0, 0, 0, 0], sum: 0 };
const noMonth = { funnel: noFunnel, funnelBefore: noFunnel, scores: noScores, scoresBefore: noScores };
const noWeek = { duplicates: { merged: 0, decided: 0 }, divergence: [], versions: [], versionsBefore: [] };

export const renderDaily = (counts: DailyCounts, page = 1) =>
  renderFigures(sheetOf(dailyReport(day, counts)), { ...at("daily", page), ...day }, null, view);
export const renderWeekly = (counts: Parameters<typeof weeklyReport>[1], page = 1) =>
  renderFigures(sheetOf(weeklyReport(week, counts)), { ...at("weekly", page), ...week }, picture, view);
export const renderMonthly = (counts: Parameters<typeof monthlyReport>[1]) =>
  renderFigures(sheetOf(monthlyReport(month, counts)), { ...at("monthly"), ...month }, picture, view);

export const reportsChapter: Chapter = {
  title: "Reports",
  where: "the managers' channel, by schedule",
  entries: [
    { title: "Daily", made: renderDaily(dailySample(4)) },
    { title: "Daily, the second page of forty sources", made: renderDaily(dailySample(40), 2) },
    { title: "Daily, nothing came in", made: renderDaily(empty) },
    { title: "Weekly", made: renderWeekly(weeklySample(2)) },
    { title: "Weekly, nothing decided", made: renderWeekly(noWeek) },
    { title: "Monthly", made: renderMonthly(months) },
    { title: "Monthly, nothing yet", made: renderMonthly(noMonth) },
    { title: "Neither manager nor steward", made: sayNotAllowed("report", [MORGAN]) },
  ],
};
