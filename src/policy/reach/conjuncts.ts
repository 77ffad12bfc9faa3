import type { ASTNode } from "@marcbachmann/cel-js";

/** What all must hold for the condition, each as a text that is the same for the same expression however spaced. */
export function conjunctsOf(node: ASTNode): ReadonlySet<string> {
  const parts: string[] = [];
  const collect = (part: ASTNode): void => {
    if (part.op === "&&") part.args.forEach(collect);
    else parts.push(shapeOf(part));
  };
  collect(node);
  return new Set(parts);
}

/** The expression without where it stands. */
function shapeOf(node: ASTNode): string {
  const { op, args } = node;
  return JSON.stringify([op, args], (key, value: unknown) => {
    if (typeof value === "bigint") return { int: String(value) };
    if (typeof value !== "object" || value === null) return value;
    if ("op" in value && "args" in value) return [value.op, value.args];
    // A number such as 5u or bytes hold their value out of sight: never taken for another's.
    return Array.isArray(value) ? value : { [key]: String(value), at: node.pos };
  });
}
