// Reports are posted by their schedules. Nothing waits for a slot's time: whoever looks, however often and however late,
// finds the latest slot of each report, and takes it unless it has been taken.
import { type Clock, instant } from "../clock.ts";
import { dueSlot, type ReportPlan, type ReportSlot } from "../domain/reports.ts";
import type { RulesStore } from "./ports.ts";
import type { ReportStore } from "./reportPorts.ts";

export interface PostReportsDeps {
  readonly rules: Pick<RulesStore, "activeTeam">;
  readonly reports: ReportStore;
  readonly clock: Clock;
  readonly plans: readonly ReportPlan[];
}

/**
 * Has the latest slot of each report posted that has not been, and gives those it took. Any number of instances may ask
 * at once: a slot is taken once. After an outage that is one slot of each report, the latest; those before it are left.
 */
export async function postReports({ rules, reports, clock, plans }: PostReportsDeps): Promise<ReportSlot[]> {
  const active = await rules.activeTeam();
  if (!active) return [];
  const now = instant(clock.now());
  const [schedules, latest] = await Promise.all([reports.schedules(), reports.latestTaken()]);
  const taken: ReportSlot[] = [];
  for (const { name, channel, covers } of plans) {
    const due = dueSlot(name, schedules, now);
    const to = channel(active.team);
    if (due === null || to === null || due.slot <= (latest.get(name) ?? "")) continue;
    const slot = { name, slot: due.slot };
    if (await reports.take(slot, covers(due.slot, due.timezone), to, now)) taken.push(slot);
  }
  return taken;
}
