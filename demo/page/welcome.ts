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

function beginning({ rules, opening }: DemoState): string {
  return [
    rules.file === null ? "" : `The rules are those of ${rules.file}.`,
    opening.aheadMs === 0
      ? ""
      : `The clock was turned ahead by ${duration(opening.aheadMs)}, to the first card.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
