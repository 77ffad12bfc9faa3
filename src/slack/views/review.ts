// The form of a hold, sent: typed answers, or an error at the field.
import { readReviewValue } from "../../../blocks/ids.ts";
import { readReview } from "../../../blocks/readReview.ts";
import { formOf } from "../../domain/reviewers.ts";
import { type Desk, policyOf, rulesOf } from "../desk.ts";
import { refusalOf } from "../onLead.ts";
import type { Submission } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";
import type { Acknowledge } from "./acknowledge.ts";

export async function submitReview(
  submission: Submission,
  desk: Desk,
  acknowledge: Acknowledge,
): Promise<void> {
  const { by, view } = submission;
  const meant = readReviewValue(view.metadata);
  if (!meant) {
    desk.log.warn("a review's form is about no lead");
    await acknowledge();
    return desk.tell.say(submission, sayNotUnderstood(desk));
  }
  const { verb, ref } = meant;
  const [record, rules] = await Promise.all([desk.leads.load(ref.lead), rulesOf(desk)]);
  const asked = record?.lead.turns.find(({ turn }) => turn === ref.turn)?.review;
  const form = record && asked ? formOf(await policyOf(desk, record, rules), asked) : [];
  const read = readReview(view.values, form);
  if (!read.ok) return acknowledge({ response_action: "errors", errors: { ...read.errors } });
  await acknowledge();
  const outcome = await desk.engine.run(ref.lead, { do: verb, by, turn: ref.turn, answers: read.answers });
  if (outcome.kind !== "done") await desk.tell.say(submission, await refusalOf(outcome, ref, by, desk));
}
