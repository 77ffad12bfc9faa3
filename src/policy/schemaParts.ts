/**
 * The pieces that the schemas of policy and team are made of. Every message is `say(what, todo)`, so that a schema's
 * refusals read like all the others; `problems.ts` takes them apart again.
 */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { DURATION_FORM, DURATION_PATTERN, durationMs, validDurationMs } from "./duration.ts";
import { suggest } from "./nearest.ts";
import { NOT_AVAILABLE, printable } from "./problem.ts";

/** What is wrong and what to do, as one message; user text in it must be `printable`. */
export function say(what: string, todo: string): string {
  return `${what}\t${todo}`;
}

/** An empty value stands for one left out: nothing, `{}` or `[]`. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/**
 * A mapping with exactly these keys. `later` names keys of parts that this version does not have: used, they are
 * refused as such; empty, they say nothing and are dropped.
 */
export function section<Shape extends z.ZodRawShape>(shape: Shape, later: readonly string[] = []) {
  const known = Object.keys(shape);
  const strict = z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => unknownKey(key, known, later)).join("\n")
        : expected("a mapping", known.map((key) => `${key}: …`).join(", "))(issue),
  });
  return z.preprocess((value) => withoutEmpty(value, later), strict);
}

/** A section that may be left out or empty: then every key of it takes its default. */
export function optionalSection<Shape extends z.ZodRawShape>(shape: Shape, later: readonly string[] = []) {
  return z.preprocess((value) => (isEmpty(value) ? {} : value), section(shape, later));
}

/** A value that may be left out, null or empty; `fallback` stands for it. */
export function orDefault<Schema extends z.ZodType>(schema: Schema, fallback: z.output<Schema>) {
  return z.preprocess((value) => (isEmpty(value) ? fallback : value), schema);
}

/** A value that may be left out or null, and then is absent from the document. */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (isEmpty(value) ? undefined : value), schema.optional());
}

/**
 * A value that may be left out, and is absent from the document where it says what is meant then. For keys that came
 * after documents had been stored: those keep their hash.
 */
export function unlessUsual<Schema extends z.ZodType>(schema: Schema, usual: z.output<Schema>) {
  return maybe(schema).transform((value) => (isDeepStrictEqual(value, usual) ? undefined : value));
}

function withoutEmpty(value: unknown, later: readonly string[]): unknown {
  if (later.length === 0 || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key, entry]) => !(later.includes(key) && isEmpty(entry))),
  );
}

function unknownKey(key: string, known: readonly string[], later: readonly string[]): string {
  if (later.includes(key)) return say(`'${key}' is ${NOT_AVAILABLE}`, "remove it");
  return say(`unknown key '${printable(key)}'`, suggest(key, [...known, ...later]));
}

/** The message for a value of the wrong kind: `noun` is what belongs here. */
export function expected(noun: string, example: string) {
  return (issue: { readonly input?: unknown }): string =>
    issue.input === undefined || issue.input === null
      ? say("is missing", `add ${noun}, such as ${example}`)
      : say(`is ${kind(issue.input)}, not ${noun}`, `write, for example, ${example}`);
}

function kind(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string") return `the text '${printable(value.slice(0, 60))}'`;
  return `the ${typeof value} ${printable(String(value))}`;
}

export function text(noun: string, example: string, longest = 200) {
  return z
    .string({ error: expected(noun, example) })
    .min(1, { error: () => say("is empty", `write ${noun}, such as ${example}`) })
    .max(longest, { error: () => say(`is longer than ${longest} characters`, "shorten it") });
}

export function matching(pattern: RegExp, noun: string, example: string) {
  return text(noun, example).regex(pattern, { error: expected(noun, example) });
}

export function whole(least: number, most: number) {
  const noun = `a whole number from ${least} to ${most}`;
  const error = expected(noun, String(Math.max(least, 1)));
  return z.int({ error }).min(least, { error }).max(most, { error });
}

export function flag() {
  return z.boolean({ error: expected("true or false", "true") });
}

/** A point in time. */
export function moment() {
  return z.iso.datetime({
    offset: true,
    error: (issue) =>
      typeof issue.input === "string"
        ? say(
            `'${printable(issue.input)}' is no time in RFC 3339`,
            "write, for example, 2026-11-23T09:00:00Z or 2026-11-23T09:00:00+01:00",
          )
        : expected("a time in RFC 3339", "2026-11-23T09:00:00Z")(issue),
  });
}

/** `least` and `most`: the shortest and the longest that makes sense here. */
export function duration(least = "0s", most = "3650d") {
  return text("a duration", "5m")
    .refine((value) => durationMs(value) !== null, {
      abort: true,
      error: (issue) => say(`'${printable(String(issue.input))}' is no duration`, DURATION_FORM),
    })
    .refine((value) => within(value, least, most), {
      error: (issue) =>
        say(
          `${printable(String(issue.input))} is not from ${least} to ${most}`,
          `write, for example, ${least}`,
        ),
    })
    .meta({ pattern: DURATION_PATTERN.source });
}

function within(value: string, least: string, most: string): boolean {
  const ms = durationMs(value);
  return ms === null || (ms >= validDurationMs(least) && ms <= validDurationMs(most));
}

export function identifier() {
  return matching(
    /^[\p{L}\p{N}][\p{L}\p{N} _.:-]{0,79}$/u,
    "an id of letters, digits, - and _",
    "demo-request",
  );
}

/** A queue's name, as a key of the team's channels and reviewers. */
export function queueName() {
  return matching(/^[a-z][a-z0-9_-]{0,79}$/, "a queue's name in lower case", "compliance");
}

/** CEL, compiled elsewhere; `when: true` without quotes means the condition `true`. */
export function conditionText() {
  return z.preprocess(
    (value) => (typeof value === "boolean" ? String(value) : value),
    text("a condition", `'lead.intent == "demo"'`, 4_000),
  );
}

/** A file beside the policy, or wherever it is from there. */
export function filePath(example: string) {
  return text("a file", example, 1_000);
}

/** One of these words; those of `later` belong to parts that this version does not have. */
export function oneOf<const Word extends string>(words: readonly Word[], later: readonly string[] = []) {
  return z.enum(words, {
    error: (issue) => {
      if (typeof issue.input !== "string")
        return expected(`one of ${words.join(", ")}`, words[0] ?? "")(issue);
      if (later.includes(issue.input)) return say(`'${issue.input}' is ${NOT_AVAILABLE}`, "remove it");
      return say(`'${printable(issue.input)}' is not known here`, suggest(issue.input, words));
    },
  });
}

export function listOf<Item extends z.ZodType>(item: Item, noun: string, most = 1_000) {
  return z
    .array(item, { error: expected(`a list of ${noun}`, "[ … ]") })
    .max(most, { error: () => say(`has more than ${most} entries`, "shorten it") });
}

/** Refuses the second of two equal entries, pointing at its `key` (or at the entry itself). */
export function unique<Item>(of: (item: Item) => string, noun: string, key?: string) {
  return (context: z.core.ParsePayload<Item[]>): void => {
    const seen = new Set<string>();
    for (const [index, item] of context.value.entries()) {
      const name = of(item);
      if (seen.has(name)) {
        context.issues.push({
          code: "custom",
          input: item,
          path: key === undefined ? [index] : [index, key],
          message: say(`the ${noun} '${printable(name)}' is here twice`, `give each ${noun} once`),
        });
      }
      seen.add(name);
    }
  };
}
