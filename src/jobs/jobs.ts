// What recurs besides the sweep: sealing the audit log, inspecting, noticing another team, guarding a canary, posting
// reports, looking for what should be told, clearing out.
import type { Logger } from "pino";
import type { Sealer } from "../app/audit/seal.ts";
import type { Absences } from "../app/availability/absences.ts";
import { inspect } from "../app/inspect.ts";
import { instant } from "../clock.ts";
import type { Metrics } from "../metrics.ts";
import type { Services } from "../services.ts";
import type { Looks } from "./looks.ts";
import { Periodic } from "./periodic.ts";

const SEAL_EVERY = "15 * * * * *";
const INSPECT_EVERY = "45 */3 * * * *";
const WATCH_CANARY_EVERY = "*/10 * * * * *";
const POST_REPORTS_EVERY = "*/5 * * * * *";
const WATCH_ALERTS_EVERY = "5-59/10 * * * * *";
/** A Home shows that somebody is back within five seconds, and takes some of them itself. */
const END_ABSENCES_EVERY = "*/2 * * * * *";
const FORGET_EVERY = "30 */15 * * * *";
const LOOK_AT_TEAM_EVERY = "* * * * * *";

export interface JobsDeps {
  readonly services: Services;
  readonly sealer: Sealer;
  readonly metrics: Pick<Metrics, "found">;
  readonly people: { teamApplied(): Promise<void> };
  readonly absences: Pick<Absences, "endOverdue">;
  readonly looks: Looks;
  readonly log: Logger;
}

/** Starts them all; each is stopped by itself. */
export function startJobs(deps: JobsDeps): Periodic[] {
  const { services, sealer, metrics, people, absences, looks, log } = deps;
  const seal = async () => {
    const outcome = await sealer.seal();
    if (outcome.kind === "sealed" && outcome.keyChanged) {
      log.warn(
        "this audit checkpoint is signed by another key than the one before; set one BATON_AUDIT_KEY for all instances",
      );
    }
    if (outcome.kind === "broken")
      log.error({ what: outcome.what }, "the audit log is broken: run baton audit verify");
  };
  const look = async () => {
    const findings = await inspect(services);
    metrics.found(findings);
    for (const finding of findings)
      log.error(finding, "the inspection found a lead that is not as it should be");
  };
  const forget = async () => {
    await services.answers.forgetStale(instant(services.clock.now()));
  };
  let seen: number | null = null;
  const lookAtTeam = async () => {
    const active = await services.rules.activeTeam();
    if (active === null || active.version === seen) return;
    // The first look counts as a change: a team may have been applied while nothing ran.
    await people.teamApplied();
    seen = active.version;
  };
  const reporting = new Periodic("posting reports", POST_REPORTS_EVERY, looks.postReports, log);
  // What fell due while nothing ran is made up at once.
  reporting.run();
  return [
    reporting,
    new Periodic("sealing the audit log", SEAL_EVERY, seal, log),
    new Periodic("inspecting", INSPECT_EVERY, look, log),
    new Periodic("looking for another team", LOOK_AT_TEAM_EVERY, lookAtTeam, log),
    new Periodic("watching the canary", WATCH_CANARY_EVERY, looks.watchCanary, log),
    new Periodic("looking for what should be told", WATCH_ALERTS_EVERY, looks.watchAlerts, log),
    new Periodic("ending absences", END_ABSENCES_EVERY, () => absences.endOverdue(), log),
    new Periodic("clearing out what providers said", FORGET_EVERY, forget, log),
    new Periodic("vacuuming", "0 */10 * * * *", () => services.tidy(), log),
  ];
}
