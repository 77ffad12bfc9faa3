/** Slack gives every block and element an id when the app gives none. */
import type { KnownBlock } from "@slack/types";
import { shortId } from "./ids.ts";

/** The blocks with all ids filled in; the input stays as it is. */
export function withIds(blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.map((block): KnownBlock => {
    const named: KnownBlock = { ...block, block_id: block.block_id ?? shortId() };
    switch (named.type) {
      case "actions":
        return { ...named, elements: named.elements.map(withActionId) };
      case "section":
        return named.accessory === undefined ? named : { ...named, accessory: withActionId(named.accessory) };
      case "input":
        return { ...named, element: withActionId(named.element) };
      default:
        return named;
    }
  });
}

function withActionId<T extends { readonly type: string }>(element: T): T {
  if (element.type === "image" || ("action_id" in element && element.action_id !== undefined)) return element;
  return { ...element, action_id: shortId() };
}
