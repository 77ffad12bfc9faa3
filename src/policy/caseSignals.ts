/**
 * What a case says is known of its lead beside what that brings: a list of signals, or a mapping of attributes to values,
 * nested or dotted. Keys are those that conditions read, and values of their types.
 */
import { z } from "zod";
import { isValueOf } from "./attributeValue.ts";
import {
  CONTESTED,
  exampleBelow,
  isGroup,
  placeOf,
  ROOTS,
  typeOf,
  unknownAttribute,
} from "./caseAttributes.ts";
import { printable } from "./problem.ts";
import { expected, maybe, moment, say, section, text, whole } from "./schemaParts.ts";
import type { JsonValue } from "./types.ts";

/** How often something was done. Instants are RFC 3339; null: when the lead is decided. */
export interface CaseBehaviour {
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
}

interface Said {
  readonly key: string;
  /** Null: whoever's word counts most of those who are not the lead. */
  readonly provider: string | null;
  /** RFC 3339; null: when the lead is decided. */
  readonly observedAt: string | null;
  readonly freshUntil: string | null;
  readonly confidence: number;
}

/** A signal as a case gives it. */
export type CaseSignal = Said &
  ({ readonly value: JsonValue; readonly behaviour: null } | { readonly behaviour: CaseBehaviour });

type Path = PropertyKey[];
type Issue = z.core.$ZodRawIssue;
type Read = (signal: CaseSignal, path: Path) => void;

const MOST_BEHAVIOUR = 1_000_000_000;

const confidence = z
  .number({ error: expected("a number from 0 to 1", "0.9") })
  .refine((n) => n >= 0 && n <= 1, {
    error: expected("a number from 0 to 1", "0.9"),
  });
const listed = section({
  key: text("an attribute", "company.employees", 1_000),
  value: z.unknown(),
  provider: maybe(text("the id of a provider", "roster", 100)),
  observedAt: maybe(moment()),
  freshUntil: maybe(moment()),
  confidence: maybe(confidence),
});
const behaviour = section({
  count: whole(1, MOST_BEHAVIOUR),
  first: maybe(moment()),
  last: maybe(moment()),
});

/** The signals of a case, from either form. */
export const caseSignals = z.unknown().transform((written, context): CaseSignal[] => {
  const found = new Map<string, CaseSignal>();
  const issue = (one: Issue) => void context.issues.push(one);
  const read: Read = (signal, path) => {
    const place = `${signal.provider ?? ""} ${signal.key}`;
    if (found.has(place)) {
      const what = `'${printable(signal.key)}' is here twice`;
      issue(custom(path, say(what, "give it once, or name another provider")));
    }
    found.set(place, signal);
  };
  if (Array.isArray(written)) readList(written, read, issue);
  else if (isMapping(written)) readMapping(written, { prefix: "", path: [] }, read, issue);
  else
    issue(
      custom(
        [],
        expected("a list of signals, or a mapping", "{ company.employees: 300 }")({ input: written }),
      ),
    );
  return [...found.values()];
});

function readList(items: readonly unknown[], read: Read, issue: (one: Issue) => void): void {
  for (const [index, item] of items.entries()) {
    const parsed = listed.safeParse(item);
    if (!parsed.success) {
      for (const { path, ...rest } of parsed.error.issues)
        issue({ ...rest, path: [index, ...path] } as Issue);
      continue;
    }
    const { key, value, provider = null, observedAt = null, freshUntil = null } = parsed.data;
    const place = placeOf(key);
    if (place !== "value") {
      issue(custom([index, "key"], place === "group" ? isGroup(key) : unknownAttribute("", key)));
      continue;
    }
    const said = { key, provider, observedAt, freshUntil, confidence: parsed.data.confidence ?? 1 };
    const path = [index, "value"];
    const signal = valued(said, value, path, issue);
    if (signal) read(signal, [index, "key"]);
  }
}

interface Below {
  readonly prefix: string;
  readonly path: Path;
}

function readMapping(
  mapping: Readonly<Record<string, unknown>>,
  { prefix, path }: Below,
  read: Read,
  issue: (one: Issue) => void,
): void {
  for (const [name, value] of Object.entries(mapping)) {
    const below = [...path, name];
    const written = prefix === "" ? name : `${prefix}.${name}`;
    // `page_visit: { pricing: { count: 3 } }` can mean nothing else.
    const key = isBehaviours(written, value) ? `signals.${written}` : written;
    const place = placeOf(key);
    if (place === "group" && isMapping(value)) readMapping(value, { prefix: key, path: below }, read, issue);
    else if (place === "group")
      issue(custom(below, expected("a mapping", exampleBelow(key))({ input: value })));
    else if (place === "unknown") {
      issue({
        code: "unrecognized_keys",
        keys: [name],
        path,
        input: mapping,
        message: unknownAttribute(prefix, name),
      });
    } else {
      const said = { key, provider: null, observedAt: null, freshUntil: null, confidence: 1 };
      const signal = valued(said, value, below, issue);
      if (signal) read(signal, below);
    }
  }
}

function valued(said: Said, value: unknown, path: Path, issue: (one: Issue) => void): CaseSignal | null {
  const { key } = said;
  if (key.startsWith("signals.")) {
    const parsed = behaviour.safeParse(typeof value === "number" ? { count: value } : value);
    if (!parsed.success) {
      for (const { path: below, ...rest } of parsed.error.issues) {
        issue({ ...rest, path: [...path, ...(isMapping(value) ? below : [])] } as Issue);
      }
      return null;
    }
    const { count, first = null, last = null } = parsed.data;
    return { ...said, behaviour: { count, first, last } };
  }
  if (key === CONTESTED) {
    if (value === "contested") return { ...said, value, behaviour: null };
    issue(
      custom(
        path,
        say("can be nothing but contested in a case", "let the lead's partner or source say the rest"),
      ),
    );
    return null;
  }
  if (!isMisfit(key, value)) return { ...said, value: value as JsonValue, behaviour: null };
  const { noun, example } = KINDS[typeOf(key) ?? ""] ?? { noun: "a value", example: "true" };
  const what =
    value === ""
      ? say("is empty", `write ${noun}, such as ${example}`)
      : expected(noun, example)({ input: value });
  issue(custom(path, what));
  return null;
}

function isMisfit(key: string, value: unknown): boolean {
  return (
    !isValueOf(key, (value ?? null) as JsonValue) || (typeOf(key) === "int" && !Number.isSafeInteger(value))
  );
}

const KINDS: Readonly<Record<string, { readonly noun: string; readonly example: string }>> = {
  string: { noun: "a text", example: "software" },
  int: { noun: "a whole number", example: "300" },
  double: { noun: "a number", example: "1.5" },
  bool: { noun: "true or false", example: "true" },
  "list<string>": { noun: "a list of texts", example: "[kubernetes]" },
  "google.protobuf.Timestamp": { noun: "a time in RFC 3339", example: "2026-11-23T09:00:00Z" },
};

function isBehaviours(key: string, value: unknown): boolean {
  if (ROOTS.includes(key.split(".")[0] ?? "") || !isMapping(value)) return false;
  const isCounted = (one: unknown) => isMapping(one) && Object.hasOwn(one, "count");
  const below = Object.values(value);
  return key.includes(".") ? isCounted(value) : below.length > 0 && below.every(isCounted);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function custom(path: Path, message: string): Issue {
  return { code: "custom", path, input: undefined, message };
}
