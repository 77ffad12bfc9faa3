import type { ASTNode } from "@marcbachmann/cel-js";
import { printable } from "../problem.ts";
import { conjunctsOf } from "./conjuncts.ts";
import { NUMBERS, type NumberName, type TextNumbers, type Truth, textTruths, truthOf } from "./truth.ts";
import { ALL, intersection, isWithin, NONE, union, type WholeNumbers } from "./wholeNumbers.ts";

/** A lane, rule, criterion or tier as far as its condition goes. Worked out once: each is compared with many. */
export interface Entry {
  readonly id: string;
  readonly ast: ASTNode;
  readonly conjuncts: ReadonlySet<string>;
  readonly truth: Readonly<Record<NumberName, Truth>>;
  /** By the attributes that it compares with texts. */
  readonly textTruth: ReadonlyMap<string, Truth>;
}

/** An item of the document with its condition, which `ast` is. `texts`: one for all conditions of the policy. */
export function entryOf<Item extends { readonly id: string }>(
  item: Item,
  ast: ASTNode,
  texts: TextNumbers,
): Item & Entry {
  const truth = {
    score: truthOf(ast, "score"),
    "company.employees": truthOf(ast, "company.employees"),
    "history.cycle": truthOf(ast, "history.cycle"),
  };
  return { ...item, ast, conjuncts: conjunctsOf(ast), truth, textTruth: textTruths(ast, texts) };
}

/** `true` or `false` written out; null for any other condition. */
export function writtenOut({ ast }: Entry): boolean | null {
  return ast.op === "value" && typeof ast.args === "boolean" ? ast.args : null;
}

/** Whether nothing at all can make the condition true. */
export function isContradiction(entry: Entry): boolean {
  const truths = [...Object.values(entry.truth), ...entry.textTruth.values()];
  return truths.some(({ canBeTrue }) => canBeTrue.length === 0);
}

/** The scores of `scores` for which the condition can be true. */
function scoresOf(entry: Entry, scores: WholeNumbers): WholeNumbers {
  return intersection(scores, entry.truth.score.canBeTrue);
}

/**
 * The earlier entries, first match winning, that take everything for which `entry` could be true; empty where something
 * may be left for it. `scores` are those that leads can have here.
 */
export function shadowsOf(entry: Entry, earlier: readonly Entry[], scores: WholeNumbers): readonly Entry[] {
  const weaker = earlier.find((other) => [...other.conjuncts].every((part) => entry.conjuncts.has(part)));
  if (weaker !== undefined) return [weaker];
  for (const name of NUMBERS) {
    const shadows = shadowsBy((one) => one.truth[name], entry, earlier, name === "score" ? scores : null);
    if (shadows.length > 0) return shadows;
  }
  for (const name of entry.textTruth.keys()) {
    const shadows = shadowsBy((one) => one.textTruth.get(name), entry, earlier, null);
    if (shadows.length > 0) return shadows;
  }
  return [];
}

/** By what is said of one attribute. `possible`: the values it always has one of; null: any, or none at all. */
function shadowsBy(
  truthOf: (entry: Entry) => Truth | undefined,
  entry: Entry,
  earlier: readonly Entry[],
  possible: WholeNumbers | null,
): readonly Entry[] {
  const wanted = intersection(possible ?? ALL, truthOf(entry)?.canBeTrue ?? ALL);
  // A condition that can be true for every value may be so without one, where the earlier ones would be missing.
  if (possible === null && isWithin(ALL, wanted)) return [];
  let taken: WholeNumbers = [];
  const takers: Entry[] = [];
  for (const other of earlier) {
    const takes = intersection(wanted, truthOf(other)?.mustBeTrue ?? NONE);
    if (takes.length === 0) continue;
    takers.push(other);
    taken = union(taken, takes);
    if (isWithin(wanted, taken)) return takers;
  }
  return [];
}

/** Why nothing can make the condition true, given the scores that come to it; null where something may. */
export function neverMatches(noun: string, entry: Entry, scores: WholeNumbers): string | null {
  const never = `${noun} '${printable(entry.id)}' can never match`;
  if (isContradiction(entry)) return `${never}: nothing makes its condition true`;
  return scoresOf(entry, scores).length > 0
    ? null
    : `${never}: the scores that come to it are ${inWords(scores)}`;
}

export function inWords(scores: WholeNumbers): string {
  const [least, most] = [scores[0]?.[0] ?? 0, scores.at(-1)?.[1] ?? 0];
  if (most === Infinity) return `${least} and more`;
  return least === most ? `${least} only` : `${least} to ${most}`;
}
