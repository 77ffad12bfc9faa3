// The recycle form, sent. What is wrong with a field is said at the field.
import { BLOCKS, type TurnRef } from "../../../blocks/ids.ts";
import { type ReadRecycle, readRecycle } from "../../../blocks/readRecycle.ts";
import { readRecycleTarget } from "../../../blocks/recycleModal.ts";
import type { RefusalCode } from "../../domain/decide/index.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { refusalOf } from "../onLead.ts";
import type { Submission } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";
import type { Acknowledge } from "./acknowledge.ts";
import { acknowledgeInTime, type Told } from "./inTime.ts";

const FIELD_OF: Readonly<Partial<Record<RefusalCode, string>>> = {
  date_past: BLOCKS.reengageOn,
  feature_missing: BLOCKS.feature,
  criterion_missing: BLOCKS.criterion,
};

export async function submitRecycle(
  submission: Submission,
  desk: Desk,
  acknowledge: Acknowledge,
): Promise<void> {
  const ref = readRecycleTarget(submission.view.metadata);
  if (!ref) {
    desk.log.warn("a recycle form is about no lead");
    await acknowledge();
    return desk.tell.say(submission, sayNotUnderstood(desk));
  }
  const rules = await rulesOf(desk);
  const { now, timezone } = await viewFor(desk, submission.by, rules);
  // The features are the cycle's own policy's, which the engine knows.
  const read = readRecycle(submission.view.values, { features: [] }, { now, timezone });
  if (!read.ok) return acknowledge({ response_action: "errors", errors: { ...read.errors } });
  return acknowledgeInTime(carryOut(submission, ref, read, desk), submission, desk, acknowledge);
}

async function carryOut(
  { by, view }: Submission,
  ref: TurnRef,
  { answer, note }: Extract<ReadRecycle, { ok: true }>,
  desk: Desk,
): Promise<Told | null> {
  const outcome = await desk.engine.run(ref.lead, { do: "recycle", by, turn: ref.turn, answer, note });
  if (outcome.kind === "done") return null;
  const field = outcome.kind === "refused" ? FIELD_OF[outcome.code] : undefined;
  const message = await refusalOf(outcome, ref, by, desk);
  return { field: field !== undefined && field in view.values ? field : null, message };
}
