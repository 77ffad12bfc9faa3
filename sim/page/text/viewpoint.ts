/** The viewer's own zone and clock face, as their browser has them. */
import type { Viewpoint } from "./dates.ts";

const { timeZone, hourCycle } = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
const hours24 = hourCycle === "h23" || hourCycle === "h24";

/** `now`: the workspace's time in ms since 1970. */
export function viewpointAt(now: number): Viewpoint {
  return { now, zone: timeZone, hours24 };
}
