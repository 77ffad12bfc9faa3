// The recycle form, sent. What is wrong with a field is said at the field, which only the acknowledgement can do; so the
// engine is asked before it, but not for long: a busy database must not make Slack give the form up.
import type { Message } from "../../../blocks/assemble.ts";
import { BLOCKS, type TurnRef } from "../../../blocks/ids.ts";
import { type ReadRecycle, readRecycle } from "../../../blocks/readRecycle.ts";
import { readRecycleTarget } from "../../../blocks/recycleModal.ts";
import type { RefusalCode } from "../../domain/decide/index.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { refusalOf } from "../onLead.ts";
import type { Submission } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";
import type { Acknowledge } from "./acknowledge.ts";

/** Fields are checked without the database; only what a field cannot show waits behind a form that is closed. */
const ENGINE_BEFORE_ACK_MS = 80;

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
    return desk.tell.say(submission, sayNotUnderstood());
  }
  const rules = await rulesOf(desk);
  const { now, timezone } = await viewFor(desk, submission.by, rules);
  // The features are the cycle's own policy's, which the engine knows.
  const read = readRecycle(submission.view.values, { features: [] }, { now, timezone });
  if (!read.ok) return acknowledge({ response_action: "errors", errors: { ...read.errors } });
  const carrying = carryOut(submission, ref, read, desk);
  const early = await soon(carrying);
  if (early?.field) {
    return acknowledge({ response_action: "errors", errors: { [early.field]: early.message.text } });
  }
  await acknowledge();
  const refused = await carrying;
  if (refused) await desk.tell.say(submission, refused.message);
}

interface Refused {
  /** The block it is about, where it is about one that the form shows. */
  readonly field: string | null;
  readonly message: Message;
}

async function carryOut(
  { by, view }: Submission,
  ref: TurnRef,
  { answer, note }: Extract<ReadRecycle, { ok: true }>,
  desk: Desk,
): Promise<Refused | null> {
  const outcome = await desk.engine.run(ref.lead, { do: "recycle", by, turn: ref.turn, answer, note });
  if (outcome.kind === "done") return null;
  const field = outcome.kind === "refused" ? FIELD_OF[outcome.code] : undefined;
  const message = await refusalOf(outcome, ref, by, desk);
  return { field: field !== undefined && field in view.values ? field : null, message };
}

/** What work has come to by now, or null. A failure is left to whoever awaits the work itself. */
async function soon<Result>(work: Promise<Result>): Promise<Result | null> {
  const waited = Promise.withResolvers<null>();
  const timer = setTimeout(() => waited.resolve(null), ENGINE_BEFORE_ACK_MS);
  try {
    return await Promise.race([work.catch(() => null), waited.promise]);
  } finally {
    clearTimeout(timer);
  }
}
