// The demo's time: real time, faster, standing still, or turned ahead. Slack and Baton both go by it; requests between
// them are signed by the real clock, which neither side's receiver lets anybody turn.
import type { Clock } from "../src/clock.ts";
import { type ClockState, timeOf } from "./protocol.ts";

export class DemoClock implements Clock {
  readonly #real: () => number;
  readonly #listeners: (() => void)[] = [];
  #state: ClockState;

  /** Starts at the real time. `real` in ms since 1970. */
  constructor(speed: number, real: () => number = Date.now) {
    this.#real = real;
    this.#state = { now: real(), at: real(), speed, paused: false, jumping: false };
  }

  now(): number {
    return timeOf(this.#state, this.#real());
  }

  get state(): ClockState {
    return this.#state;
  }

  /** Goes on from the present instant in another way. */
  set(change: Partial<Pick<ClockState, "speed" | "paused" | "jumping">>): void {
    this.#put({ ...this.#state, ...change, now: this.now(), at: this.#real() });
  }

  /** Moves the clock to an instant, from which it goes on as before; never backwards. */
  turnTo(ms: number): void {
    this.#put({ ...this.#state, now: Math.max(this.now(), ms), at: this.#real() });
  }

  /** Calls after every change. */
  onChange(listen: () => void): void {
    this.#listeners.push(listen);
  }

  #put(state: ClockState): void {
    this.#state = state;
    for (const listen of this.#listeners) listen();
  }
}
