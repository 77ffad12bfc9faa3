/**
 * For which values of one attribute, a whole number or a text, a condition can be true or false, and for which it must be.
 * What the condition says about anything else is taken to come out either way, or to be missing: so what "can" not be is
 * certain. Texts that conditions name stand for a whole number each; all the others are whatever else there may be.
 */
import type { ASTNode } from "@marcbachmann/cel-js";
import { chainOf } from "../conditionReads.ts";
import { ALL, complement, intersection, NONE, range, union, type WholeNumbers } from "./wholeNumbers.ts";

/** Attributes that conditions compare with numbers. Only the score always has a value. */
export const NUMBERS = ["score", "company.employees", "history.cycle"] as const;
export type NumberName = (typeof NUMBERS)[number];

/** Each set: for these values, if the attribute has one. */
export interface Truth {
  readonly canBeTrue: WholeNumbers;
  readonly mustBeTrue: WholeNumbers;
  readonly canBeFalse: WholeNumbers;
  readonly mustBeFalse: WholeNumbers;
}

const OPEN: Truth = { canBeTrue: ALL, mustBeTrue: NONE, canBeFalse: ALL, mustBeFalse: NONE };

/** The number that stands for each text that conditions compare with; the same for all conditions of a policy. */
export type TextNumbers = Map<string, number>;

/** An attribute, and how the values are read that it is compared with; null: not of that kind. */
interface Asked {
  readonly name: string;
  readonly read: (node: ASTNode) => number | null;
  readonly isText: boolean;
}

/** Of a whole condition. */
export function truthOf(node: ASTNode, name: NumberName): Truth {
  return ofWhole(node, { name, read: numberOf, isText: false });
}

/** The same for every attribute that the condition compares with texts. */
export function textTruths(node: ASTNode, numbers: TextNumbers): ReadonlyMap<string, Truth> {
  const names = new Set<string>();
  collectTexts(node, names);
  const read = (value: ASTNode) => textOf(value, numbers);
  return new Map([...names].map((name) => [name, ofWhole(node, { name, read, isText: true })]));
}

function ofWhole(node: ASTNode, asked: Asked): Truth {
  if (node.op === "value" && typeof node.args === "boolean") return known(node.args ? ALL : NONE);
  return partOf(node, asked);
}

/** Attributes that are compared with a text where `partOf` looks. */
function collectTexts(node: ASTNode, names: Set<string>): void {
  switch (node.op) {
    case "&&":
    case "||":
      for (const part of node.args) collectTexts(part, names);
      return;
    case "!_":
      collectTexts(node.args, names);
      return;
    case "==":
    case "!=":
    case "in":
      for (const side of node.args) {
        const name = nameOf(side);
        if (name !== null) names.add(name);
      }
  }
}

/**
 * Of a condition or a part of one. `true` or `false` as a part is how somebody switches the rest off or on for a day:
 * it counts as open, so that they are not told that their condition makes no sense.
 */
function partOf(node: ASTNode, asked: Asked): Truth {
  switch (node.op) {
    case "&&":
    case "||": {
      const [a, b] = [partOf(node.args[0], asked), partOf(node.args[1], asked)];
      const [forTrue, forFalse] = node.op === "&&" ? [intersection, union] : [union, intersection];
      return {
        canBeTrue: forTrue(a.canBeTrue, b.canBeTrue),
        mustBeTrue: forTrue(a.mustBeTrue, b.mustBeTrue),
        canBeFalse: forFalse(a.canBeFalse, b.canBeFalse),
        mustBeFalse: forFalse(a.mustBeFalse, b.mustBeFalse),
      };
    }
    case "!_": {
      const { canBeTrue, mustBeTrue, canBeFalse, mustBeFalse } = partOf(node.args, asked);
      return {
        canBeTrue: canBeFalse,
        mustBeTrue: mustBeFalse,
        canBeFalse: canBeTrue,
        mustBeFalse: mustBeTrue,
      };
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparison(node.op, node.args[0], node.args[1], asked);
    case "in":
      return membership(node.args[0], node.args[1], asked);
    default:
      return OPEN;
  }
}

type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

function comparison(op: Comparison, left: ASTNode, right: ASTNode, asked: Asked): Truth {
  if (asked.isText && op !== "==" && op !== "!=") return OPEN;
  const [bound, mirrored] = [asked.read(right), asked.read(left)];
  if (bound !== null && nameOf(left) === asked.name) return known(valuesOf(op, bound));
  if (mirrored !== null && nameOf(right) === asked.name) return known(valuesOf(MIRRORED[op], mirrored));
  return OPEN;
}

/** `lead.country in ["GB", "DE"]`, each entry written out. */
function membership(value: ASTNode, list: ASTNode, asked: Asked): Truth {
  if (nameOf(value) !== asked.name || list.op !== "list") return OPEN;
  const entries = list.args.map(asked.read);
  if (entries.some((entry) => entry === null)) return OPEN;
  return known(
    entries.reduce<WholeNumbers>((all, one) => union(all, valuesOf("==", one ?? Number.NaN)), NONE),
  );
}

function valuesOf(op: Comparison, bound: number): WholeNumbers {
  switch (op) {
    case "==":
      return Number.isInteger(bound) ? range(bound, bound) : NONE;
    case "!=":
      return complement(valuesOf("==", bound));
    case "<":
      return range(-Infinity, Math.ceil(bound) - 1);
    case "<=":
      return range(-Infinity, Math.floor(bound));
    case ">":
      return range(Math.floor(bound) + 1, Infinity);
    case ">=":
      return range(Math.ceil(bound), Infinity);
  }
}

function known(values: WholeNumbers): Truth {
  const others = complement(values);
  return { canBeTrue: values, mustBeTrue: values, canBeFalse: others, mustBeFalse: others };
}

/** An attribute's name as `company.employees`; null for what is none, and where a name itself has a point. */
function nameOf(node: ASTNode): string | null {
  const chain = chainOf(node);
  if (chain === null || chain.optional) return null;
  const names = chain.path.map((segment) => segment.name);
  return names.some((name) => name.includes(".")) ? null : names.join(".");
}

/** The number of a text written out; null for anything else. */
function textOf(node: ASTNode, numbers: TextNumbers): number | null {
  if (node.op !== "value" || typeof node.args !== "string") return null;
  const number = numbers.get(node.args) ?? numbers.size;
  numbers.set(node.args, number);
  return number;
}

/** A number written out; null for anything else, and for one too large to be told from its neighbours. */
function numberOf(node: ASTNode): number | null {
  if (node.op === "-_") {
    const positive = numberOf(node.args);
    return positive === null ? null : -positive;
  }
  if (node.op !== "value" || (typeof node.args !== "bigint" && typeof node.args !== "number")) return null;
  const value = Number(node.args);
  return Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;
}
