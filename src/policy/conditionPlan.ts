/**
 * How a condition is worked out: its and/or/not skeleton is three-valued here (true, false, missing), each leaf is
 * CEL. A leaf whose required attributes have no value is missing without being run: in cel-js a missing key is a
 * thrown error, and throwing for every unset attribute of every lead would cost more than all the rules.
 */
import type { ASTNode } from "@marcbachmann/cel-js";
import { attributeTest, type Lists } from "./attributeTest.ts";
import type { CelContext, CelEvaluator } from "./celFunctions.ts";
import { chainOf, dottedPath, usesOf } from "./conditionReads.ts";
import { type Getter, getterOf, type PreparedFacts } from "./facts.ts";
import { printable } from "./problem.ts";
import type { Verdict } from "./types.ts";

type Missing = Extract<Verdict, { is: "missing" }>;
export type Outcome = boolean | Missing;

interface Attribute {
  readonly name: string;
  readonly get: Getter;
}

export type Plan =
  | { readonly op: "and" | "or"; readonly left: Plan; readonly right: Plan }
  | { readonly op: "not"; readonly inner: Plan }
  | { readonly op: "has"; readonly attribute: Attribute }
  | {
      readonly op: "test";
      readonly attribute: Attribute;
      readonly holds: (value: unknown) => boolean;
      /** What the condition is without the attribute: made once. */
      readonly missing: Missing;
    }
  | {
      readonly op: "leaf";
      readonly ast: ASTNode;
      readonly required: readonly Attribute[];
      readonly optional: readonly Attribute[];
      /** What is missing when the only required attribute is. */
      readonly missing: Missing;
    };

/** What evaluates the leaves; a plan without leaves does without. */
interface Cel {
  readonly evaluator: CelEvaluator;
  readonly context: CelContext;
}

export function planOf(node: ASTNode, lists: Lists): Plan {
  switch (node.op) {
    case "&&":
    case "||":
      return {
        op: node.op === "&&" ? "and" : "or",
        left: planOf(node.args[0], lists),
        right: planOf(node.args[1], lists),
      };
    case "!_":
      return { op: "not", inner: planOf(node.args, lists) };
    default:
      return hasPlan(node) ?? testPlan(node, lists) ?? leafPlan(node);
  }
}

/** Whether any part of the plan is CEL's to evaluate. */
export function needsCel(plan: Plan): boolean {
  switch (plan.op) {
    case "and":
    case "or":
      return needsCel(plan.left) || needsCel(plan.right);
    case "not":
      return needsCel(plan.inner);
    default:
      return plan.op === "leaf";
  }
}

function hasPlan(node: ASTNode): Plan | null {
  if (node.op !== "call" || node.args[0] !== "has") return null;
  const [argument] = node.args[1];
  const chain = argument === undefined ? null : chainOf(argument);
  return chain === null ? null : { op: "has", attribute: attributeOf(chain.path.map((part) => part.name)) };
}

function testPlan(node: ASTNode, lists: Lists): Plan | null {
  const test = attributeTest(node, lists);
  if (test === null) return null;
  const attribute = attributeOf(test.path);
  return { op: "test", attribute, holds: test.holds, missing: missing([attribute.name]) };
}

function leafPlan(ast: ASTNode): Plan {
  const reads = usesOf(ast).reads.filter(({ path }) => isAttribute(path[0]?.name));
  const attributes = (wanted: boolean) => [
    ...new Map(
      reads
        .filter((read) => read.required === wanted)
        .map((read) => [dottedPath(read.path), attributeOf(read.path.map((part) => part.name))]),
    ).values(),
  ];
  const required = attributes(true);
  const names = required.map(({ name }) => name);
  return { op: "leaf", ast, required, optional: attributes(false), missing: missing(names) };
}

const ATTRIBUTE_ROOTS = new Set(["lead", "company", "account", "signals", "history", "score", "now"]);

export function isAttribute(root: string | undefined): boolean {
  return root !== undefined && ATTRIBUTE_ROOTS.has(root);
}

function attributeOf(path: readonly string[]): Attribute {
  return { name: path.join("."), get: getterOf(path) };
}

function missing(names: readonly string[], note?: string): Missing {
  return note === undefined ? { is: "missing", missing: names } : { is: "missing", missing: names, note };
}

export function run(plan: Plan, facts: PreparedFacts, cel: Cel | null): Outcome {
  switch (plan.op) {
    case "and":
    case "or": {
      // CEL's own logic: what decides does so from either side, whatever the other side lacks.
      const decides = plan.op === "or";
      const left = run(plan.left, facts, cel);
      if (left === decides) return decides;
      const right = run(plan.right, facts, cel);
      if (right === decides) return decides;
      if (typeof left === "boolean") return right;
      return typeof right === "boolean" ? left : both(left, right);
    }
    case "not": {
      const inner = run(plan.inner, facts, cel);
      return typeof inner === "boolean" ? !inner : inner;
    }
    case "has":
      return plan.attribute.get(facts) !== undefined;
    case "test": {
      const value = plan.attribute.get(facts);
      return value === undefined ? plan.missing : plan.holds(value);
    }
    case "leaf":
      return runLeaf(plan, facts, cel);
  }
}

function runLeaf(plan: Plan & { op: "leaf" }, facts: PreparedFacts, cel: Cel | null): Outcome {
  for (const attribute of plan.required) {
    if (attribute.get(facts) !== undefined) continue;
    return plan.required.length === 1 ? plan.missing : missing(without(plan.required, facts));
  }
  if (cel === null) throw new Error("a leaf without CEL");
  let value: unknown;
  try {
    value = cel.evaluator.run(plan.ast, cel.context);
  } catch (error) {
    // A loop or branch met an attribute without a value, or a value had the wrong type or size.
    const unset = without(plan.optional, facts);
    if (unset.length > 0) return missing(unset);
    return missing(namesOf(plan), noteOf(error));
  }
  if (typeof value === "boolean") return value;
  return missing(namesOf(plan), "the condition came to neither true nor false");
}

function without(attributes: readonly Attribute[], facts: PreparedFacts): string[] {
  return attributes.filter((attribute) => attribute.get(facts) === undefined).map(({ name }) => name);
}

/** What a failed leaf could not use: the free data in it, since typed attributes have the type they say. */
function namesOf(plan: Plan & { op: "leaf" }): string[] {
  const names = [...plan.required, ...plan.optional].map(({ name }) => name);
  const free = names.filter((name) => name.startsWith("lead.extra"));
  return free.length > 0 ? free : names;
}

function both(a: Missing, b: Missing): Missing {
  return missing([...new Set([...a.missing, ...b.missing])], a.note ?? b.note);
}

function noteOf(error: unknown): string {
  const summary = (error as { summary?: unknown }).summary;
  if (typeof summary === "string") return printable(summary);
  return error instanceof Error ? printable(error.message) : "the condition failed";
}
