// The numbers of the reports as gauges: those of the latest slot of each, which stay the same until the next one comes.
import { Gauge, type Registry } from "prom-client";
import type { FigureStore } from "./app/figurePorts.ts";
import { figuresOf } from "./app/figures.ts";
import type { ReportStore } from "./app/reportPorts.ts";
import { type Clock, instant, toMs } from "./clock.ts";
import {
  FIGURE_REPORTS,
  type FigureReport,
  type FigureReportName,
  periodOf,
} from "./domain/figures/index.ts";
import { FATES } from "./domain/figures/weekly.ts";
import { dueSlot } from "./domain/reports.ts";

export interface ReportMetricsDeps {
  readonly reports: Pick<ReportStore, "schedules">;
  readonly figures: FigureStore;
  readonly clock: Clock;
}

/** Whether a slot has come is asked at most so often, however often somebody scrapes. */
const LOOK_EVERY_MS = 60_000;

type Labels = Readonly<Record<string, string>>;

const GAUGES = {
  baton_report_end_timestamp_seconds: ["Until when each report's numbers were counted", ["report"]],
  baton_report_intake: ["Daily: leads taken in and refused, by source", ["source", "outcome"]],
  baton_report_exceptions: ["Daily: exceptions kept, and of those for more than 48 hours", ["state"]],
  baton_report_decisions: ["Weekly: leads merged, left as decided, overridden", ["outcome"]],
  baton_report_conversion: [
    "Weekly: part accepted by a rep or claimed, with its 95% interval",
    ["side", "bound"],
  ],
  baton_report_version_leads: [
    "Weekly: leads each policy version decided, by what became of them",
    ["version", "fate"],
  ],
  baton_report_funnel: ["Monthly: leads by how far they came", ["stage", "month"]],
  baton_report_score_mean: ["Monthly: the mean score", ["month"]],
  baton_report_score_decisions: [
    "Monthly: decisions by score, each bucket named by where it begins",
    ["from", "month"],
  ],
  baton_report_score_drift: ["Monthly: population stability index against the month before", []],
} as const satisfies Record<string, readonly [help: string, labels: readonly string[]]>;
type Name = keyof typeof GAUGES;
type Sample = readonly [name: Name, labels: Labels, value: number | null];

/** Registers them. A report that is off, or whose first slot has not come, has none. */
export function reportMetrics(registry: Registry, deps: ReportMetricsDeps): void {
  const latest = latestReports(deps);
  for (const [name, [help, labelNames]] of Object.entries(GAUGES)) {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      async collect() {
        // Without the database there are no numbers, and the other metrics are wanted all the more.
        const reports = await latest().catch(() => []);
        this.reset();
        for (const [sample, labels, value] of reports.flatMap(samplesOf)) {
          if (sample === name && value !== null) this.set(labels, value);
        }
      },
    });
  }
}

/** Each report of its latest slot: counted once, and asked for by all gauges together. */
function latestReports({ reports, figures, clock }: ReportMetricsDeps): () => Promise<FigureReport[]> {
  const counted = new Map<FigureReportName, { readonly slot: string; readonly report: FigureReport }>();
  let looked = Number.NEGATIVE_INFINITY;
  let look: Promise<FigureReport[]> = Promise.resolve([]);
  const lookAgain = async () => {
    const now = instant(clock.now());
    const schedules = await reports.schedules();
    for (const name of FIGURE_REPORTS) {
      const due = dueSlot(name, schedules, now);
      if (due === null) counted.delete(name);
      if (due === null || counted.get(name)?.slot === due.slot) continue;
      const { slot, timezone } = due;
      counted.set(name, {
        slot,
        report: await figuresOf(name, periodOf(name, slot, timezone), timezone, figures),
      });
    }
    return [...counted.values()].map(({ report }) => report);
  };
  return () => {
    if (clock.now() < looked + LOOK_EVERY_MS) return look;
    looked = clock.now();
    look = lookAgain();
    // What failed is tried again at the next scrape.
    look.catch(() => {
      looked = Number.NEGATIVE_INFINITY;
    });
    return look;
  };
}

function samplesOf(report: FigureReport): Sample[] {
  const end: Sample = [
    "baton_report_end_timestamp_seconds",
    { report: report.report },
    toMs(report.period.to) / 1000,
  ];
  switch (report.report) {
    case "daily": {
      const { sources, exceptions } = report;
      return [
        end,
        ...sources.flatMap(({ source, taken, refused }): Sample[] => [
          ["baton_report_intake", { source: source ?? "unknown", outcome: "taken" }, taken],
          ["baton_report_intake", { source: source ?? "unknown", outcome: "refused" }, refused],
        ]),
        ["baton_report_exceptions", { state: "open" }, exceptions.open],
        ["baton_report_exceptions", { state: "overdue" }, exceptions.overdue],
      ];
    }
    case "weekly": {
      const { duplicates, divergence, versions } = report;
      const { automated, overridden } = divergence.conversion;
      return [
        end,
        ["baton_report_decisions", { outcome: "merged" }, duplicates.hits],
        ["baton_report_decisions", { outcome: "automated" }, automated.of],
        ["baton_report_decisions", { outcome: "overridden" }, overridden.of],
        ...Object.entries({ automated, overridden }).flatMap(([side, { share, low, high }]) =>
          Object.entries({ share, low, high }).map(
            ([bound, value]): Sample => ["baton_report_conversion", { side, bound }, value],
          ),
        ),
        ...versions.flatMap(({ version, shares, accepted }) => [
          ...FATES.map((fate) => versionSample(version, fate, shares[fate].hits)),
          versionSample(version, "accepted", accepted.hits),
        ]),
      ];
    }
    case "monthly": {
      const { funnel, scores } = report;
      const both = (name: Name, labels: Labels, now: number | null, before: number | null): Sample[] => [
        [name, { ...labels, month: "last" }, now],
        [name, { ...labels, month: "before" }, before],
      ];
      return [
        end,
        ...funnel.flatMap(({ stage, leads, before }) =>
          both("baton_report_funnel", { stage }, leads, before),
        ),
        ...both("baton_report_score_mean", {}, scores.mean, scores.meanBefore),
        ...scores.buckets.flatMap(({ from, many, before }) =>
          both(
            "baton_report_score_decisions",
            { from: from === null ? "below" : String(from) },
            many,
            before,
          ),
        ),
        ["baton_report_score_drift", {}, scores.index],
      ];
    }
  }
}

function versionSample(version: number, fate: string, leads: number): Sample {
  return ["baton_report_version_leads", { version: String(version), fate }, leads];
}
