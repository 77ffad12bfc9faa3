// When a page must be told the demo's state anew.
import { isDeepStrictEqual } from "node:util";
import { type DemoState, timeOf } from "./protocol.ts";

/** Real ms by which the time that a page reckons by itself may be off. */
const OFF_BY_MS = 500;

/** Whether whoever was told one state can tell the other from it: the same but for the time, which they reckon. */
export function isKnown(state: DemoState, told: DemoState): boolean {
  const rest = ({ clock, ...others }: DemoState) => ({ ...others, clock: { ...clock, now: 0, at: 0 } });
  const real = Date.now();
  const off = Math.abs(timeOf(state.clock, real) - timeOf(told.clock, real));
  return off <= OFF_BY_MS * state.clock.speed && isDeepStrictEqual(rest(state), rest(told));
}
