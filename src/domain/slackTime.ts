// Slack's time stamps: `1764000000.000200`, seconds since 1970 and a counter.
import { type Instant, instant } from "../clock.ts";

/** The instant of a message's `ts`, to the millisecond. */
export function instantOfTs(ts: string): Instant {
  return instant(Math.floor(Number(ts) * 1000));
}
