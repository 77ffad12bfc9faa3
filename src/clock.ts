// The one place where Baton learns what time it is. Everything else is given a Clock, so that tests, `play` and
// the demo can turn it.

/** An instant as RFC 3339 in UTC with milliseconds, such as `2026-11-21T09:30:00.000Z`; sorts as text. */
export type Instant = string & { readonly __instant?: never };

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is turned; `startAt` in milliseconds since 1970. */
export class TurnedClock implements Clock {
  #now: number;

  constructor(startAt: number) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  /** Moves the clock forward by so many milliseconds. */
  turn(ms: number): void {
    this.#now += ms;
  }

  /** Moves the clock to an instant; never backwards. */
  turnTo(ms: number): void {
    this.#now = Math.max(this.#now, ms);
  }
}

/** Milliseconds → instant. */
export function instant(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** Instant → milliseconds. */
export function toMs(at: Instant): number {
  return Date.parse(at);
}
