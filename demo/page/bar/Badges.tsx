/** How Baton is, and what is broken, in words. */

import { troubleName } from "../breaking/troubles.ts";
import { type Demo, PANELS } from "../demo.ts";

const WORDS = {
  up: "Baton is up",
  starting: "Baton is starting",
  down: "Baton is down",
  unknown: "Baton: unknown",
} as const;

interface Props {
  readonly demo: Demo;
}

export function BotBadge({ demo }: Props) {
  const bot = demo.desk.connected.value ? (demo.state.value?.bot ?? "starting") : "unknown";
  return (
    <span class="demo-badge" data-bot={bot} role="status">
      {WORDS[bot]}
    </span>
  );
}

/** Absent while everything works. */
export function TroubleBadge({ demo }: Props) {
  const troubles = demo.state.value?.troubles ?? [];
  const [first] = troubles;
  if (first === undefined) return null;
  const words = troubles.length === 1 ? troubleName(first, demo.nameOf) : `${troubles.length} things broken`;
  return (
    <button
      type="button"
      class="demo-badge demo-trouble"
      onClick={() => demo.desk.openPanel(PANELS.breaking)}
    >
      <span class="visually-hidden">Broken: </span>
      {words}
    </button>
  );
}
