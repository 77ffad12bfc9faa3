// Every shortcut of a message's menu, by its callback id. Acknowledged before it gets here.
import type { App, MessageShortcut } from "@slack/bolt";
import type { Message } from "../../../blocks/assemble.ts";
import { SHORTCUTS } from "../../../blocks/ids.ts";
import type { Desk } from "../desk.ts";
import { type OnMessage, readMessageAction } from "../payloads.ts";
import { overrideShortcut } from "./override.ts";

type Handler = (asked: OnMessage, desk: Desk) => Promise<Message | null>;

const SHORTCUT_HANDLERS: ReadonlyMap<string, Handler> = new Map([[SHORTCUTS.override, overrideShortcut]]);

export function registerShortcuts(app: App, desk: Desk): void {
  for (const [callbackId, handler] of SHORTCUT_HANDLERS) {
    app.shortcut<MessageShortcut>({ callback_id: callbackId, type: "message_action" }, async ({ body }) => {
      const asked = readMessageAction(body);
      if (!asked) return desk.log.warn("a shortcut from Slack could not be read");
      const message = await handler(asked, desk);
      if (message) await desk.tell.say(asked, message);
    });
  }
}
