// The override digest: what was submitted in a stretch of time, beside the same stretch a week before, and what is left to
// review. The same for the report that is posted and for `/leads digest`.
import { type Instant, instant, toMs } from "../clock.ts";
import { divergenceOf } from "../domain/divergence.ts";
import {
  countedAgainst,
  type OverrideDigest,
  type SubmittedOverride,
  unreviewedAt,
} from "../domain/overrideDigest.ts";
import { daysBefore, dueSlot, type Period } from "../domain/reports.ts";
import type { LeadId } from "../ids.ts";
import type { AlertStore } from "./alertPorts.ts";
import type { FigureStore } from "./figurePorts.ts";
import { timezoneAt } from "./figures.ts";
import type { OverrideStore } from "./overridePorts.ts";
import type { LeadRecord, LeadStore } from "./ports.ts";
import type { ReportStore } from "./reportPorts.ts";

export interface DigestDeps {
  readonly overrides: OverrideStore;
  readonly figures: Pick<FigureStore, "divergence">;
  readonly alerts: Pick<AlertStore, "openAlerts">;
}

const DAYS = 7;
/** Later than anything on record. */
const FOR_EVER = "9999-12-31T23:59:59.999Z";

/** What there is to say of a period. `timezone`: the one that its days are counted in; `now`: for what is late. */
export async function overrideDigest(
  period: Period,
  timezone: string,
  now: Instant,
  { overrides, figures, alerts }: DigestDeps,
): Promise<OverrideDigest> {
  const before = weekBefore(period, timezone);
  const [all, unreviewed, divergence, open] = await Promise.all([
    overrides.submitted({ from: before.from, to: FOR_EVER }),
    overrides.unreviewed(),
    figures.divergence(period),
    alerts.openAlerts(),
  ]);
  const within = ({ from, to }: Period) => all.filter(({ at }) => at >= from && at < to);
  const isLeft = ({ reviewed }: SubmittedOverride) => reviewed === null;
  const here = within(period);
  const postMortems = open.filter(({ kind }) => kind === "post_mortem");
  return {
    period,
    counts: countedAgainst(here, within(before)),
    listed: unreviewedAt(here, period.to),
    toReview: here.filter(isLeft).length,
    older: Math.max(0, unreviewed - all.filter((one) => isLeft(one) && one.at >= period.from).length),
    divergence: divergenceOf(divergence),
    postMortems: {
      open: postMortems.length,
      overdue: postMortems.filter(({ dueAt }) => dueAt !== null && dueAt < now).length,
    },
  };
}

/** The same days and times of day a week earlier, whether or not the clocks have changed meanwhile. */
function weekBefore({ from, to }: Period, timezone: string): Period {
  return { from: daysBefore(from, timezone, DAYS).from, to: daysBefore(to, timezone, DAYS).from };
}

/**
 * The time that runs: since the digest's latest slot, posted or about to be; without one, as where it is off or the team is
 * new, the seven days before `asOf`.
 */
export async function runningWeek(
  asOf: Instant,
  reports: Pick<ReportStore, "schedules">,
): Promise<{ readonly period: Period; readonly timezone: string }> {
  const schedules = await reports.schedules();
  const timezone = timezoneAt(schedules, asOf);
  // The slot of this very instant begins a week that has nothing in it yet: the one before is what is asked about.
  const due = dueSlot("override_digest", schedules, instant(toMs(asOf) - 1));
  // What is submitted in this very millisecond is in it.
  const to = instant(toMs(asOf) + 1);
  return due
    ? { period: { from: due.slot, to }, timezone: due.timezone }
    : { period: daysBefore(to, timezone, DAYS), timezone };
}

/** What is listed, with the leads as they are; null: the lead is gone. */
export async function digestRows(
  { listed }: OverrideDigest,
  leads: Pick<LeadStore, "loadMany">,
): Promise<{ readonly one: SubmittedOverride; readonly record: LeadRecord | null }[]> {
  const records = await leads.loadMany([...new Set<LeadId>(listed.map(({ leadId }) => leadId))]);
  return listed.map((one) => ({ one, record: records.get(one.leadId) ?? null }));
}
