/** The surfaces of messages and of the Home tab, whose elements report each choice at once. */
import type { SimMessage } from "../../types.ts";
import type { Surface } from "../surface.ts";
import type { Actions, Where } from "./actions.ts";
import { createBusy } from "./busy.ts";
import { createInputs, findPlaced } from "./inputs.ts";

/** `current` gives the version that is shown, since a surface outlives the versions of its message. */
export function messageSurface(actions: Actions, current: () => SimMessage): Surface {
  const { channel, ts } = current();
  const blocks = (): readonly unknown[] => {
    const { attachments = [], blocks: own } = current();
    return [...own, ...attachments.flatMap((attachment) => attachment.blocks ?? [])];
  };
  const where = () => ({ channel, ts, seen: current().updates });
  return liveSurface(actions, "message", `message-${channel}-${ts}`, blocks, where);
}

export function homeSurface(actions: Actions, blocks: () => readonly unknown[]): Surface {
  return liveSurface(actions, "home", "home", blocks, () => null);
}

function liveSurface(
  actions: Actions,
  kind: "message" | "home",
  key: string,
  blocks: () => readonly unknown[],
  where: () => Where,
): Surface {
  const busy = createBusy();
  const inputs = createInputs();
  return {
    kind,
    key,
    isBusy: busy.has,
    errorOf: () => undefined,
    stateOf: (place) => inputs.get(place),
    draft: (place, text) => {
      if (findPlaced(blocks(), place) !== undefined) inputs.set(blocks(), place, text);
    },
    press: (place, value) => void busy.during(place, () => actions.press(where(), place, value)),
    choose: (place, value) => {
      inputs.set(blocks(), place, value);
      void actions.choose(where(), place, value);
    },
  };
}
