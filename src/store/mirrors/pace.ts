/** How fast Slack lets us deliver: see `laneOf` for what is counted where. */

/** `everyMs`: the pace; `burstMs`: how far deliveries may run ahead of it; `atOnce`: how many may be under way. */
export interface Pace {
  readonly everyMs: number;
  readonly burstMs: number;
  readonly atOnce: number;
}

/** First posts to one channel or person: one a second, one at a time. */
export const POSTS: Pace = { everyMs: 1_000, burstMs: 0, atOnce: 1 };

/** Updates: 50 a minute, of which 50 may go at once after a pause. */
export const UPDATES: Pace = { everyMs: 1_200, burstMs: 49 * 1_200, atOnce: 4 };

/** Somebody's Home: every three seconds, however often what it shows changes. */
export const HOMES: Pace = { everyMs: 3_000, burstMs: 0, atOnce: 1 };
