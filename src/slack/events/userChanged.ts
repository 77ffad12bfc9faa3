// Somebody changed their profile or zone, was deactivated or came back.
import type { Desk } from "../desk.ts";
import { userEvent } from "../payloads.ts";

export async function userChanged(event: unknown, desk: Desk): Promise<void> {
  const parsed = userEvent.safeParse(event);
  if (!parsed.success) return desk.log.warn("a user's change could not be read");
  const { user } = parsed.data;
  await desk.peopleSync.heard({ ...user, tz: user.tz ?? undefined });
}
