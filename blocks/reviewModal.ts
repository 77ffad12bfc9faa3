// The form of a hold: what the policy asks the reviewer to put on record with their answer.
import type { InputBlock, ModalView } from "@slack/types";
import type { FormField } from "../src/policy/types.ts";
import { modal } from "./assemble.ts";
import { context, input, option, plainText, section, select } from "./build.ts";
import { ACTIONS, CALLBACKS, type ReviewVerb, reviewBlock, reviewValue } from "./ids.ts";
import { subject, tierAndScore } from "./lead.ts";
import { LIMITS } from "./limits.ts";
import { lines, md } from "./text.ts";
import type { LeadRecord } from "./view.ts";

const WORDS = { approve: "Approve", reject: "Reject" } as const;
/** What the values of a yes-or-no field are. */
export const YES_NO = { yes: "yes", no: "no" } as const;

/** For the reviewer who pressed: they may see the person. */
export function renderReviewForm(
  record: LeadRecord,
  turn: number,
  verb: ReviewVerb,
  form: readonly FormField[],
): ModalView {
  return modal({
    callbackId: CALLBACKS.review,
    title: `${WORDS[verb]} lead`,
    submit: WORDS[verb],
    close: "Cancel",
    privateMetadata: reviewValue(verb, { lead: record.lead.id, turn }),
    head: [
      section(lines(subject(record, true), tierAndScore(record))),
      ...form.map(fieldOf),
      context(
        verb === "approve"
          ? md`Your answers go on record with the approval.`
          : md`Your answers go on record. The person is suppressed then: no lead of theirs is offered to anybody.`,
      ),
    ],
  });
}

function fieldOf(field: FormField): InputBlock {
  return input(reviewBlock(field.id), field.label, elementOf(field), { optional: !field.required });
}

function elementOf({ type, options }: FormField): InputBlock["element"] {
  const action_id = ACTIONS.reviewField;
  switch (type) {
    case "text":
      return { type: "plain_text_input", action_id, multiline: true, max_length: LIMITS.input };
    case "number":
      return { type: "number_input", action_id, is_decimal_allowed: true };
    case "date":
      return {
        type: "datepicker",
        action_id,
        placeholder: plainText("Choose a day", LIMITS.placeholder),
      };
    case "choice":
      return select(action_id, "Choose one", { options: options.map((one) => option(one, one)) });
    case "yes_no":
      return {
        type: "radio_buttons",
        action_id,
        options: [option("Yes", YES_NO.yes), option("No", YES_NO.no)],
      };
  }
}
