// The form of Mark reviewed, sent. Of two stewards who send it, the first has reviewed the override.
import { BLOCKS, readOverrideValue } from "../../../blocks/ids.ts";
import { sayReviewed } from "../../../blocks/overrideDigest.ts";
import { readReviewNote } from "../../../blocks/reviewOverrideModal.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { refusalOf, sayWhy } from "../onLead.ts";
import type { Submission } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";
import type { Acknowledge } from "./acknowledge.ts";

export async function submitMarkReviewed(
  submission: Submission,
  desk: Desk,
  acknowledge: Acknowledge,
): Promise<void> {
  const { by, view } = submission;
  const ref = readOverrideValue(view.metadata);
  const note = readReviewNote(view.values);
  if (!note.ok) {
    return acknowledge({ response_action: "errors", errors: { [BLOCKS.reviewNote]: note.error } });
  }
  await acknowledge();
  if (!ref) {
    desk.log.warn("a form about an override is about none");
    return desk.tell.say(submission, sayNotUnderstood(desk));
  }
  const { lead, no } = ref;
  const outcome = await desk.engine.run(lead, { do: "review_override", by, no, note: note.text });
  const about = { lead, turn: 0 };
  if (outcome.kind === "refused") {
    const why = await sayWhy(outcome.code, outcome.record, about, by, desk, no);
    return desk.tell.say(submission, why);
  }
  if (outcome.kind === "unknown") return desk.tell.say(submission, await refusalOf(outcome, about, by, desk));
  const reviewed = outcome.record.lead.overrides.find((one) => one.no === no)?.reviewed;
  if (outcome.changed || !reviewed || reviewed.by === by) return;
  return desk.tell.say(submission, sayReviewed(reviewed, by, await viewFor(desk, by, await rulesOf(desk))));
}
