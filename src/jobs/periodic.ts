// Work that recurs: one run at a time, an error is logged and the next run tries again.
import cron, { type ScheduledTask } from "node-cron";
import type { Logger } from "pino";

/** A tick missed while the process was busy is no news: the next one does the same. */
export const CRON_OPTIONS = { suppressMissedWarning: true } as const;

export class Periodic {
  readonly #name: string;
  readonly #work: () => Promise<void>;
  readonly #log: Logger;
  readonly #task: ScheduledTask;
  #running: Promise<void> | null = null;

  /** Starts at the next time that `every`, a node-cron expression, names. */
  constructor(name: string, every: string, work: () => Promise<void>, log: Logger) {
    this.#name = name;
    this.#work = work;
    this.#log = log;
    this.#task = cron.schedule(every, () => this.run(), CRON_OPTIONS);
  }

  /** Runs now, unless a run is under way. */
  run(): void {
    this.#running ??= this.#work()
      .catch((error: unknown) =>
        this.#log.error({ err: error }, `${this.#name} failed; the next run tries again`),
      )
      .finally(() => {
        this.#running = null;
      });
  }

  async stop(): Promise<void> {
    await this.#task.destroy();
    await this.#running;
  }
}
