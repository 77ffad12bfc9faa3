import type { Problem } from "./types.ts";

/** What refuses a key of a part that is not built: a rule must never be silently ignored. */
export const NOT_AVAILABLE = "not available in this version";

/**
 * `FILE:LINE:COL: PATH: what; what to do`, with a caret below for conditions. Whatever the file contained, each
 * problem is one line of printable text: a terminal is not to be written to by a policy.
 */
export function formatProblem(problem: Problem): string {
  const where = `${problem.file}:${problem.line}:${problem.col}`;
  const parts = problem.path === "" ? [where] : [where, printable(problem.path)];
  const line = `${parts.join(": ")}: ${printable(problem.what)}; ${printable(problem.todo)}`;
  return problem.caret === undefined ? line : `${line}\n${problem.caret}`;
}

/** The same for what may be meant as it is. */
export function formatRemark(remark: Problem): string {
  return formatProblem({ ...remark, what: `remark: ${remark.what}` });
}

/** `score.rules[2].when` from `["score", "rules", 2, "when"]`. */
export function dotted(path: readonly PropertyKey[]): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment === "number") text += `[${segment}]`;
    else text += text === "" ? String(segment) : `.${String(segment)}`;
  }
  return text;
}

/** One line of printable text of at most 300 characters. */
export function printable(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
