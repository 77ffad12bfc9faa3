// Somebody opened Baton in Slack, be it the Home or the Messages tab: their Home is brought up to date, whoever they are,
// and is kept so from now on.
import type { Desk } from "../desk.ts";
import { refreshHome } from "../home.ts";
import { homeEvent } from "../payloads.ts";

export async function homeOpened(event: unknown, desk: Desk): Promise<void> {
  const parsed = homeEvent.safeParse(event);
  if (!parsed.success) return desk.log.warn("the opening of a Home could not be read");
  await refreshHome(parsed.data.user, desk);
}
