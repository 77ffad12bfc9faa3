/**
 * Which attributes a CEL expression reads, found from its syntax tree: `required` ones, without which it cannot be
 * worked out, and those that `has`, `.?`, a short circuit, a branch or a loop may spare.
 */
import type { ASTNode } from "@marcbachmann/cel-js";

export interface Segment {
  readonly name: string;
  /** Where the name stands in the condition's text. */
  readonly at: number;
}

export interface Read {
  readonly path: readonly Segment[];
  readonly required: boolean;
}

export interface Call {
  readonly name: string;
  readonly at: number;
}

export interface Uses {
  readonly reads: readonly Read[];
  readonly calls: readonly Call[];
}

/** Macros whose first argument names a variable for the others. */
const BINDERS = new Set(["all", "exists", "exists_one", "map", "filter", "bind"]);

export function usesOf(root: ASTNode): Uses {
  const reads: Read[] = [];
  const calls: Call[] = [];

  const visit = (node: ASTNode, required: boolean, bound: ReadonlySet<string>): void => {
    const chain = chainOf(node);
    if (chain !== null) {
      const name = chain.path[0]?.name ?? "";
      if (!bound.has(name)) reads.push({ path: chain.path, required: required && !chain.optional });
      return;
    }
    switch (node.op) {
      case "value":
      case "id":
        return;
      case "call": {
        const [name, args] = node.args;
        calls.push({ name, at: node.pos });
        for (const arg of args) visit(arg, required && name !== "has", bound);
        return;
      }
      case "rcall": {
        const [name, receiver, args] = node.args;
        calls.push({ name, at: Math.max(node.input.indexOf(name, receiver.end), node.pos) });
        visit(receiver, required, bound);
        const [variable, ...rest] = args;
        if (BINDERS.has(name) && variable?.op === "id" && rest.length > 0) {
          const inner = new Set([...bound, variable.args]);
          for (const arg of rest) visit(arg, false, inner);
          return;
        }
        for (const arg of args) visit(arg, required && name !== "orValue" && name !== "or", bound);
        return;
      }
      case "?:":
        visit(node.args[0], required, bound);
        visit(node.args[1], false, bound);
        visit(node.args[2], false, bound);
        return;
      case "&&":
      case "||":
        for (const arg of node.args) visit(arg, false, bound);
        return;
      case "list":
        for (const item of node.args) visit(item, required, bound);
        return;
      case "map":
        for (const entry of node.args) for (const part of entry) visit(part, required, bound);
        return;
      case "!_":
      case "-_":
        visit(node.args, required, bound);
        return;
      case ".":
      case ".?":
        visit(node.args[0], required, bound);
        return;
      default:
        for (const arg of node.args) visit(arg, required, bound);
    }
  };

  visit(root, true, new Set());
  return { reads, calls };
}

interface Chain {
  readonly path: readonly Segment[];
  /** Whether `.?` or `[?` stands anywhere in it: then a missing value is `optional.none()`, not an error. */
  readonly optional: boolean;
}

/** `lead.utm["source"]` as a path; null for anything that is not names joined to a name. */
export function chainOf(node: ASTNode): Chain | null {
  switch (node.op) {
    case "id":
      return { path: [{ name: node.args, at: node.pos }], optional: false };
    case ".":
    case ".?": {
      const left = chainOf(node.args[0]);
      if (left === null) return null;
      const path = [...left.path, { name: node.args[1], at: node.pos }];
      return { path, optional: left.optional || node.op === ".?" };
    }
    case "[]":
    case "[?]": {
      const [object, index] = node.args;
      const left = index.op === "value" && typeof index.args === "string" ? chainOf(object) : null;
      if (left === null) return null;
      const path = [...left.path, { name: String(index.args), at: index.pos }];
      return { path, optional: left.optional || node.op === "[?]" };
    }
    default:
      return null;
  }
}

export function dottedPath(path: readonly Segment[]): string {
  return path.map((segment) => segment.name).join(".");
}
