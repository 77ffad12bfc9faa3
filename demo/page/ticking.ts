/** Clocks that tick on the page. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { type ClockState, timeOf } from "../protocol.ts";

const MINUTE = 60_000;

/** The demo's time in whole minutes, in ms since 1970: it changes once a minute of the demo's. Null until it is known. */
export function minuteOf(
  clock: ReadonlySignal<ClockState | null>,
  connected: ReadonlySignal<boolean>,
): ReadonlySignal<number | null> {
  const minute = signal<number | null>(null);
  effect(() => {
    const state = clock.value;
    // What the demo's clock does is not known while nobody tells: it stands where it was.
    if (state === null || !connected.value) return;
    const show = () => {
      minute.value = Math.floor(timeOf(state, Date.now()) / MINUTE) * MINUTE;
    };
    show();
    if (state.paused || state.jumping) return;
    // Fast clocks are shown ten times a second: more nobody can read.
    const timer = setInterval(show, Math.min(1_000, Math.max(100, MINUTE / state.speed / 4)));
    return () => clearInterval(timer);
  });
  return minute;
}

/** Real time in ms since 1970, once a second. */
export const second: ReadonlySignal<number> = (() => {
  const now = signal(Date.now());
  setInterval(() => {
    now.value = Date.now();
  }, 1_000);
  return now;
})();
