// What of a report is better looked at than read.
import type { Chart } from "../charts/chart.ts";
import type { FigureReport } from "../domain/figures/index.ts";
import { STAGE_NAMES } from "../domain/figures/monthlySheet.ts";
import { FATES } from "../domain/figures/weekly.ts";

/** Null: there is nothing to draw. */
export function chartOf(report: FigureReport): Chart | null {
  switch (report.report) {
    case "daily":
      return null;
    case "weekly": {
      const versions = report.versions.toReversed();
      // One version alone is a line in the table.
      if (versions.length < 2) return null;
      const names = { routed: "Routed", nurture: "Nurture", suppressed: "Suppressed", review: "Review" };
      return {
        title: "What each version of the policy decided",
        kind: "stacked",
        categories: versions.map(({ version }) => `version ${version}`),
        series: FATES.map((fate) => ({
          name: names[fate],
          values: versions.map(({ shares }) => 100 * (shares[fate].share ?? 0)),
        })),
        unit: "%",
      };
    }
    case "monthly": {
      if (report.funnel.every(({ leads, before }) => leads + before === 0)) return null;
      return {
        title: "The month's leads by how far they came",
        kind: "bars",
        categories: report.funnel.map(({ stage }) => STAGE_NAMES[stage]),
        series: [
          { name: "The month", values: report.funnel.map(({ leads }) => leads) },
          { name: "The month before", values: report.funnel.map(({ before }) => before) },
        ],
        unit: "leads",
      };
    }
  }
}
