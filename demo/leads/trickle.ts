// The leads that come by themselves: a few at once, so that there is something to do, then one every now and then.
import type { OutgoingLead } from "./forms.ts";
import type { Taken } from "./intake.ts";

const AT_ONCE = 3;
/** Real time. */
const EVERY_MS = 20_000;
/** With so many cards unanswered nobody needs another one. */
const ENOUGH_WAITING = 15;

export interface TrickleDeps {
  readonly leads: Iterator<OutgoingLead, undefined>;
  handIn(lead: OutgoingLead): Promise<Taken>;
  /** Whether somebody looks on, and time passes: a demo left alone overnight must not fill up. */
  isWatched(): boolean;
  /** Cards that wait for an answer. */
  waiting(): number;
  refused(sentence: string): void;
}

export class Trickle {
  readonly #deps: TrickleDeps;
  /** Taken from the leads, and not yet by Baton. */
  #pending: OutgoingLead | null = null;
  #timer: NodeJS.Timeout | null = null;
  #busy = false;

  constructor(deps: TrickleDeps) {
    this.#deps = deps;
  }

  /** Hands in the first few; the others follow. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#now(), EVERY_MS);
    for (let count = 0; count < AT_ONCE; count++) await this.next();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  async #now(): Promise<void> {
    const { isWatched, waiting } = this.#deps;
    if (this.#busy || !isWatched() || waiting() >= ENOUGH_WAITING) return;
    this.#busy = true;
    await this.next();
    this.#busy = false;
  }

  /** Hands in the next lead that is new to Baton; one that finds it down is kept for the next time. */
  async next(): Promise<void> {
    const { leads, handIn, refused } = this.#deps;
    for (;;) {
      this.#pending ??= leads.next().value ?? null;
      if (this.#pending === null) return this.stop();
      const { externalId } = this.#pending;
      const taken = await handIn(this.#pending);
      if (taken.kind === "down") return;
      this.#pending = null;
      if (taken.kind === "refused") refused(`${externalId}: ${taken.problems.join("; ")}`);
      // From kept data the first ones are known.
      if (taken.kind !== "taken" || !taken.known) return;
    }
  }
}
