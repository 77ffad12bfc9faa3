import type { PolicyDocument } from "../policySchema.ts";
import { type Entry, isContradiction, writtenOut } from "./entry.ts";

export interface ScoreRange {
  readonly least: number;
  readonly most: number;
}

type Rule = PolicyDocument["score"]["rules"][number] & Entry;

/**
 * Between which scores every lead's lies. Rules are taken to fire in any combination, so the ends need not be reached;
 * one that decays gives anything up to its points.
 * Null without rules: then the score is always 0, but whoever has written none yet has not begun with points.
 */
export function scoreRange(rules: readonly Rule[]): ScoreRange | null {
  if (rules.length === 0) return null;
  let [least, most] = [0, 0];
  for (const rule of rules) {
    if (isContradiction(rule)) continue;
    const always = writtenOut(rule) === true && rule.decay === undefined;
    if (always || rule.points < 0) least += rule.points;
    if (always || rule.points > 0) most += rule.points;
  }
  return { least, most };
}
