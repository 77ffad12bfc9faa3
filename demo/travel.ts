// Turning the clock ahead without jumping over things: it stops wherever something becomes due, and stands there until
// Baton has done it and Slack shows it. A notice is then never hours late, as it would be if time itself had leapt.
import PQueue from "p-queue";
import type { Next } from "./botMessages.ts";
import type { DemoClock } from "./clock.ts";

/** What is due and cannot be done (somebody killed has its lease) is looked at again so much further on. */
const PAST_WHAT_IS_STUCK_MS = 1_000;
/** Whatever became due at the very end of a jump has at least so long to be done. */
const LEAST_MS = 1_000;

/** How long a jump may take in real ms; a bot that is down, or a Slack that is, must not hold it up for good. */
interface Patience {
  readonly totalMs: number;
  /** Of it, how long the tries of a message that Slack does not take are stopped at as well. */
  readonly slackMs: number;
}
const LEAP: Patience = { totalMs: 8_000, slackMs: 3_000 };
const STEP: Patience = { totalMs: 2_000, slackMs: 500 };

export interface TravelDeps {
  readonly clock: DemoClock;
  /** Has everything done that is due at this instant; `silent`: not within so many real ms. */
  settle(withinMs: number): Promise<Next | "silent">;
  next(withinMs: number): Promise<Next | "silent">;
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
      clock.hold(true);
      try {
        await this.#go(clock.now() + ms, LEAP);
      } finally {
        clock.release();
      }
    });
  }

  /** The same in passing, many times a second; mostly there is nothing on the way. */
  async step(ms: number): Promise<void> {
    await this.#queue.add(async () => {
      const { clock, next } = this.#deps;
      clock.hold(false);
      try {
        const target = clock.now() + ms;
        const due = await next(STEP.totalMs);
        const isClear = due === "silent" || Math.min(...stopsOf(due, true)) > target;
        await (isClear ? clock.turnTo(target) : this.#go(target, STEP));
      } finally {
        clock.release();
      }
    });
  }

  async #go(target: number, patience: Patience): Promise<void> {
    const { clock, settle, real } = this.#deps;
    const began = real();
    const left = () => began + patience.totalMs - real();
    let last = Number.NEGATIVE_INFINITY;
    while (left() > 0) {
      const next = await settle(left());
      if (next === "silent") break;
      const due = Math.min(...stopsOf(next, real() - began < patience.slackMs));
      const stop = due > last ? due : last + PAST_WHAT_IS_STUCK_MS;
      if (stop > target) break;
      clock.turnTo(stop);
      last = clock.now();
    }
    clock.turnTo(target);
    await settle(Math.max(LEAST_MS, left()));
  }
}

/** Where to stop; infinity: nowhere. */
function stopsOf({ step, delivery }: Next, withDeliveries: boolean): number[] {
  return [step ?? Number.POSITIVE_INFINITY, (withDeliveries ? delivery : null) ?? Number.POSITIVE_INFINITY];
}
