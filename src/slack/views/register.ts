// Every form, by its callback id.
import type { App, ViewSubmitAction } from "@slack/bolt";
import { CALLBACKS } from "../../../blocks/ids.ts";
import type { Desk } from "../desk.ts";
import { readSubmission, type Submission } from "../payloads.ts";
import type { Acknowledge } from "./acknowledge.ts";
import { submitMarkReviewed } from "./markReviewed.ts";
import { submitOverride } from "./override.ts";
import { submitPostMortem } from "./postMortem.ts";
import { submitRecycle } from "./recycle.ts";
import { submitReview } from "./review.ts";

type Handler = (submission: Submission, desk: Desk, acknowledge: Acknowledge) => Promise<void>;

const HANDLERS: readonly (readonly [callbackId: string, handler: Handler])[] = [
  [CALLBACKS.recycle, submitRecycle],
  [CALLBACKS.review, submitReview],
  [CALLBACKS.markReviewed, submitMarkReviewed],
  [CALLBACKS.postMortem, submitPostMortem],
  [CALLBACKS.override, submitOverride],
];

export function registerViews(app: App, desk: Desk): void {
  for (const [callbackId, handler] of HANDLERS) {
    app.view<ViewSubmitAction>(callbackId, async ({ body, ack }) => {
      const submission = readSubmission(body);
      if (!submission) {
        desk.log.warn("a form from Slack could not be read");
        return ack();
      }
      try {
        await handler(submission, desk, ack);
      } catch (error) {
        // The form closes in any case; what went wrong is told by whoever handles the error. Once is enough for Slack.
        await ack();
        throw error;
      }
    });
  }
}
