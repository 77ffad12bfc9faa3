// Work that is done when woken: one run at a time, and once more when it was woken meanwhile. Between runs it may set
// itself a time to look again.

export class Waking {
  readonly #work: () => Promise<void>;
  readonly #lookAgainIn: () => Promise<number | null>;
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #again = false;
  #stopped = true;

  /** `work` must not throw. `lookAgainIn`: after how many ms to run again unless woken before; null: not by itself. */
  constructor(work: () => Promise<void>, lookAgainIn: () => Promise<number | null>) {
    this.#work = work;
    this.#lookAgainIn = lookAgainIn;
  }

  start(): void {
    this.#stopped = false;
    this.wake();
  }

  /** Runs at once; during a run, once more afterwards. */
  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
    });
  }

  /** Resolves when no run is under way. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Finishes the run under way; starts no other. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#again = false;
    if (this.#timer) clearTimeout(this.#timer);
    await this.idle();
  }

  async #run(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    while (this.#again && !this.#stopped) {
      this.#again = false;
      await this.#work();
    }
    const wait = await this.#lookAgainIn();
    if (wait === null || this.#stopped) return;
    this.#timer = setTimeout(() => this.wake(), wait);
    this.#timer.unref();
  }
}
