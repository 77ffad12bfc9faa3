import type { PolicyDocument } from "../policySchema.ts";
import { printable } from "../problem.ts";
import type { Finding } from "./checkReach.ts";
import { type Entry, writtenOut } from "./entry.ts";
import type { ScoreRange } from "./scoreRange.ts";

type Rule = PolicyDocument["score"]["rules"][number] & Entry;

/** What is odd about scores but may be meant: rules switched off, or of one condition; a suppression out of reach. */
export function remarksOnRules(
  { suppress }: PolicyDocument,
  rules: readonly Rule[],
  possible: ScoreRange | null,
): Finding[] {
  const found: Finding[] = [];
  const seen = new Map<string, Rule>();
  for (const [index, rule] of rules.entries()) {
    const path = ["score", "rules", index, "when"];
    if (writtenOut(rule) === false) {
      found.push({
        path,
        what: `rule '${printable(rule.id)}' is switched off`,
        todo: "remove it when it is not coming back",
      });
      continue;
    }
    const condition = [...rule.conjuncts].sort().join("\n");
    const before = seen.get(condition);
    if (before === undefined) {
      seen.set(condition, rule);
      continue;
    }
    const both = `gives ${rule.points} points, rule '${printable(before.id)}' ${before.points} for the same condition`;
    found.push({
      path,
      what: `rule '${printable(rule.id)}' ${both}: they fire together`,
      todo: "make it one rule",
    });
  }
  const byRule = rules.some((rule) => rule.suppress);
  if (suppress !== undefined && possible !== null && suppress.at < possible.least && !byRule) {
    const what = `no score is that low: the rules give ${possible.least} at least`;
    found.push({ path: ["suppress", "at"], what, todo: "raise it, or remove suppress" });
  }
  return found;
}
