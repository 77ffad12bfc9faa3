// What Baton counts, for Prometheus. Counted where it is on disk: an event, not an attempt.
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Finding } from "./app/ports.ts";
import { ALERT_KINDS, type AlertKind } from "./domain/alerts.ts";
import type { EventBody } from "./domain/events.ts";

export interface Metrics {
  recorded(events: readonly EventBody[]): void;
  /** An attempt without the right to it that is about no lead. */
  refused(reason: string): void;
  stuck(): void;
  /** How many things the latest inspection found, by what they are. */
  found(findings: readonly Finding[]): void;
  /** What a provider came to about one lead. */
  answered(provider: string, outcome: string): void;
  breakerChanged(provider: string, isOpen: boolean): void;
  /** An alert was raised by this instance. */
  alerted(kind: AlertKind): void;
}

export interface Watched {
  /** Mirrors that do not show what is true. */
  readonly mirrorsBehind: () => Promise<number>;
  /** Leads about whom providers are still to be asked. */
  readonly enrichmentsWaiting: () => Promise<number>;
  /** Alerts that somebody may still have to do something about. */
  readonly alertsOpen: () => Promise<Readonly<Record<AlertKind, number>>>;
}

/** Registers Baton's metrics; those of the intake are `src/http/metrics.ts`. */
export function createMetrics(registry: Registry, watched: Watched): Metrics {
  const events = new Counter({
    name: "baton_events_total",
    help: "Events on record, by type",
    labelNames: ["type"],
    registers: [registry],
  });
  const refused = new Counter({
    name: "baton_refused_total",
    help: "Attempts without the right to them, by reason",
    labelNames: ["reason"],
    registers: [registry],
  });
  const lateness = new Histogram({
    name: "baton_step_lateness_seconds",
    help: "How long after its due time a timed step was done",
    buckets: [0.1, 0.5, 1, 2, 5, 10, 60, 600, 3600],
    registers: [registry],
  });
  const stuck = new Counter({
    name: "baton_stuck_total",
    help: "Due steps that could not be decided or written",
    registers: [registry],
  });
  const findings = new Gauge({
    name: "baton_inspection_findings",
    help: "What the latest inspection found wrong, by what it is; anything but 0 is a fault",
    labelNames: ["what"],
    registers: [registry],
  });
  const answers = new Counter({
    name: "baton_enrichment_answers_total",
    help: "What providers came to, about one lead each",
    labelNames: ["provider", "outcome"],
    registers: [registry],
  });
  const breakers = new Gauge({
    name: "baton_enrichment_breaker_open",
    help: "1 while a provider is left alone because it fails again and again",
    labelNames: ["provider"],
    registers: [registry],
  });
  const alerts = new Counter({
    name: "baton_alerts_raised_total",
    help: "Alerts raised, by kind",
    labelNames: ["kind"],
    registers: [registry],
  });
  new Gauge({
    name: "baton_alerts_open",
    help: "Alerts that are neither over, nor closed, nor snoozed, by kind",
    labelNames: ["kind"],
    registers: [registry],
    async collect() {
      const open = await watched.alertsOpen().catch(() => null);
      for (const kind of ALERT_KINDS) this.set({ kind }, open ? open[kind] : Number.NaN);
    },
  });
  new Gauge({
    name: "baton_enrichments_waiting",
    help: "Leads about whom providers are still to be asked",
    registers: [registry],
    async collect() {
      this.set(await watched.enrichmentsWaiting().catch(() => Number.NaN));
    },
  });
  new Gauge({
    name: "baton_mirrors_behind",
    help: "Messages in Slack that do not show what is true",
    registers: [registry],
    async collect() {
      // Without the database there is no number, and the other metrics are wanted all the more.
      this.set(await watched.mirrorsBehind().catch(() => Number.NaN));
    },
  });
  return {
    recorded(bodies) {
      for (const body of bodies) {
        events.inc({ type: body.type });
        if (body.type === "refused") refused.inc({ reason: body.code });
        if ("lateMs" in body) lateness.observe(body.lateMs / 1000);
      }
    },
    refused: (reason) => refused.inc({ reason }),
    stuck: () => stuck.inc(),
    answered: (provider, outcome) => answers.inc({ provider, outcome }),
    breakerChanged: (provider, isOpen) => breakers.set({ provider }, isOpen ? 1 : 0),
    alerted: (kind) => alerts.inc({ kind }),
    found(found) {
      findings.reset();
      for (const { what } of found) findings.inc({ what });
    },
  };
}
