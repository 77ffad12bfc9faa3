// What a job looks at again and again: each looks once, acts on what it finds, and has what is behind shown.
import type { Logger } from "pino";
import { type PostReportsDeps, postReports as postDueReports } from "../app/postReports.ts";
import { alertWatch } from "../app/watchAlerts.ts";
import { watchCanary as lookAtCanary } from "../app/watchCanary.ts";
import type { Metrics } from "../metrics.ts";
import type { Services } from "../services.ts";

export interface Looks {
  /** Looks at the canary, if one runs. */
  watchCanary(): Promise<void>;
  /** Has every report posted whose slot has come. */
  postReports(): Promise<void>;
  /** Looks for what should be told, and for what is over. */
  watchAlerts(): Promise<void>;
}

export interface LooksDeps {
  readonly services: Services;
  /** Every kind of report. */
  readonly plans: PostReportsDeps["plans"];
  readonly metrics: Pick<Metrics, "alerted">;
  readonly log: Logger;
  readonly mirrorsBehind: () => void;
}

export function createLooks({ services, plans, metrics, log, mirrorsBehind }: LooksDeps): Looks {
  const { rules, reports, clock } = services;
  const lookForAlerts = alertWatch(services);
  return {
    async watchCanary() {
      const watched = await lookAtCanary(services);
      if (watched.kind === "nothing") return;
      mirrorsBehind();
      if (watched.kind === "rolled_back") {
        const { version, because } = watched;
        log.warn({ version, because }, "a guard rolled the canary back");
      }
    },

    async postReports() {
      const taken = await postDueReports({ rules, reports, clock, plans });
      if (taken.length > 0) mirrorsBehind();
      for (const slot of taken) log.info(slot, "a report is due");
    },

    async watchAlerts() {
      const done = await lookForAlerts();
      if (done.length > 0) mirrorsBehind();
      for (const change of done) {
        if (change.change !== "raise") continue;
        const { kind } = change;
        metrics.alerted(kind);
        log.warn({ kind }, "an alert was raised");
      }
    },
  };
}
