/**
 * The shapes that most conditions are made of — one typed attribute against something written out — as plain
 * functions of that attribute's value. They give what CEL would give, without its tree walk; everything else is left
 * to CEL. Only for conditions that have passed the type check.
 */
import type { ASTNode } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { typeOfAttribute } from "./attributes.ts";
import { chainOf } from "./conditionReads.ts";
import { domainMatcher, wordMatcher } from "./wordMatch.ts";

export type Lists = ReadonlyMap<string, ReadonlySet<string>>;

interface AttributeTest {
  readonly path: readonly string[];
  readonly holds: (value: unknown) => boolean;
}

type TextTest = (text: string) => boolean;

export function attributeTest(node: ASTNode, lists: Lists): AttributeTest | null {
  switch (node.op) {
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparison(node.op, node.args[0], node.args[1]);
    case "in": {
      // A set look-up, where CEL compares with one entry after the other.
      const texts = textsOf(node.args[1], lists);
      return texts === null ? null : onText(node.args[0], (value) => texts.has(value));
    }
    case "call": {
      const [name, [subject, list]] = node.args;
      if (subject === undefined || list === undefined) return null;
      const texts = name === "hasWord" || name === "domainMatches" ? textsOf(list, lists) : null;
      if (texts === null) return null;
      return onText(subject, name === "hasWord" ? wordMatcher(texts) : domainMatcher(texts));
    }
    case "rcall": {
      const [name, subject, [pattern]] = node.args;
      if (name !== "re2" || pattern?.op !== "value" || typeof pattern.args !== "string") return null;
      const regex = RE2JS.compile(pattern.args);
      return onText(subject, (value) => regex.test(value));
    }
    default:
      return typeAt(node) === "bool" ? { path: pathOf(node) ?? [], holds: (value) => value === true } : null;
  }
}

function comparison(
  op: "==" | "!=" | "<" | "<=" | ">" | ">=",
  subject: ASTNode,
  literal: ASTNode,
): AttributeTest | null {
  const path = pathOf(subject);
  const type = typeAt(subject);
  if (path === null || literal.op !== "value") return null;
  const bound = literal.args;
  if (type === "string" && typeof bound === "string") {
    if (op === "==") return { path, holds: (value) => value === bound };
    return op === "!=" ? { path, holds: (value) => value !== bound } : null;
  }
  // A bigint and a number compare by value in JavaScript as `int` and `double` do in CEL.
  if ((type !== "int" && type !== "double") || (typeof bound !== "bigint" && typeof bound !== "number")) {
    return null;
  }
  switch (op) {
    case "==":
    case "!=":
      if ((type === "int") !== (typeof bound === "bigint")) return null;
      return { path, holds: op === "==" ? (value) => value === bound : (value) => value !== bound };
    case "<":
      return { path, holds: (value) => (value as bigint) < bound };
    case "<=":
      return { path, holds: (value) => (value as bigint) <= bound };
    case ">":
      return { path, holds: (value) => (value as bigint) > bound };
    case ">=":
      return { path, holds: (value) => (value as bigint) >= bound };
  }
}

function onText(subject: ASTNode, holds: TextTest): AttributeTest | null {
  const path = pathOf(subject);
  return path !== null && typeAt(subject) === "string"
    ? { path, holds: holds as (value: unknown) => boolean }
    : null;
}

/** Texts written out in the condition or in one of the policy's lists. */
function textsOf(node: ASTNode, lists: Lists): ReadonlySet<string> | null {
  const path = pathOf(node);
  if (path !== null)
    return path.length === 2 && path[0] === "lists" ? (lists.get(path[1] ?? "") ?? null) : null;
  if (node.op !== "list") return null;
  const texts = node.args.map((item) =>
    item.op === "value" && typeof item.args === "string" ? item.args : null,
  );
  return texts.includes(null) ? null : new Set(texts as string[]);
}

function pathOf(node: ASTNode): readonly string[] | null {
  const chain = chainOf(node);
  return chain === null || chain.optional ? null : chain.path.map((segment) => segment.name);
}

function typeAt(node: ASTNode): string | null {
  const path = pathOf(node);
  return path === null ? null : typeOfAttribute(path);
}
