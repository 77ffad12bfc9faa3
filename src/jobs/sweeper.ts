// Wakes the deadline sweep: by node-cron, after a commit that left something due, and when the next step is due. Being
// woken too often costs one empty query; being woken by the cron alone would cost up to its interval in lateness.
import cron, { type ScheduledTask } from "node-cron";
import type { Logger } from "pino";
import type { Engine } from "../app/engine.ts";
import type { LeadStore } from "../app/ports.ts";
import { type Clock, instant, toMs } from "../clock.ts";
import { Waking } from "../waking.ts";
import { CRON_OPTIONS } from "./periodic.ts";

export interface SweeperDeps {
  readonly engine: Pick<Engine, "take" | "carryOut">;
  readonly leads: Pick<LeadStore, "nextDueAt">;
  readonly clock: Clock;
  readonly log: Logger;
  /** node-cron expression. */
  readonly every: string;
  /** Steps done in one transaction at most. */
  readonly batch: number;
  /** Called before due steps are taken: what a lead is still to be given before its buffer ends. */
  readonly beforeTaking: () => Promise<void>;
}

/**
 * How long a batch may take before another instance may do it: a crash delays its steps by this much. A batch that takes
 * longer does no harm: of two that do the same step, one loses the lead's guard and finds the step done.
 */
const LEASE_MS = 2_000;
/** Steps due further off are the cron's to notice. */
const HORIZON_MS = 60_000;

export class Sweeper {
  readonly #deps: SweeperDeps;
  readonly #waking = new Waking(
    () => this.#sweepOrLog(),
    () => this.#untilNext(),
  );
  #cron: ScheduledTask | null = null;

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#cron = cron.schedule(this.#deps.every, () => this.wake(), CRON_OPTIONS);
    this.#waking.start();
  }

  /** Sweeps at once; while a sweep is under way, once more afterwards. */
  wake(): void {
    this.#waking.wake();
  }

  /** Finishes the sweep under way; starts no other. */
  async stop(): Promise<void> {
    await this.#cron?.destroy();
    await this.#waking.stop();
  }

  /**
   * Does every step that is due at this instant, also those that become due by doing one; resolves when no sweep of
   * this process is under way.
   */
  async drain(): Promise<void> {
    await this.#sweepAll();
    await this.#waking.idle();
  }

  async #sweepAll(): Promise<void> {
    const { engine, clock, batch, beforeTaking } = this.#deps;
    await beforeTaking();
    const take = () => engine.take(instant(clock.now()), batch, LEASE_MS);
    // Asked again at the end: what a batch itself made due may have come too late for the look made beside it.
    for (let taken = await take(); taken.length > 0; taken = await take()) {
      // The next batch is loaded while this one is written.
      while (taken.length > 0) [taken] = await Promise.all([take(), engine.carryOut(taken)]);
    }
  }

  async #sweepOrLog(): Promise<void> {
    try {
      await this.#sweepAll();
    } catch (error) {
      // The leases run out and the steps come again, late and recorded as such.
      this.#deps.log.error({ err: error }, "the deadline sweep failed; the next one tries again");
    }
  }

  /** Until the next step is due, in ms; what is far off, or cannot be asked, is the cron's to notice. */
  async #untilNext(): Promise<number | null> {
    const { leads, clock } = this.#deps;
    const next = await leads.nextDueAt().catch(() => null);
    const wait = next === null ? Number.POSITIVE_INFINITY : Math.max(0, toMs(next) - clock.now());
    return wait > HORIZON_MS ? null : wait + 1;
  }
}
