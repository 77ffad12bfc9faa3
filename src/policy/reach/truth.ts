/**
 * For which values of one whole-number attribute a condition can be true or false, and for which it must be. What the
 * condition says about anything else is taken to come out either way, or to be missing: so what "can" not be is certain.
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

/** Of a whole condition. */
export function truthOf(node: ASTNode, name: NumberName): Truth {
  if (node.op === "value" && typeof node.args === "boolean") return known(node.args ? ALL : NONE);
  return partOf(node, name);
}

/**
 * Of a condition or a part of one. `true` or `false` as a part is how somebody switches the rest off or on for a day:
 * it counts as open, so that they are not told that their condition makes no sense.
 */
function partOf(node: ASTNode, name: NumberName): Truth {
  switch (node.op) {
    case "&&":
    case "||": {
      const [a, b] = [partOf(node.args[0], name), partOf(node.args[1], name)];
      const [forTrue, forFalse] = node.op === "&&" ? [intersection, union] : [union, intersection];
      return {
        canBeTrue: forTrue(a.canBeTrue, b.canBeTrue),
        mustBeTrue: forTrue(a.mustBeTrue, b.mustBeTrue),
        canBeFalse: forFalse(a.canBeFalse, b.canBeFalse),
        mustBeFalse: forFalse(a.mustBeFalse, b.mustBeFalse),
      };
    }
    case "!_": {
      const { canBeTrue, mustBeTrue, canBeFalse, mustBeFalse } = partOf(node.args, name);
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
      return comparison(node.op, node.args[0], node.args[1], name);
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

function comparison(op: Comparison, left: ASTNode, right: ASTNode, name: NumberName): Truth {
  const [bound, mirrored] = [numberOf(right), numberOf(left)];
  if (bound !== null && isAttribute(left, name)) return known(valuesOf(op, bound));
  if (mirrored !== null && isAttribute(right, name)) return known(valuesOf(MIRRORED[op], mirrored));
  return OPEN;
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

function isAttribute(node: ASTNode, name: NumberName): boolean {
  const chain = chainOf(node);
  return chain !== null && !chain.optional && chain.path.map((segment) => segment.name).join(".") === name;
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
