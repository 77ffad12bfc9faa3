// What stands before one provider: how many requests at once and a second, a breaker that leaves a failing one alone, and
// the rest that a provider asks for. A lead in a hurry has room of its own, so that a flood of others never delays it.
import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  isBrokenCircuitError,
  isTaskCancelledError,
  TimeoutStrategy,
  timeout,
} from "cockatiel";
import PQueue from "p-queue";
import { type Clock, type Instant, instant } from "../clock.ts";
import type { Begin } from "./flights.ts";
import { ProviderFailed, type Reply } from "./httpCall.ts";
import { Rate, type RateLimit } from "./rate.ts";

/** Requests under way at once: for leads in a hurry, and for the others. */
const AT_ONCE = { urgent: 4, others: 8 } as const;
const FAILURES_TO_OPEN = 5;
const OPEN_FIRST_MS = 10_000;
const OPEN_MOST_MS = 300_000;
/** What a provider that gives no `Retry-After` is rested for. */
const REST_MS = 30_000;
/** One that asks for years is asked again all the same. */
const MOST_REST_MS = 24 * 3_600_000;

export interface GateOptions {
  readonly rate: RateLimit | null;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** The breaker opened, because of this; it closed again. */
  readonly opened: (why: string) => void;
  readonly closed: () => void;
  /** The provider asked to be left alone for so long. */
  readonly rested: (waitMs: number) => void;
}

export type Passed =
  | Reply
  | { readonly is: "failed"; readonly what: string; readonly again: boolean }
  | { readonly is: "resting"; readonly until: Instant | null };

interface Turn {
  readonly isUrgent: boolean;
  /** How long there is any point in sending it; 0 or less: none. */
  readonly leftMs: () => number;
  readonly begin: Begin<Passed>;
}

export class Gate {
  readonly #options: GateOptions;
  readonly #urgent = new PQueue({ concurrency: AT_ONCE.urgent });
  readonly #others = new PQueue({ concurrency: AT_ONCE.others });
  readonly #rate: Rate | null;
  readonly #breaker: CircuitBreakerPolicy;
  #restsUntil = 0;
  #isOpen = false;

  constructor(options: GateOptions) {
    this.#options = options;
    const { rate } = options;
    this.#rate = rate && new Rate(rate);
    this.#breaker = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
      halfOpenAfter: new ExponentialBackoff({ initialDelay: OPEN_FIRST_MS, maxDelay: OPEN_MOST_MS }),
    });
    this.#breaker.onStateChange((state) => this.#changed(state));
  }

  /**
   * Sends a request when there is room; `send` throws ProviderFailed when the provider fails. Not sent at all where
   * `begin` has another's answer, or no time is left by then. Where the rate leaves no room in time, that is said at once.
   */
  async pass(send: (signal: AbortSignal) => Promise<Reply>, turn: Turn): Promise<Passed> {
    const { isUrgent, leftMs, begin } = turn;
    const queue = isUrgent ? this.#urgent : this.#others;
    const wait = this.#rate?.waitMs(queue.size) ?? 0;
    if (wait > leftMs()) return this.#usedUp(wait);
    return queue.add(async () => {
      if (this.#rests()) return this.#resting();
      // Whoever waits for the rate has a request's place meanwhile, so that few do, and one in a hurry goes first.
      const isLetThrough = (await this.#rate?.pass(isUrgent, leftMs())) ?? true;
      if (this.#rests()) return this.#resting();
      if (!isLetThrough) return this.#usedUp(this.#rate?.waitMs(0) ?? 0);
      if (leftMs() <= 0) return { is: "failed", what: "there was no time left", again: true };
      return begin() ?? this.#send(send);
    });
  }

  #usedUp(waitMs: number): Passed {
    return { is: "resting", until: instant(this.#options.clock.now() + Math.ceil(waitMs)) };
  }

  async #send(send: (signal: AbortSignal) => Promise<Reply>): Promise<Passed> {
    const limit = timeout(this.#options.timeoutMs, TimeoutStrategy.Aggressive);
    try {
      const reply = await this.#breaker.execute(() => limit.execute(({ signal }) => send(signal)));
      if (reply.is !== "too_many") return reply;
      const waitMs = Math.min(reply.waitMs ?? REST_MS, MOST_REST_MS);
      this.#restsUntil = this.#options.clock.now() + waitMs;
      this.#options.rested(waitMs);
      return this.#resting();
    } catch (error) {
      if (isBrokenCircuitError(error)) return { is: "resting", until: null };
      if (isTaskCancelledError(error))
        return { is: "failed", what: "it did not answer in time", again: true };
      if (error instanceof ProviderFailed) return { is: "failed", what: error.message, again: true };
      throw error;
    }
  }

  #rests(): boolean {
    return this.#options.clock.now() < this.#restsUntil;
  }

  #resting(): Passed {
    return { is: "resting", until: instant(this.#restsUntil) };
  }

  /** A trial that fails opens the breaker again: that is no news. */
  #changed(state: CircuitState): void {
    if (state === CircuitState.Open && !this.#isOpen) {
      this.#isOpen = true;
      const failure = this.#breaker.lastFailure;
      const error = failure && "error" in failure ? failure.error : undefined;
      this.#options.opened(error instanceof ProviderFailed ? error.message : "it did not answer in time");
    } else if (state === CircuitState.Closed && this.#isOpen) {
      this.#isOpen = false;
      this.#options.closed();
    }
  }
}
