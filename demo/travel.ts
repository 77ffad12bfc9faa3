// Turning the clock ahead without jumping over things: it stops wherever something becomes due, and waits there until
// Baton has done it and Slack shows it. A notice is then never hours late, as it would be if time itself had leapt.
import PQueue from "p-queue";
import type { Next } from "./botMessages.ts";
import type { DemoClock } from "./clock.ts";

/** Real ms that a jump may take; a bot that is down, or a Slack that is, must not hold it up for good. */
const PATIENCE_MS = 8_000;
/** Of these, how long the tries of a message that Slack does not take are stopped at as well. */
const PATIENCE_WITH_SLACK_MS = 3_000;
/** What is due and cannot be done (somebody killed has its lease) is looked at again so much further on. */
const PAST_WHAT_IS_STUCK_MS = 1_000;

export interface TravelDeps {
  readonly clock: DemoClock;
  /** Has everything done that is due at this instant; `silent`: not within so many real ms. */
  settle(withinMs: number): Promise<Next | "silent">;
  /** Real ms from any beginning. */
  readonly real: () => number;
}

export class Travel {
  readonly #deps: TravelDeps;
  readonly #queue = new PQueue({ concurrency: 1 });

  constructor(deps: TravelDeps) {
    this.#deps = deps;
  }

  /** Turns the clock ahead by so many ms. One jump at a time: another one waits, and then goes on from there. */
  async ahead(ms: number): Promise<void> {
    await this.#queue.add(async () => {
      const { clock } = this.#deps;
      clock.set({ jumping: true });
      try {
        await this.#go(clock.now() + ms);
      } finally {
        clock.set({ jumping: false });
      }
    });
  }

  async #go(target: number): Promise<void> {
    const { clock, settle, real } = this.#deps;
    const began = real();
    const left = () => began + PATIENCE_MS - real();
    let last = Number.NEGATIVE_INFINITY;
    while (left() > 0) {
      const next = await settle(left());
      if (next === "silent") break;
      const withSlack = real() - began < PATIENCE_WITH_SLACK_MS;
      const stops = [next.step, withSlack ? next.delivery : null].filter((at) => at !== null);
      const due = Math.min(...stops);
      const stop = due > last ? due : last + PAST_WHAT_IS_STUCK_MS;
      if (stops.length === 0 || stop > target) break;
      clock.turnTo(stop);
      last = clock.now();
    }
    clock.turnTo(target);
    await settle(Math.max(1_000, left()));
  }
}
