// How fast Homes are published, whosever they are: Slack counts all of an app together, at most a hundred a minute.

const EVERY_MS = 650;
/** After a pause so many may go at once. */
const BURST = 40;

export class PublishPace {
  /** The pace's own clock (GCRA): when the next would be due if all had gone evenly. */
  #nextAt = Number.NEGATIVE_INFINITY;

  /** 0: publish now, which counts; else how long to wait first, in ms. */
  waitMs(now: number): number {
    const ahead = this.#nextAt - now;
    const wait = ahead - BURST * EVERY_MS;
    if (wait > 0) return wait;
    this.#nextAt = Math.max(this.#nextAt, now) + EVERY_MS;
    return 0;
  }

  /** Slack asked to wait: nobody's goes before then. */
  restUntil(at: number): void {
    this.#nextAt = Math.max(this.#nextAt, at + BURST * EVERY_MS);
  }
}
