/** What no schema of a single block sees: ids used twice, and more tables than a message may hold. */
import type { Limits } from "../limits.ts";
import type { Problem } from "./problems.ts";

interface AnyBlock {
  readonly type: string;
  readonly block_id?: string | undefined;
  readonly elements?: unknown;
  readonly accessory?: unknown;
  readonly element?: unknown;
}

/** Ids must be unique: block ids on the surface, action ids within their block. */
export function findDuplicates(blocks: readonly AnyBlock[], root: string): Problem[] {
  const problems: Problem[] = [];
  const blockIds = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    if (block.block_id !== undefined) {
      if (blockIds.has(block.block_id)) {
        problems.push({
          pointer: `${root}/${index}/block_id`,
          message: `block_id "${block.block_id}" already exists`,
        });
      }
      blockIds.add(block.block_id);
    }
    const actionIds = new Set<string>();
    for (const [pointer, id] of actionIdsOf(block)) {
      if (actionIds.has(id)) {
        problems.push({ pointer: `${root}/${index}${pointer}`, message: `action_id "${id}" already exists` });
      }
      actionIds.add(id);
    }
  }
  return problems;
}

export function tooManyTables(blocks: readonly AnyBlock[], limits: Limits): boolean {
  return blocks.filter((block) => block.type === "table").length > limits.tablesPerMessage;
}

function* actionIdsOf(block: AnyBlock): Generator<[string, string]> {
  if (block.type === "actions" && Array.isArray(block.elements)) {
    for (const [index, element] of block.elements.entries()) {
      const id = actionIdOf(element);
      if (id !== undefined) yield [`/elements/${index}/action_id`, id];
    }
  }
}

function actionIdOf(element: unknown): string | undefined {
  if (typeof element !== "object" || element === null || !("action_id" in element)) return undefined;
  return typeof element.action_id === "string" ? element.action_id : undefined;
}
