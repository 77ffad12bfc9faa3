// `/leads`: one command, a word that says what. Acknowledged before it gets here; the answer is ephemeral.
import type { App } from "@slack/bolt";
import type { Desk } from "../desk.ts";
import { readCommand } from "../payloads.ts";
import { leads } from "./leads.ts";

export function registerCommands(app: App, desk: Desk): void {
  app.command("/leads", async ({ body }) => {
    const typed = readCommand(body);
    if (!typed) return desk.log.warn("a command from Slack could not be read");
    const answer = await leads(typed, desk);
    if (answer) await desk.tell.say(typed, answer);
  });
}
