/** `checks`, with the forms of their holds, `triage`, and what a source's `review` is made of. */
import { z } from "zod";
import {
  conditionText,
  expected,
  flag,
  identifier,
  listOf,
  matching,
  maybe,
  oneOf,
  orDefault,
  queueName,
  say,
  section,
  text,
  unique,
  whole,
} from "./schemaParts.ts";

const field = section({
  id: matching(/^[A-Za-z][A-Za-z0-9_-]{0,79}$/, "an id of letters, digits, - and _", "reason"),
  label: maybe(text("a label", "Why is it in order?", 150)),
  type: oneOf(["text", "number", "date", "choice", "yes_no"]),
  options: maybe(
    listOf(text("an option", "Contract signed", 75), "options", 100).check(
      unique((option: string) => option, "option"),
    ),
  ),
  required: orDefault(flag(), true),
}).check((context) => {
  const { type, options } = context.value;
  if ((type === "choice") === (options !== undefined)) return;
  const message =
    type === "choice"
      ? say("a choice without options", "add options: and what can be chosen")
      : say(`a field of type ${type} has no options`, "remove them, or write type: choice");
  context.issues.push({ code: "custom", input: context.value, path: ["options"], message });
});

/** Slack opens no form of more than 250,000 characters; an option may take 700 bytes. */
const MOST_OPTIONS = 300;

const form = listOf(field, "fields", 20).check(
  unique((item: { id: string }) => item.id, "field id", "id"),
  (context) => {
    const options = context.value.reduce((sum, one) => sum + (one.options?.length ?? 0), 0);
    if (options <= MOST_OPTIONS) return;
    const message = say(
      `${options} options are more than the ${MOST_OPTIONS} of all fields together that Slack has room for`,
      "let some of them be text",
    );
    context.issues.push({ code: "custom", input: context.value, message });
  },
);

/** What belongs to one kind of `else` only. */
const OF_ELSE = { queue: "hold", form: "hold", days: "suppress" } as const;

const check = section({
  id: identifier(),
  when: conditionText(),
  else: oneOf(["suppress", "hold"]),
  queue: maybe(queueName()),
  missing: orDefault(oneOf(["pass", "fail"]), "fail"),
  label: maybe(text("a label", "Consent given")),
  days: maybe(whole(1, 3_650)),
  form: maybe(form),
}).check((context) => {
  const { value } = context;
  const refuse = (key: string, what: string, todo: string) =>
    context.issues.push({ code: "custom", input: value, path: [key], message: say(what, todo) });
  for (const [key, kind] of Object.entries(OF_ELSE) as [keyof typeof OF_ELSE, string][]) {
    if (value[key] !== undefined && value.else !== kind) {
      refuse(key, `a check with else: ${value.else} has no ${key}`, `remove it, or write else: ${kind}`);
    }
  }
  if (value.else === "hold" && value.queue === undefined) {
    refuse("queue", "is missing", "add the queue whose reviewers are asked, such as compliance");
  }
});

export const checksSchema = maybe(
  listOf(check, "checks").check(unique((item: { id: string }) => item.id, "check id", "id")),
);

const MOST = 1_000_000;
const between = z
  .tuple([whole(-MOST, MOST), whole(-MOST, MOST)], {
    error: expected("the lowest and the highest score", "[40, 60]"),
  })
  .check((context) => {
    const [from, to] = context.value;
    if (from <= to) return;
    context.issues.push({
      code: "custom",
      input: context.value,
      message: say(`${from} is above ${to}`, "put the lower score first"),
    });
  });

export const triageSchema = maybe(section({ between, queue: queueName() }));

export const reviewSchema = maybe(section({ when: conditionText(), queue: queueName() }));
