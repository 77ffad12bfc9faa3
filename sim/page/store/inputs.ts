/** What a person has chosen and typed on a surface, by block and action. */
import { signal } from "@preact/signals";
import { chosen } from "../../people/choosing.ts";
import { elementsOf, type Placed } from "../../state/inputs.ts";
import type { ElementState } from "../../types.ts";
import type { Place } from "../surface.ts";
import { placeKey } from "./busy.ts";

export interface Inputs {
  get(place: Place): ElementState | undefined;
  /** Holds `value`, as the element of that place among `blocks` would. */
  set(blocks: readonly unknown[], place: Place, value: string | readonly string[]): void;
}

export function createInputs(): Inputs {
  const held = signal<ReadonlyMap<string, ElementState>>(new Map());
  return {
    get: (place) => held.value.get(placeKey(place)),
    set: (blocks, place, value) => {
      const placed = findPlaced(blocks, place);
      if (placed === undefined) return;
      held.value = new Map(held.peek()).set(placeKey(place), chosen(placed.element, value));
    },
  };
}

/** The element there; undefined when an update has taken it away. */
export function findPlaced(blocks: readonly unknown[], { blockId, actionId }: Place): Placed | undefined {
  return elementsOf(blocks).find(
    ({ block, element }) => block.block_id === blockId && element.action_id === actionId,
  );
}
