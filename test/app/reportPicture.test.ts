// The picture of a report is put into the workspace once, and the report does without it where Slack takes none.
import { describe, expect, it } from "vitest";
import type { AlertStore } from "../../src/app/alertPorts.ts";
import type { FigureStore } from "../../src/app/figurePorts.ts";
import type { OverrideStore } from "../../src/app/overridePorts.ts";
import type { LeadStore } from "../../src/app/ports.ts";
import type { ReportStore, TakenReport } from "../../src/app/reportPorts.ts";
import type { Chart } from "../../src/charts/chart.ts";
import type { FunnelCounts } from "../../src/domain/figures/monthly.ts";
import { monthly } from "../../src/mirror/reports/figures.ts";

const view = { now: 0, names: new Map<string, string>(), timezone: "UTC" };
const slot = "2026-03-01T09:00:00.000Z";
const period = monthly.covers(slot, "UTC");

function funnel(received: number): FunnelCounts {
  return { received, qualified: 0, offered: 0, accepted: 0, recycled: 0, tank: 0, overflow: 0 };
}

/** Renders the report as often as `times`; what was drawn, and which file each message shows. */
async function rendered(received: number, fileId: string | null, times = 1) {
  let report: TakenReport = { name: "monthly", slot, ...period, page: 1, picture: null };
  const drawn: Chart[] = [];
  const scores = { buckets: [], sum: 0 };
  const deps = {
    reports: {
      schedules: async () => [],
      pictured: async (_slot: unknown, picture: string) => {
        report = { ...report, picture };
      },
    } as unknown as ReportStore,
    figures: {
      monthly: async () => ({
        funnel: funnel(received),
        funnelBefore: funnel(0),
        scores,
        scoresBefore: scores,
      }),
    } as unknown as FigureStore,
    leads: {} as LeadStore,
    overrides: {} as OverrideStore,
    alerts: {} as AlertStore,
    pictures: {
      upload: async (chart: Chart) => {
        drawn.push(chart);
        return fileId === null ? null : { fileId };
      },
    },
  };
  const shown: unknown[] = [];
  for (let n = 0; n < times; n++) {
    const { blocks } = await monthly.render(report, view, deps);
    const image = blocks.find(({ type }) => type === "image") as { slack_file?: { id: string } } | undefined;
    shown.push(image?.slack_file?.id);
  }
  return { drawn, shown };
}

describe("a report's picture", () => {
  it("is drawn once, however often the report is rendered", async () => {
    const { drawn, shown } = await rendered(7, "F0CHART", 3);
    expect(shown).toEqual(["F0CHART", "F0CHART", "F0CHART"]);
    expect(drawn).toHaveLength(1);
    expect(drawn[0]?.series[0]?.values[0]).toBe(7);
  });

  it("is left out where Slack takes none, and where there is nothing to see", async () => {
    expect((await rendered(7, null)).shown).toEqual([undefined]);
    expect(await rendered(0, "F0CHART")).toEqual({ drawn: [], shown: [undefined] });
  });
});
