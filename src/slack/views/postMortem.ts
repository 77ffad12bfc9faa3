// The form that closes a post-mortem, sent.
import { readAlertValue } from "../../../blocks/ids.ts";
import { readPostMortem } from "../../../blocks/postMortemModal.ts";
import { newCommitmentKey } from "../../ids.ts";
import { carryOutAnswer } from "../actions/alert.ts";
import type { Desk } from "../desk.ts";
import type { Submission } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";
import type { Acknowledge } from "./acknowledge.ts";

export async function submitPostMortem(
  submission: Submission,
  desk: Desk,
  acknowledge: Acknowledge,
): Promise<void> {
  const { by, view } = submission;
  const id = readAlertValue(view.metadata);
  if (id === null) {
    desk.log.warn("a post-mortem's form is about no alert");
    await acknowledge();
    return desk.tell.say(submission, sayNotUnderstood(desk));
  }
  const read = readPostMortem(view.values);
  if (!read.ok) return acknowledge({ response_action: "errors", errors: read.errors });
  await acknowledge();
  const message = await carryOutAnswer(
    id,
    { do: "close", by, in: null, note: read.note, key: newCommitmentKey() },
    desk,
  );
  if (message) await desk.tell.say(submission, message);
}
