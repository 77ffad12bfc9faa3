/**
 * How a condition is worked out: its and/or/not skeleton is three-valued here (true, false, missing), each leaf is
 * CEL. A leaf whose required attributes have no value is missing without being run: in cel-js a missing key is a
 * thrown error, and throwing for every unset attribute of every lead would cost more than all the rules.
 */
import type { ASTNode } from "@marcbachmann/cel-js";
import type { CelContext, CelEvaluator } from "./celFunctions.ts";
import { chainOf, dottedPath, type Read, usesOf } from "./conditionReads.ts";
import { valueBelow } from "./facts.ts";
import { printable } from "./problem.ts";
import type { Verdict } from "./types.ts";

export type Missing = Extract<Verdict, { is: "missing" }>;
export type Outcome = boolean | Missing;

interface Attribute {
  readonly name: string;
  readonly root: string;
  readonly below: readonly string[];
}

export type Plan =
  | { readonly op: "and" | "or"; readonly left: Plan; readonly right: Plan }
  | { readonly op: "not"; readonly inner: Plan }
  | { readonly op: "has"; readonly attribute: Attribute }
  /** `attribute in lists.name`: a set look-up, where CEL would compare with every entry. */
  | {
      readonly op: "in";
      readonly attribute: Attribute;
      readonly set: ReadonlySet<unknown>;
      readonly missing: Missing;
    }
  | {
      readonly op: "leaf";
      readonly ast: ASTNode;
      readonly required: readonly Attribute[];
      readonly optional: readonly Attribute[];
      /** What is missing when the only required attribute is: made once. */
      readonly missing: Missing;
    };

export type Lists = ReadonlyMap<string, ReadonlySet<string>>;

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
    case "call": {
      const [argument] = node.args[1];
      const chain = node.args[0] === "has" && argument !== undefined ? chainOf(argument) : null;
      return chain === null
        ? leaf(node)
        : { op: "has", attribute: attributeOf(chain.path.map((part) => part.name)) };
    }
    case "in":
      return memberOf(node, lists) ?? leaf(node);
    default:
      return leaf(node);
  }
}

function leaf(ast: ASTNode): Plan {
  const reads = usesOf(ast).reads.filter(({ path }) => isAttribute(path[0]?.name));
  const attributes = (wanted: boolean) => [
    ...new Map(
      reads
        .filter((read) => read.required === wanted)
        .map((read) => [dottedPath(read.path), toAttribute(read)]),
    ).values(),
  ];
  const required = attributes(true);
  return {
    op: "leaf",
    ast,
    required,
    optional: attributes(false),
    missing: missing(required.map(({ name }) => name)),
  };
}

function memberOf(node: ASTNode & { op: "in" }, lists: Lists): Plan | null {
  const [left, right] = [chainOf(node.args[0]), chainOf(node.args[1])];
  if (left === null || left.optional || right === null || right.optional) return null;
  const [root, name, ...rest] = right.path;
  const set =
    root?.name === "lists" && name !== undefined && rest.length === 0 ? lists.get(name.name) : undefined;
  if (set === undefined || !isAttribute(left.path[0]?.name)) return null;
  const attribute = attributeOf(left.path.map((part) => part.name));
  return { op: "in", attribute, set, missing: missing([attribute.name]) };
}

const ATTRIBUTE_ROOTS = new Set(["lead", "company", "history", "score", "now"]);

export function isAttribute(root: string | undefined): boolean {
  return root !== undefined && ATTRIBUTE_ROOTS.has(root);
}

function toAttribute(read: Read): Attribute {
  return attributeOf(read.path.map((part) => part.name));
}

function attributeOf(path: readonly string[]): Attribute {
  return { name: path.join("."), root: path[0] ?? "", below: path.slice(1) };
}

function missing(names: readonly string[], note?: string): Missing {
  return note === undefined ? { is: "missing", missing: names } : { is: "missing", missing: names, note };
}

export function run(plan: Plan, evaluator: CelEvaluator, context: CelContext): Outcome {
  switch (plan.op) {
    case "and":
    case "or": {
      // CEL's own logic: what decides does so from either side, whatever the other side lacks.
      const decides = plan.op === "or";
      const left = run(plan.left, evaluator, context);
      if (left === decides) return decides;
      const right = run(plan.right, evaluator, context);
      if (right === decides) return decides;
      if (typeof left === "boolean") return right;
      return typeof right === "boolean" ? left : both(left, right);
    }
    case "not": {
      const inner = run(plan.inner, evaluator, context);
      return typeof inner === "boolean" ? !inner : inner;
    }
    case "has":
      return valueIn(plan.attribute, context) !== undefined;
    case "in": {
      const value = valueIn(plan.attribute, context);
      return value === undefined ? plan.missing : plan.set.has(value);
    }
    case "leaf":
      return runLeaf(plan, evaluator, context);
  }
}

function runLeaf(plan: Plan & { op: "leaf" }, evaluator: CelEvaluator, context: CelContext): Outcome {
  for (const attribute of plan.required) {
    if (valueIn(attribute, context) !== undefined) continue;
    return plan.required.length === 1 ? plan.missing : missing(without(plan.required, context));
  }
  let value: unknown;
  try {
    value = evaluator.run(plan.ast, context);
  } catch (error) {
    // A loop or branch met an attribute without a value, or a value had the wrong type or size.
    const unset = without(plan.optional, context);
    if (unset.length > 0) return missing(unset);
    return missing(namesOf(plan), noteOf(error));
  }
  if (typeof value === "boolean") return value;
  return missing(namesOf(plan), "the condition came to neither true nor false");
}

function valueIn(attribute: Attribute, context: CelContext): unknown {
  return valueBelow(context.getValue(attribute.root), attribute.below);
}

function without(attributes: readonly Attribute[], context: CelContext): string[] {
  return attributes.filter((attribute) => valueIn(attribute, context) === undefined).map(({ name }) => name);
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
