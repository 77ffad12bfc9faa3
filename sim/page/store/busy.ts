/** Which presses of a surface are still on their way. */
import { signal } from "@preact/signals";
import type { Place } from "../surface.ts";

export interface Busy {
  has(place: Place): boolean;
  /** Runs `act` unless the same element is busy already. */
  during(place: Place, act: () => Promise<void>): Promise<void>;
}

export function placeKey({ blockId, actionId }: Place): string {
  return JSON.stringify([blockId, actionId]);
}

export function createBusy(): Busy {
  const keys = signal<ReadonlySet<string>>(new Set());
  return {
    has: (place) => keys.value.has(placeKey(place)),
    during: async (place, act) => {
      const key = placeKey(place);
      if (keys.peek().has(key)) return;
      keys.value = new Set([...keys.peek(), key]);
      await act().finally(() => {
        keys.value = new Set([...keys.peek()].filter((each) => each !== key));
      });
    },
  };
}
