/** Whoever opens the page without saying as whom: hears how this demo began, and sits where the first card is. */
import { effect } from "@preact/signals";
import type { DemoState } from "../protocol.ts";
import type { Demo } from "./demo.ts";
import { duration } from "./time.ts";

/** Read before the workspace writes there where it has opened. */
const cameByItself = location.hash.length <= 1;

export function welcome({ desk, state }: Demo): void {
  let isOver = !cameByItself;
  effect(() => {
    if (isOver || state.value === null || !desk.connected.value) return;
    isOver = true;
    const { person } = state.value.opening;
    const words = beginning(state.value);
    // Not within the effect, which would go by whatever they read.
    queueMicrotask(() => {
      if (words !== "") desk.say(words);
      if (person !== null) desk.switchTo(person);
    });
  });
}

/** Nothing where the leads are the demo's own as well. */
function beginning({ rules, opening }: DemoState): string {
  if (rules.file === null && opening.aheadMs === 0) return "";
  const inForce = `The rules are ${rules.file === null ? "the demo’s own" : `those of ${rules.file}`}.`;
  if (opening.aheadMs === 0) return inForce;
  return `${inForce} The clock was turned ahead by ${duration(opening.aheadMs)}, to the first card.`;
}
