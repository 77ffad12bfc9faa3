import { Counter, Histogram, type Registry } from "prom-client";

export interface IntakeMetrics {
  /** Leads answered, by source and HTTP status. */
  readonly answered: Counter<"source" | "status">;
  /** Leads refused, by source and the problem's code; `unknown` is the source of whoever has no token. */
  readonly refused: Counter<"source" | "code">;
  /** From the request's arrival to its answer. */
  readonly seconds: Histogram<"route">;
}

export function intakeMetrics(registry: Registry): IntakeMetrics {
  const registers = [registry];
  return {
    answered: new Counter({
      name: "baton_intake_total",
      help: "Leads answered, by source and HTTP status",
      labelNames: ["source", "status"],
      registers,
    }),
    refused: new Counter({
      name: "baton_intake_refused_total",
      help: "Leads refused, by source and reason",
      labelNames: ["source", "code"],
      registers,
    }),
    seconds: new Histogram({
      name: "baton_intake_seconds",
      help: "Time from a request with leads to its answer",
      labelNames: ["route"],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
  };
}
