/** Tells whoever waits or watches that something happened here, so that nobody has to poll. */
import type { SimMessage, Violation, WaitOptions } from "../types.ts";

/** What has changed, told by the part of the state that holds it. */
export type Change =
  /** Posted, edited, reacted to or deleted; `before`: the version that it takes the place of. */
  | { readonly type: "message"; readonly message: SimMessage; readonly before?: SimMessage }
  | { readonly type: "modal"; readonly user: string }
  | { readonly type: "home"; readonly user: string }
  | { readonly type: "people" }
  | { readonly type: "channels" }
  | { readonly type: "read"; readonly user: string }
  | { readonly type: "violation"; readonly violation: Violation };

export type Tell = (change: Change) => void;

export class Changes {
  readonly #waiting = new Set<() => void>();
  readonly #watching = new Set<Tell>();
  #pending = false;

  /** Hands a change to those who watch, at once and in the order they came, and lets those who wait look. */
  readonly tell: Tell = (change) => {
    for (const watch of this.#watching) watch(change);
    this.notify();
  };

  /** Calls `watch` with every change from now on. */
  watch(watch: Tell): void {
    this.#watching.add(watch);
  }

  /** Something changed. Those waiting look once per turn of the event loop, however much changes in it. */
  notify(): void {
    if (this.#pending || this.#waiting.size === 0) return;
    this.#pending = true;
    setImmediate(() => {
      this.#pending = false;
      for (const look of [...this.#waiting]) look();
    });
  }

  /**
   * Resolves with the first truthy value of `probe`, looked at now, after every change, and every 50 ms
   * for the sake of probes that read something outside. Rejects after `timeoutMs` (5 s) real milliseconds.
   */
  waitFor<T>(probe: () => T | null | undefined | false, options: WaitOptions = {}): Promise<T> {
    const { timeoutMs = 5_000, what = "the condition" } = options;
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearInterval(tick);
        clearTimeout(deadline);
        this.#waiting.delete(look);
      };
      const look = (): void => {
        try {
          const value = probe();
          if (!value) return;
          finish();
          resolve(value);
        } catch (error) {
          finish();
          reject(error);
        }
      };
      const tick = setInterval(look, 50);
      const deadline = setTimeout(() => {
        finish();
        reject(new Error(`Waited ${timeoutMs} ms in vain for ${what}`));
      }, timeoutMs);
      this.#waiting.add(look);
      look();
    });
  }
}
