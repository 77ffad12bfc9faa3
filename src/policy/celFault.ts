import { TypeError as CelTypeError, ParseError } from "@marcbachmann/cel-js";
import { type Fault, nearestFunction } from "./conditionNames.ts";
import { printable } from "./problem.ts";

/** What to do about the errors of cel-js, by its codes. */
const CURES: Readonly<Record<string, string>> = {
  not_bool: "compare it with something, such as == or >=",
  no_such_overload: "compare values of one type; has(…) tells whether there is a value",
  heterogeneous_list_element: "keep the entries of a list of one type",
  invalid_pattern: "correct the pattern; RE2 has neither look-around nor back-references",
  unterminated_string: "close the quote",
};

/** An error of cel-js as a fault in a condition whose text began `shift` characters into what was parsed. */
export function celFault(error: unknown, shift: number, text: string): Fault {
  if (!(error instanceof ParseError) && !(error instanceof CelTypeError)) {
    return {
      index: 0,
      what: "the condition is too deeply nested or too long",
      todo: "split it into several rules",
    };
  }
  const start = error.code === "not_bool" ? 0 : (error.range?.start ?? shift) - shift;
  const index = Math.min(Math.max(start, 0), text.length);
  return { index, what: printable(error.summary), todo: cureOf(error.code, error.summary) };
}

function cureOf(code: string, summary: string): string {
  if (summary.startsWith("Exceeded")) return "split the condition into several rules";
  const called = /no matching overload for '(?:[^']*\.)?(\w+)\(/.exec(summary)?.[1];
  const meant = called === undefined ? null : nearestFunction(called);
  if (meant !== null && meant !== called) return `did you mean '${meant}'?`;
  return CURES[code] ?? "correct the CEL expression";
}
