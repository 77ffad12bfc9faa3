/** What is wrong with a payload, in Slack's words and with its JSON pointers. */
import type { z } from "zod";

export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

/** The line that Slack puts into `errors`; `response_metadata.messages` has the same after `[ERROR] `. */
export function problemLine(problem: Problem): string {
  return `${problem.message} [json-pointer:${problem.pointer}]`;
}

/** zod's findings about `input` as Slack would put them; `root` is where the input hangs in the call. */
export function toProblems(error: z.ZodError, input: unknown, root: string): Problem[] {
  return error.issues.flatMap((issue) => translate(issue, input, root));
}

function translate(issue: z.core.$ZodIssue, input: unknown, root: string): Problem[] {
  const pointer = root + issue.path.map((key) => `/${String(key)}`).join("");
  switch (issue.code) {
    case "too_big":
      return issue.origin === "string"
        ? [{ pointer, message: `must be less than ${Number(issue.maximum) + 1} characters` }]
        : [{ pointer, message: `no more than ${String(issue.maximum)} items allowed` }];
    case "too_small":
      return issue.origin === "string"
        ? [{ pointer, message: `must be more than ${Number(issue.minimum) - 1} characters` }]
        : [{ pointer, message: `no less than ${String(issue.minimum)} items allowed` }];
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ pointer, message: `invalid additional property: ${key}` }));
    case "invalid_type": {
      if (valueAt(input, issue.path) !== undefined)
        return [{ pointer, message: `must provide a ${issue.expected}` }];
      const parent =
        root +
        issue.path
          .slice(0, -1)
          .map((key) => `/${String(key)}`)
          .join("");
      return [{ pointer: parent, message: `missing required field: ${String(issue.path.at(-1))}` }];
    }
    case "invalid_union":
      return [{ pointer, message: `unsupported type: ${String(valueAt(input, issue.path))}` }];
    case "invalid_value":
      return [{ pointer, message: `must be one of: ${issue.values.join(", ")}` }];
    default:
      return [{ pointer, message: issue.message }];
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
