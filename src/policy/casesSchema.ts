/** The shape of `policy.test.yml`: leads, and what the rules beside it are expected to make of them. */
import { z } from "zod";
import { caseSignals } from "./caseSignals.ts";
import {
  expected,
  listOf,
  matching,
  maybe,
  moment,
  oneOf,
  orDefault,
  queueName,
  say,
  section,
  text,
  unique,
  whole,
} from "./schemaParts.ts";

const MOST_CASES = 100_000;

/** Why a rep may be left out of a choice that is made with nothing but the two files. */
const LEFT_OUT = [
  "territory",
  "product",
  "language",
  "seniority",
  "off_shift",
  "holiday",
  "open_cap",
  "daily_cap",
] as const;
/** Left out for whatever reason: what a plain list of reps asks for. */
const ANY_REASON = "any";

/** Absent when left out or null. An empty list is not the same as none: it expects that there is nothing. */
function given<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => value ?? undefined, schema.optional());
}

/** A tier's id; `tier: 1` means the tier whose id is "1". */
const tierId = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  text("a tier's id", '"1"', 80),
);

/** Written as a list of reps, or as a mapping of reps to reasons. */
const poolOut = z.preprocess(
  (value) =>
    Array.isArray(value) && value.every((rep) => typeof rep === "string")
      ? Object.fromEntries(value.map((rep) => [rep, ANY_REASON]))
      : value,
  z.record(
    text("a rep's Slack id or name", "U0ALICE"),
    orDefault(oneOf([...LEFT_OUT, ANY_REASON]), ANY_REASON),
    {
      error: expected("a list of reps, or a mapping of reps to reasons", "{ U0BOB: territory }"),
    },
  ),
);

const expectation = section({
  decision: oneOf(["route", "review", "nurture", "suppressed"]),
  tier: maybe(tierId),
  score: maybe(whole(-1_000_000_000, 1_000_000_000)),
  rules: given(
    listOf(text("a rule's id", "demo", 100), "rule ids").check(unique((id: string) => id, "rule")),
  ),
  owner: maybe(text("a rep's Slack id or name", "U0ALICE")),
  queue: maybe(queueName()),
  pool_out: given(poolOut),
});

const oneCase = section({
  name: text("what the case shows", "A demo request goes to a senior rep", 300),
  source: matching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, "a source id of letters, digits, - and _", "website"),
  at: maybe(moment()),
  /** What the intake makes of it is for whoever knows the intake. */
  lead: z.record(z.string(), z.unknown(), {
    error: expected("a lead, as it is posted", "{ email: jane@acme.example }"),
  }),
  signals: maybe(caseSignals),
  expect: expectation,
});

export const casesSchema = section({
  version: z.literal(1, { error: expected("the version of this format, 1", "1") }),
  cases: listOf(oneCase, "cases", MOST_CASES)
    .min(1, { error: () => say("is empty: nothing would be tested", "add a case") })
    .check(unique((item: { name: string }) => item.name, "case name", "name")),
});

/** A case as it is written, validated but for its lead. */
export type WrittenCase = z.output<typeof oneCase>;
export type Expectation = WrittenCase["expect"];
