// Every form, by its callback id.
import type { App, ViewSubmitAction } from "@slack/bolt";
import { CALLBACKS } from "../../../blocks/ids.ts";
import type { Desk } from "../desk.ts";
import { readSubmission } from "../payloads.ts";
import { submitRecycle } from "./recycle.ts";

export function registerViews(app: App, desk: Desk): void {
  app.view<ViewSubmitAction>(CALLBACKS.recycle, async ({ body, ack }) => {
    const submission = readSubmission(body);
    if (!submission) {
      desk.log.warn("a form from Slack could not be read");
      return ack();
    }
    try {
      await submitRecycle(submission, desk, ack);
    } catch (error) {
      // The form closes in any case; what went wrong is told by whoever handles the error. Once is enough for Slack.
      await ack();
      throw error;
    }
  });
}
