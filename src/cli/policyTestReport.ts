// How `baton policy test` says what became of a case: a line if all was as expected, two if not, or a JSON value.
import { tierOf } from "../app/policyTest/compare.ts";
import type { CaseResult } from "../app/policyTest/runCases.ts";
import { printable } from "../policy/problem.ts";

/** With line breaks. Under a failure stands where the case is, and what decided the lead. */
export function caseLines(result: CaseResult, file: string): string {
  const { of, wrong } = result;
  const name = printable(of.name);
  if (wrong.length === 0) return `✓ ${name}\n`;
  const differences = wrong.map(({ expected, got }) => shown(`expected ${expected}, got ${got}`));
  return `✗ ${name}: ${differences.join("; ")}\n    ${printable(file)}:${of.line}:${of.col}: ${reasons(result)}\n`;
}

/** Like `printable`, for a text that says as much as it must. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ");
}

function reasons({ of, at, trace, wrong }: CaseResult): string {
  const why = trace.why.map(({ text }) => printable(text)).join(", ");
  const decided = why === "" ? "no rule fired" : why;
  const routing = wrong.some(({ what }) => what === "owner" || what === "pool_out");
  // Who is on shift depends on the hour: without `at`, on the hour of the test.
  return of.at === null && routing ? `${decided}; no at: decided at ${at}, now` : decided;
}

export function caseAsJson({ of, at, trace, routing, wrong }: CaseResult): unknown {
  const { outcome, score } = trace;
  return {
    name: of.name,
    ok: wrong.length === 0,
    line: of.line,
    at,
    got: {
      decision: outcome.decision,
      tier: tierOf(trace),
      queue: outcome.decision === "review" ? outcome.queue : null,
      score,
      rules: trace.why.map(({ rule }) => rule),
      hash: trace.hash,
      owner: routing?.owner?.slack ?? null,
      pool_out: Object.fromEntries([...(routing?.out ?? [])].map(([rep, why]) => [rep.slack, why])),
    },
    wrong,
  };
}
