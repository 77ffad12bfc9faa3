// The answers to a hold's form: whether they are what the policy asks for.
import { DateTime } from "luxon";
import type { FormField, JsonValue } from "../policy/types.ts";

/** What a reviewer filled in, by the ids of the fields; a field left empty is not there. */
export type Answers = Readonly<Record<string, JsonValue>>;

/** The longest text that a field takes, in characters: what Slack's own fields hold. */
export const TEXT_MOST = 3_000;

export type Fault =
  | "missing"
  | "not_a_number"
  | "not_a_date"
  | "not_an_option"
  | "not_a_text"
  | "not_yes_or_no";

/** What is wrong with the answer to a field; null: nothing is. */
export function faultOf(field: FormField, answer: JsonValue | undefined): Fault | null {
  if (answer === undefined || answer === null || answer === "") return field.required ? "missing" : null;
  switch (field.type) {
    case "text":
      return typeof answer === "string" && answer.length <= TEXT_MOST ? null : "not_a_text";
    case "number":
      return typeof answer === "number" && Number.isFinite(answer) ? null : "not_a_number";
    case "date":
      return typeof answer === "string" && isDay(answer) ? null : "not_a_date";
    case "choice":
      return typeof answer === "string" && field.options.includes(answer) ? null : "not_an_option";
    case "yes_no":
      return typeof answer === "boolean" ? null : "not_yes_or_no";
  }
}

/** An ISO date that the calendar has. */
function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: "utc" }).isValid;
}

/** Of the answers, those to the form's fields; null: one of them will not do. */
export function fitting(form: readonly FormField[], answers: Answers): Answers | null {
  // A field may be called as something that every object has.
  const answerTo = ({ id }: FormField) => (Object.hasOwn(answers, id) ? answers[id] : undefined);
  if (form.some((field) => faultOf(field, answerTo(field)) !== null)) return null;
  const given = form.flatMap((field): [string, JsonValue][] => {
    const { id } = field;
    const answer = answerTo(field);
    return answer === undefined || answer === null || answer === "" ? [] : [[id, answer]];
  });
  return Object.fromEntries(given);
}
