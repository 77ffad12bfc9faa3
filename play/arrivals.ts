// When leads arrive: spread over so many working days, in the team's hours.
import { type Instant, toMs } from "../src/clock.ts";
import { type Shift, timeAfter } from "../src/domain/calendar.ts";
import type { Random } from "./random.ts";

const MINUTE = 60_000;
const HALF_A_MINUTE = 30_000;
/** What a team without hours works in a day. */
const WHOLE_DAY_MS = 24 * 60 * MINUTE;

/**
 * `count` instants in ms, ascending, each on a half minute, spread evenly by chance over the first `days` working days
 * from `start` on.
 */
export function arrivalTimes(
  count: number,
  options: { readonly start: Instant; readonly days: number; readonly shift: Shift; readonly random: Random },
): number[] {
  const { start, days, shift, random } = options;
  const span = workingTime(days, shift);
  const offsets = Array.from({ length: count }, () => Math.floor(random.next() * span)).sort((a, b) => a - b);
  let from = start;
  let done = 0;
  // One step from the lead before, so that the cost does not grow with the days.
  return offsets.map((offset) => {
    const whole = Math.floor(offset / HALF_A_MINUTE) * HALF_A_MINUTE;
    from = timeAfter(from, whole - done, "business", shift);
    done = whole;
    return toMs(from);
  });
}

/** How long a team works in `days` working days of an average week. */
function workingTime(days: number, { hours }: Shift): number {
  if (hours === null) return days * WHOLE_DAY_MS;
  const open = Object.values(hours).filter((ranges) => ranges.length > 0);
  const minutes = open.flat().reduce((sum, [from, to]) => sum + to - from, 0);
  return (days * minutes * MINUTE) / Math.max(1, open.length);
}
