// Reads what a reviewer filled in in the form of a hold: typed answers, or an error at each field it is about.
import { type Answers, type Fault, faultOf, TEXT_MOST } from "../src/domain/forms.ts";
import type { FormField, JsonValue } from "../src/policy/types.ts";
import { ACTIONS, reviewBlock } from "./ids.ts";
import { YES_NO } from "./reviewModal.ts";
import { filledIn, type StateValues } from "./state.ts";

export type ReadReview =
  | { readonly ok: true; readonly answers: Answers }
  /** By block id, as Slack's `response_action: errors` wants it. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

const FAULTS: Readonly<Record<Fault, string>> = {
  missing: "Fill this in",
  not_a_text: `Keep it under ${TEXT_MOST} characters`,
  not_a_number: "Write a number, such as 12.5",
  not_a_date: "Choose a day",
  not_an_option: "Choose one of the list",
  not_yes_or_no: "Choose Yes or No",
};

export function readReview(values: StateValues, form: readonly FormField[]): ReadReview {
  const answers: Record<string, JsonValue> = {};
  const errors: Record<string, string> = {};
  for (const field of form) {
    const block = reviewBlock(field.id);
    const text = filledIn(values, block, ACTIONS.reviewField);
    const answer = text === null ? undefined : typed(field, text);
    const fault = faultOf(field, answer);
    if (fault !== null) errors[block] = FAULTS[fault];
    else if (answer !== undefined) answers[field.id] = answer;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, answers };
}

/** What was filled in, as the field's type; text that is none of it stays text, and is refused as such. */
function typed({ type }: FormField, text: string): JsonValue {
  switch (type) {
    case "number": {
      const number = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
      return Number.isFinite(number) ? number : text;
    }
    case "yes_no":
      return text === YES_NO.yes ? true : text === YES_NO.no ? false : text;
    default:
      return text;
  }
}
