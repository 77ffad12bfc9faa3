// How often a provider may be asked: so many requests in any such stretch of time. Whoever could only be let through after
// their own time is told at once, so that nobody waits in vain, and no request's place is spent on them.
import { performance } from "node:perf_hooks";

export interface RateLimit {
  readonly count: number;
  readonly perMs: number;
}

/** A longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Waiter {
  readonly isUrgent: boolean;
  readonly go: (isLetThrough: boolean) => void;
  readonly patience: NodeJS.Timeout;
}

/** By the machine's own time: where the clock is turned, the provider's still takes its time. */
export class Rate {
  readonly #limit: RateLimit;
  /** When the last `count` were let through, oldest first. */
  readonly #let: number[] = [];
  readonly #waiting: Waiter[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** How long one would wait who comes now, with so many before it and those who wait already; 0: not at all. */
  waitMs(before: number): number {
    const { count, perMs } = this.#limit;
    this.#forget();
    const place = before + this.#waiting.length - (count - this.#let.length);
    if (place < 0) return 0;
    // The window that is full now empties in the order in which it filled; whoever follows comes a window later.
    const since = this.#let[place % count] ?? performance.now();
    return Math.max(0, since + perMs * (1 + Math.floor(place / count)) - performance.now());
  }

  /** True as soon as it may be asked; false, and no request spent, when that is not within `patienceMs`. */
  async pass(isUrgent: boolean, patienceMs: number): Promise<boolean> {
    const ahead = isUrgent ? this.#waiting.filter((one) => !one.isUrgent).length : 0;
    const wait = this.waitMs(-ahead);
    if (wait === 0 && this.#waiting.length === ahead) return this.#letThrough();
    if (wait > patienceMs) return false;
    return new Promise((go) => {
      const patience = setTimeout(() => this.#leave(waiter), Math.min(patienceMs, LONGEST_TIMER_MS)).unref();
      const waiter: Waiter = { isUrgent, go, patience };
      const at = isUrgent ? this.#waiting.findIndex((one) => !one.isUrgent) : -1;
      this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, waiter);
      this.#wakeLater();
    });
  }

  #letThrough(): true {
    this.#let.push(performance.now());
    return true;
  }

  #leave(waiter: Waiter): void {
    const at = this.#waiting.indexOf(waiter);
    if (at < 0) return;
    this.#waiting.splice(at, 1);
    waiter.go(false);
  }

  #wakeLater(): void {
    if (this.#timer !== null || this.#waiting.length === 0) return;
    this.#forget();
    const [oldest] = this.#let;
    const isFull = this.#let.length >= this.#limit.count && oldest !== undefined;
    const wait = isFull ? oldest + this.#limit.perMs - performance.now() : 0;
    this.#timer = setTimeout(() => this.#wake(), Math.max(1, Math.ceil(wait))).unref();
  }

  #wake(): void {
    this.#timer = null;
    this.#forget();
    while (this.#waiting.length > 0 && this.#let.length < this.#limit.count) {
      const waiter = this.#waiting.shift();
      if (!waiter) break;
      clearTimeout(waiter.patience);
      waiter.go(this.#letThrough());
    }
    this.#wakeLater();
  }

  #forget(): void {
    const since = performance.now() - this.#limit.perMs;
    const fresh = this.#let.findIndex((at) => at > since);
    this.#let.splice(0, fresh < 0 ? this.#let.length : fresh);
  }
}
