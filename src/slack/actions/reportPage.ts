// Previous and Next under a report: its message shows another page, to everybody.
import type { Message } from "../../../blocks/assemble.ts";
import { readReportValue } from "../../../blocks/ids.ts";
import { instant } from "../../clock.ts";
import { isManager, isSteward } from "../../domain/roles.ts";
import { type Desk, rulesOf } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function reportPage({ by, value, action }: Press, desk: Desk): Promise<Message | null> {
  const place = readReportValue(value);
  if (!place) {
    desk.log.warn({ action }, "a button carries a value that Baton never writes");
    return sayNotUnderstood(desk);
  }
  const { team } = await rulesOf(desk);
  if (!isManager(team, by) && !isSteward(team, by)) return notAllowed("report", by, team, desk);
  const { page, ...slot } = place;
  if (!(await desk.reports.turnTo(slot, page, instant(desk.clock.now())))) return sayNotUnderstood(desk);
  desk.mirrorsBehind();
  return null;
}
