// Shares of a count, with how sure they are: a report never makes much of little.

/** Below so many there is no telling. */
export const ENOUGH_TO_TELL = 30;

/** Of a 95 % interval: the standard normal distribution's 97.5th percentile. */
const Z = 1.959963984540054;

/** `hits` of `of`, each share from 0 to 1, with its 95 % interval by Wilson. Of none, everything is possible. */
export interface Rate {
  readonly hits: number;
  readonly of: number;
  /** Null: of none. */
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
}

export function rateOf(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, share: null, low: 0, high: 1 };
  const share = hits / of;
  const square = (Z * Z) / of;
  const middle = share + square / 2;
  const half = Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of));
  const low = hits === 0 ? 0 : (middle - half) / (1 + square);
  const high = hits === of ? 1 : (middle + half) / (1 + square);
  return { hits, of, share, low, high };
}

export function enoughToTell({ of }: Rate): boolean {
  return of >= ENOUGH_TO_TELL;
}

/** How much higher one share is than another, from -1 to 1, with its 95 % interval. */
export interface Difference {
  readonly by: number;
  readonly low: number;
  readonly high: number;
}

/** By Newcombe's method, from the two Wilson intervals; null: too few on either side to tell. */
export function differenceOf(one: Rate, other: Rate): Difference | null {
  if (one.share === null || other.share === null || !enoughToTell(one) || !enoughToTell(other)) return null;
  const by = one.share - other.share;
  const down = Math.hypot(one.share - one.low, other.high - other.share);
  const up = Math.hypot(one.high - one.share, other.share - other.low);
  return { by, low: by - down, high: by + up };
}

/** Whether the difference is more than chance explains, and which way; null: it is not, or cannot be told. */
export function directionOf(difference: Difference | null): "higher" | "lower" | null {
  if (difference === null) return null;
  if (difference.low > 0) return "higher";
  return difference.high < 0 ? "lower" : null;
}
