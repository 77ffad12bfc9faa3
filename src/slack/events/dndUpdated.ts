// Somebody began or ended a snooze, or changed when they do not want to be disturbed.
import type { Desk } from "../desk.ts";
import { dndEvent } from "../payloads.ts";

export async function dndUpdated(event: unknown, desk: Desk): Promise<void> {
  const parsed = dndEvent.safeParse(event);
  if (!parsed.success) return desk.log.warn("a change of do-not-disturb could not be read");
  await desk.peopleSync.dnd.heard(parsed.data.user, parsed.data.dnd_status);
}
