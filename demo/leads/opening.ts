// When a demo with somebody's own rules begins, and how its first card comes soon: rules may hold every lead for minutes,
// and people may be off shift.
import { type Instant, instant, toMs } from "../../src/clock.ts";
import { isOnShift, shiftOf, timeAfter } from "../../src/domain/calendar.ts";
import type { Rep, Team } from "../../src/policy/index.ts";

const MINUTE_MS = 60_000;
/** With less of a shift left it is as good as over. */
const LEAST_OF_A_SHIFT_MS = 60 * MINUTE_MS;

/** The first instant, in ms since 1970, from `now` on at which the rep is at work for a while. */
export function atWorkFrom(rep: Rep, team: Team, now: number): number {
  const shift = shiftOf(rep, team);
  const later: Instant = instant(now + LEAST_OF_A_SHIFT_MS);
  if (isOnShift(shift, instant(now)) && isOnShift(shift, later)) return now;
  return toMs(timeAfter(later, 1, "business", shift));
}

export interface OpeningDeps {
  /** Hands in the next lead. */
  handInNext(): Promise<void>;
  /** Turns the clock ahead, in ms; resolves when everything due on the way has been done. */
  ahead(ms: number): Promise<void>;
  /** Whether the first rep has a card. */
  hasCard(): boolean;
}

const MOST_MINUTES = 10;
/** Most buffers are over by then: if there is no card, it takes another lead. */
const MINUTES_A_LEAD = 5;

/** Turns the clock ahead until the first rep has a card, ten minutes at most; gives how far, in ms. */
export async function untilFirstCard({ handInNext, ahead, hasCard }: OpeningDeps): Promise<number> {
  let minutes = 0;
  while (!hasCard() && minutes < MOST_MINUTES) {
    await ahead(MINUTE_MS);
    if (++minutes >= MINUTES_A_LEAD) await handInNext();
  }
  return minutes * MINUTE_MS;
}
