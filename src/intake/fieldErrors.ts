// Everything that is wrong with a lead, each with the path of its field.
import type { z } from "zod";
import { nearest } from "../policy/nearest.ts";
import { dotted, printable } from "../policy/problem.ts";
import { MOST_ERRORS } from "./limits.ts";

export type Path = readonly PropertyKey[];

export interface FieldError {
  /** Dotted, such as `company.domain`; empty: the lead itself. */
  readonly path: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** One error a path: of several about the same field the first says enough. */
export function collectErrors(
  found: readonly { readonly path: Path; readonly message: string }[],
): FieldError[] {
  const byPath = new Map<string, FieldError>();
  for (const { path, message } of found) {
    const name = printable(dotted(path));
    if (!byPath.has(name)) byPath.set(name, { path: name, message: printable(message) });
  }
  const errors = [...byPath.values()];
  if (errors.length <= MOST_ERRORS) return errors;
  const rest = errors.length - MOST_ERRORS;
  return [...errors.slice(0, MOST_ERRORS), { path: "", message: `and ${rest} more` }];
}

/**
 * The schema's issues in the words of whoever sends leads; an unknown key names the nearest of `keysAt` its path, or says
 * what to do `otherwise`.
 */
export function explain(
  issues: readonly Issue[],
  keysAt: (path: Path) => readonly string[],
  otherwise = "; put free data into extra",
): { path: Path; message: string }[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [{ path: issue.path, message: wording(issue) }];
    const known = keysAt(issue.path);
    return issue.keys
      .slice(0, MOST_ERRORS + 1)
      .map((key) => ({ path: [...issue.path, key], message: unknownKey(key, known, otherwise) }));
  });
}

function unknownKey(key: string, known: readonly string[], otherwise: string): string {
  const match = nearest(key, known);
  return match === null ? `is no known field${otherwise}` : `is no known field; did you mean '${match}'?`;
}

function wording(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.message.endsWith("received undefined")) return "is missing";
      return `must be ${names[issue.expected] ?? issue.expected}`;
    case "too_big":
      return issue.origin === "string"
        ? `is longer than ${issue.maximum} characters`
        : `is more than ${issue.maximum}`;
    case "too_small":
      return issue.origin === "string" ? "must not be empty" : `is less than ${issue.minimum}`;
    case "invalid_format":
      return `must be ${names[issue.format] ?? issue.format}`;
    default:
      return issue.message;
  }
}

const names: Readonly<Record<string, string>> = {
  boolean: "true or false",
  datetime: "an instant such as 2026-11-21T09:30:00Z",
  int: "a whole number",
  number: "a number",
  object: "an object",
  record: "an object",
  safeint: "a whole number",
  string: "text",
};
