// The daily, the weekly and the monthly report: numbers of a time that is over, always the same ones.
import { renderFigures } from "../../../blocks/figuresMessage.ts";
import { chartOf } from "../../app/figurePicture.ts";
import { figuresOf, timezoneAt } from "../../app/figures.ts";
import type { TakenReport } from "../../app/reportPorts.ts";
import { altOf } from "../../charts/alt.ts";
import { type FigureReportName, periodOf, sheetOf } from "../../domain/figures/index.ts";
import type { Team } from "../../policy/types.ts";
import type { ReportDeps, ReportKind } from "./registry.ts";

export const daily = figures(
  "daily",
  ({ channels }) => channels.get("ops") ?? channels.get("managers") ?? null,
);
export const weekly = figures("weekly", ({ channels }) => channels.get("managers") ?? null);
export const monthly = figures("monthly", ({ channels }) => channels.get("managers") ?? null);

function figures(name: FigureReportName, channel: (team: Team) => string | null): ReportKind {
  return {
    name,
    channel,
    covers: (slot, timezone) => periodOf(name, slot, timezone),

    async render(report, view, deps) {
      const timezone = timezoneAt(await deps.reports.schedules(), report.slot);
      const figures = await figuresOf(name, report, timezone, deps.figures);
      const picture = await pictureOf(report, figures, deps);
      return renderFigures(sheetOf(figures), report, picture, { ...view, timezone });
    },
  };
}

/** Put into the workspace once; null: there is nothing to draw, or Slack takes no pictures. */
async function pictureOf(
  report: TakenReport,
  figures: Parameters<typeof chartOf>[0],
  { reports, pictures }: ReportDeps,
): Promise<{ readonly fileId: string; readonly alt: string } | null> {
  const chart = chartOf(figures);
  if (chart === null) return null;
  const alt = altOf(chart);
  if (report.picture !== null) return { fileId: report.picture, alt };
  const uploaded = await pictures.upload(chart);
  if (uploaded === null) return null;
  await reports.pictured(report, uploaded.fileId);
  return { ...uploaded, alt };
}
