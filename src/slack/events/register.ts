// What Slack tells without being asked. A delivery that comes twice changes nothing the second time.
import type { App } from "@slack/bolt";
import type { Desk } from "../desk.ts";
import { accessLost } from "./accessLost.ts";
import { dndUpdated } from "./dndUpdated.ts";
import { homeOpened } from "./homeOpened.ts";
import { userChanged } from "./userChanged.ts";

export function registerEvents(app: App, desk: Desk): void {
  app.event("app_home_opened", ({ event }) => homeOpened(event, desk));
  app.event("user_change", ({ event }) => userChanged(event, desk));
  app.event("dnd_updated_user", ({ event }) => dndUpdated(event, desk));
  app.event("tokens_revoked", async ({ event }) => accessLost(event.type, desk));
  app.event("app_uninstalled", async ({ event }) => accessLost(event.type, desk));
}
