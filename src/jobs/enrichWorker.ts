// Has the providers asked about leads in their buffers: a few at a time, those in a hurry first and with room of their own.
// It only looks at what waits, so a lead taken by an instance that died is taken again when its lease is over. Whatever
// providers do, what is known goes to the lead before its buffer ends.
import type { Logger } from "pino";
import type { Engine } from "../app/engine.ts";
import { askAbout, type Enriching, type EnrichLeadDeps, MOST_TRIES } from "../app/enrichLead.ts";
import type { EnrichAnswer, EnrichmentStore, EnrichmentTask } from "../app/enrichPorts.ts";
import { type Instant, instant, toMs } from "../clock.ts";
import type { LeadId } from "../ids.ts";
import { Waking } from "../waking.ts";

export interface EnrichWorkerDeps extends EnrichLeadDeps {
  readonly engine: Pick<Engine, "run">;
  readonly enrichments: EnrichmentStore;
  readonly log: Logger;
}

/** Leads being asked about at once: of those in a hurry, and of the others. */
const AT_ONCE = { hurry: 16, others: 32 } as const;
/** How long a crash keeps a lead from being asked about; held on to while it goes on. */
const LEASE_MS = 15_000;
const EXTEND_EVERY_MS = 5_000;
/** So long before its buffer ends a lead is given what there is. */
const EARLY_MS = 250;
const LOOK_FLOOR_MS = 20;
const LOOK_CEILING_MS = 1_000;

interface Active {
  readonly task: EnrichmentTask;
  enriching: Enriching | null;
  /** What was known has been given to the lead: its buffer ends. Nobody waits for the providers' answers any more. */
  isGiven: boolean;
  readonly given: PromiseWithResolvers<null>;
}

/** What the first round brought, while the second is waited for. */
interface Held {
  readonly task: EnrichmentTask;
  readonly until: Instant;
  readonly answer: EnrichAnswer;
}

