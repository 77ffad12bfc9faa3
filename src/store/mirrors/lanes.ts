/**
 * How fast mirrors are delivered. Slack allows a post a second in each channel, and updates by workspace, in bursts;
 * `laneOf` says which of the two a mirror is paced by.
 */
import { laneOf, UPDATE_LANE } from "../../domain/mirrors.ts";

/** `everyMs`: the pace; `burstMs`: how far deliveries may run ahead of it; `atOnce`: how many may be under way. */
export interface Lane {
  readonly id: string;
  readonly everyMs: number;
  readonly burstMs: number;
  readonly atOnce: number;
}

/** The lane of updates: 50 a minute, of which 50 may go at once after a pause. */
export const updateLane: Lane = { id: UPDATE_LANE, everyMs: 1_200, burstMs: 49 * 1_200, atOnce: 4 };

/** The lane of first posts to a channel or a person. */
export function postLane(to: string): Lane {
  return { id: laneOf(to, false), everyMs: 1_000, burstMs: 0, atOnce: 1 };
}
