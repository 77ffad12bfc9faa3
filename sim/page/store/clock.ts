/** The workspace's clock, which need not be the computer's: a host may turn it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { get } from "./api.ts";

const MINUTE = 60_000;
const ASK_EVERY_MS = 15_000;

export interface Clock {
  /** Whole minutes, in ms since 1970. */
  readonly now: ReadonlySignal<number>;
  /** The viewer's day, as `dayOf` gives it. */
  readonly today: ReadonlySignal<string>;
  /** Something happened at that time. */
  sawTs(ts: string): void;
  ask(): Promise<void>;
  stop(): void;
}

/** Asks every now and then while `isConnected`. */
export function createClock(isConnected: () => boolean): Clock {
  const now = signal(wholeMinutes(Date.now()));
  const ask = async (): Promise<void> => {
    const answer = await get<{ readonly now: number }>("/time");
    if (answer.ok) now.value = wholeMinutes(answer.value.now);
  };
  const tick = setInterval(() => {
    if (isConnected()) void ask();
  }, ASK_EVERY_MS);
  return {
    now,
    today: computed(() => dayOf(now.value)),
    sawTs: (ts) => {
      now.value = Math.max(now.peek(), wholeMinutes(msOf(ts)));
    },
    ask,
    stop: () => clearInterval(tick),
  };
}

/** Epoch milliseconds of a message's `ts`. */
export function msOf(ts: string): number {
  return Number.parseFloat(ts) * 1_000;
}

/** The day in the viewer's zone, to compare with: `2026-11-21`. */
export function dayOf(ms: number): string {
  const date = new Date(ms);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function wholeMinutes(ms: number): number {
  return Math.floor(ms / MINUTE) * MINUTE;
}