export class EnrichWorker {
  readonly #deps: EnrichWorkerDeps;
  readonly #active = new Map<LeadId, Active>();
  readonly #held = new Map<LeadId, Held>();
  readonly #works = new Set<Promise<void>>();
  readonly #waking = new Waking(
    () => this.#lookOrLog(),
    () => this.#untilNext(),
  );
  readonly #stopping = Promise.withResolvers<null>();
  #extendedAt = 0;
  #stopped = false;

  constructor(deps: EnrichWorkerDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#waking.start();
  }

  /** Looks at once; while it is looking, once more afterwards. */
  wake(): void {
    this.#waking.wake();
  }

  /** Takes no more leads, waits for no provider, and leaves what it has to others. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopping.resolve(null);
    await this.#waking.stop();
    await Promise.all(this.#works);
  }

  /** Resolves when nobody is being asked, and nobody is to be at this instant. */
  async drain(): Promise<void> {
    do {
      await this.#look();
      await Promise.all(this.#works);
      await this.#waking.idle();
    } while (await this.#isWaiting());
  }

  /** When something is to be done next; null: not at all. For whoever turns the clock. */
  async nextAt(): Promise<Instant | null> {
    const next = await this.#deps.enrichments.nextAt(false);
    const times = [...this.#ends().map(({ until }) => toMs(until) - EARLY_MS), ...(next ? [toMs(next)] : [])];
    return times.length === 0 ? null : instant(Math.min(...times));
  }

  /** Gives every lead whose buffer is about to end what is known of it by now: whoever has not answered is too late. */
  async giveWhatIsKnown(): Promise<void> {
    const soon = this.#deps.clock.now() + EARLY_MS;
    const ending = this.#ends().filter(({ until }) => toMs(until) <= soon);
    await Promise.all(
      ending.map(({ task, answer }) => {
        const active = this.#active.get(task.leadId);
        if (active) {
          active.isGiven = true;
          active.given.resolve(null);
        }
        return this.#finishOrLog(task, answer());
      }),
    );
  }

  #ends(): { task: EnrichmentTask; until: Instant; answer: () => EnrichAnswer }[] {
    const asking = [...this.#active.values()].flatMap(({ task, enriching, isGiven }) =>
      enriching && !isGiven ? { task, until: enriching.until, answer: () => enriching.asking.soFar() } : [],
    );
    const waiting = [...this.#held.values()].map(({ task, until, answer }) => ({
      task,
      until,
      answer: () => answer,
    }));
    return [...asking, ...waiting];
  }

  async #isWaiting(): Promise<boolean> {
    const next = await this.#deps.enrichments.nextAt(false);
    return next !== null && toMs(next) <= this.#deps.clock.now();
  }

  async #lookOrLog(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      this.#deps.log.warn({ err: error }, "leads to be enriched could not be read; trying again");
    }
  }

  async #look(): Promise<void> {
    await this.giveWhatIsKnown();
    await this.#extend();
    await this.#take(true, AT_ONCE.hurry);
    await this.#take(false, AT_ONCE.others);
  }

  /** Before anything is taken: a lease that ran out while the process stood still would be taken twice. */
  async #extend(): Promise<void> {
    const now = this.#deps.clock.now();
    if (this.#active.size === 0 || now - this.#extendedAt < EXTEND_EVERY_MS) return;
    this.#extendedAt = now;
    await this.#deps.enrichments.extend([...this.#active.keys()], instant(now + LEASE_MS));
  }

  async #take(urgent: boolean, atOnce: number): Promise<void> {
    for (;;) {
      const free = atOnce - this.#busy(urgent);
      if (free <= 0 || this.#stopped) return;
      const now = instant(this.#deps.clock.now());
      const tasks = await this.#deps.enrichments.lease(now, urgent, free, LEASE_MS);
      if (tasks.length === 0) return;
      if (this.#active.size === 0) this.#extendedAt = toMs(now);
      for (const task of tasks) this.#begin(task);
    }
  }

  #busy(urgent: boolean): number {
    return [...this.#active.values()].filter(({ task }) => (task.priority === 0) === urgent).length;
  }

  #begin(task: EnrichmentTask): void {
    if (this.#active.has(task.leadId)) return;
    const active: Active = { task, enriching: null, isGiven: false, given: Promise.withResolvers() };
    this.#active.set(task.leadId, active);
    const work = this.#work(active)
      .catch((error: unknown) =>
        // The lease runs out, and it is tried again, until the buffer ends.
        this.#deps.log.error({ err: error, leadId: task.leadId }, "a lead could not be enriched"),
      )
      .finally(() => {
        this.#active.delete(task.leadId);
        this.#works.delete(work);
        this.wake();
      });
    this.#works.add(work);
  }

  async #work(active: Active): Promise<void> {
    const { task } = active;
    const { enrichments } = this.#deps;
    const before = this.#held.get(task.leadId);
    this.#held.delete(task.leadId);
    const known = before?.task.cycle === task.cycle ? before.answer : null;
    const enriching = await askAbout(this.#deps, task, known);
    if (!enriching) return enrichments.remove(task.leadId, task.cycle);
    active.enriching = enriching;
    const { done } = enriching.asking;
    const answer = await Promise.race([done, active.given.promise, this.#stopping.promise]);
    if (active.isGiven) return;
    if (answer === null || this.#stopped)
      return enrichments.putBack(task.leadId, task.cycle, instant(this.#deps.clock.now()));
    const { againAt } = answer;
    if (againAt === null || task.attempts >= MOST_TRIES) return this.#finish(task, answer);
    this.#held.set(task.leadId, { task, until: enriching.until, answer });
    await enrichments.putBack(task.leadId, task.cycle, againAt);
  }

  async #finishOrLog(task: EnrichmentTask, answer: EnrichAnswer): Promise<void> {
    try {
      await this.#finish(task, answer);
    } catch (error) {
      this.#deps.log.error(
        { err: error, leadId: task.leadId },
        "a lead could not be given what is known of it",
      );
    }
  }

  async #finish(task: EnrichmentTask, { providers, signals }: EnrichAnswer): Promise<void> {
    const { leadId, cycle } = task;
    this.#held.delete(leadId);
    const outcome = await this.#deps.engine.run(leadId, {
      do: "enriched",
      cycle,
      providers: providers.map((one) => ({ ...one, keys: [...one.keys] })),
      signals,
    });
    // It waits for nobody any more: its buffer is over, or somebody else has answered.
    if (outcome.kind !== "done") await this.#deps.enrichments.remove(leadId, cycle);
  }

  /** Until something can be taken or is about to end, in ms. */
  async #untilNext(): Promise<number> {
    const { enrichments, clock } = this.#deps;
    const hasRoom = this.#busy(false) < AT_ONCE.others;
    // With the database away, the ceiling is when to look again. Without room, whoever finishes wakes the next look.
    const next = await enrichments.nextAt(!hasRoom).catch(() => null);
    const times = [...this.#ends().map(({ until }) => toMs(until) - EARLY_MS), ...(next ? [toMs(next)] : [])];
    return Math.min(LOOK_CEILING_MS, Math.max(LOOK_FLOOR_MS, Math.min(...times) - clock.now()));
  }
}
