// The demo's time: real time, standing still, or turned ahead. Slack and Baton both go by it; requests between them are
// signed by the real clock, which neither side's receiver lets anybody turn.
//
// By itself it never runs faster than real time: a call that is under way for 20 ms would be under way for 20 s, and
// Baton, whose leases go by this clock, would take it for lost and make it again. `faster.ts` turns it ahead instead.
import type { Clock } from "../src/clock.ts";
import { type ClockState, timeOf } from "./protocol.ts";

export class DemoClock implements Clock {
  readonly #real: () => number;
  readonly #listeners: (() => void)[] = [];
  #speed = 1;
  #isLeap = false;
  /** As this clock really runs; `jumping`: it stands for a while, whether for a leap or to run faster. */
  #state: ClockState;

  /** Starts at the real time. `real` in ms since 1970. */
  constructor(real: () => number = Date.now) {
    this.#real = real;
    this.#state = { now: real(), at: real(), speed: 1, paused: false, jumping: false };
  }

  now(): number {
    return timeOf(this.#state, this.#real());
  }

  /** What a person is told. */
  get state(): ClockState {
    return { ...this.#state, speed: this.#speed, jumping: this.#isLeap };
  }

  /** What Baton goes by. */
  get exact(): ClockState {
    return this.#state;
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.#put({});
  }

  setPaused(paused: boolean): void {
    this.#put({ paused });
  }

  /** Stands until `release`. `isLeap`: somebody turns it, and sees that it is being turned. */
  hold(isLeap: boolean): void {
    this.#isLeap = isLeap;
    this.#put({ jumping: true });
  }

  release(): void {
    this.#isLeap = false;
    this.#put({ jumping: false });
  }

  /** Moves the clock to an instant, from which it goes on as before; never backwards. */
  turnTo(ms: number): void {
    this.#put({}, Math.max(this.now(), Math.round(ms)));
  }

  /** Calls after every change. */
  onChange(listen: () => void): void {
    this.#listeners.push(listen);
  }

  #put(change: Partial<ClockState>, now = this.now()): void {
    this.#state = { ...this.#state, ...change, now, at: this.#real() };
    for (const listen of this.#listeners) listen();
  }
}
