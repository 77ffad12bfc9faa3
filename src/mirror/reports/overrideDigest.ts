// The weekly override digest, in the managers' channel. Its counts stay as they were when its week was over; what has come
// of each override since, a review above all, is shown as it is.
import { renderOverrideDigest } from "../../../blocks/overrideDigest.ts";
import { digestPicture } from "../../app/digestPicture.ts";
import { timezoneAt } from "../../app/figures.ts";
import { digestRows, overrideDigest } from "../../app/overrideDigest.ts";
import { instant } from "../../clock.ts";
import { daysBefore } from "../../domain/reports.ts";
import type { ReportKind } from "./registry.ts";

const DAYS = 7;

export const digest: ReportKind = {
  name: "override_digest",
  channel: ({ channels }) => channels.get("managers") ?? null,
  covers: (slot, timezone) => daysBefore(slot, timezone, DAYS),

  async render(report, view, deps) {
    const timezone = timezoneAt(await deps.reports.schedules(), report.slot);
    const content = await overrideDigest(report, timezone, instant(view.now), deps);
    const [rows, picture] = await Promise.all([
      digestRows(content, deps.leads),
      digestPicture(content, deps.pictures, {
        fileId: report.picture,
        remember: (fileId) => deps.reports.pictured(report, fileId),
      }),
    ]);
    const { name, slot } = report;
    const of = { slot: { name, slot } };
    return renderOverrideDigest(content, rows, report.page, of, picture, { ...view, timezone });
  },
};
