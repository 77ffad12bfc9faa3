// Tells which Homes have something new to show. Changes are collected for a moment and raised together, outside the
// transactions that make them: a manager's Home is a row that all of these would wait for. What a crash keeps from being
// raised, the next start heals.
import type { Logger } from "pino";
import { type Clock, instant } from "../../clock.ts";
import type { EventBody } from "../../domain/events.ts";
import { homesTouched } from "../../domain/homes.ts";
import type { SlackId } from "../../ids.ts";
import type { RulesStore } from "../ports.ts";
import type { Recorded } from "../recorded.ts";
import type { HomeStore } from "./ports.ts";

/** How long changes are collected. */
const COLLECT_MS = 500;
/** After a fault of the database. */
const AGAIN_MS = 2_000;
/** When all are raised: those that somebody opens meanwhile must not wait behind them. */
const ALL = { atOnce: 20, apartMs: 1_000 };

export interface HomeWatchDeps {
  readonly homes: HomeStore;
  readonly rules: Pick<RulesStore, "activeTeam">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly mirrorsBehind: () => void;
}

/** What changes how many overrides wait for their review. */
const OVERRIDES: ReadonlySet<EventBody["type"]> = new Set([
  "override_asked",
  "overridden",
  "override_rejected",
  "override_reviewed",
]);

interface Collected {
  readonly people: Set<SlackId>;
  managers: boolean;
  stewards: boolean;
  everybody: boolean;
}

const none = (): Collected => ({ people: new Set(), managers: false, stewards: false, everybody: false });

export class HomeWatch {
  readonly #deps: HomeWatchDeps;
  #collected = none();
  #timer: NodeJS.Timeout | null = null;
  #raising: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: HomeWatchDeps) {
    this.#deps = deps;
  }

  /** What happened to a lead: whoever has or had it, and the managers where the totals are others now. */
  readonly recorded: Recorded = (after, events, before) => {
    if (events.some(({ type }) => OVERRIDES.has(type))) this.deskChanged();
    const { own, totals } = homesTouched(before, after);
    for (const person of own) this.#collected.people.add(person);
    if (totals) this.#collected.managers = true;
    if (own.length > 0 || totals) this.#soon(COLLECT_MS);
  };

  /** What these people's Homes show has changed. */
  changed(people: readonly SlackId[]): void {
    for (const person of people) this.#collected.people.add(person);
    if (people.length > 0) this.#soon(COLLECT_MS);
  }

  /** What all managers' and stewards' Homes show has changed. */
  deskChanged(): void {
    this.#collected.managers = true;
    this.#collected.stewards = true;
    this.#soon(COLLECT_MS);
  }

  /** Roles have changed, or nobody watched for a while. */
  everybodyChanged(): void {
    this.#collected.everybody = true;
    this.#soon(COLLECT_MS);
  }

  /** Raises what is collected now; resolves when that is written. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#raising = this.#raising.then(() => this.#raise());
    await this.#raising;
  }

  /** Raises what is left; takes nothing more. */
  async stop(): Promise<void> {
    await this.flush();
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #soon(ms: number): void {
    if (this.#stopped) return;
    this.#timer ??= setTimeout(() => void this.flush(), ms);
  }

  async #raise(): Promise<void> {
    const collected = this.#collected;
    this.#collected = none();
    const { homes, clock, log, mirrorsBehind } = this.#deps;
    try {
      const people = await this.#peopleOf(collected);
      if (people.length === 0 && !collected.everybody) return;
      const at = instant(clock.now());
      await homes.raise(people, at);
      if (collected.everybody) await homes.raiseAll(at, ALL);
      mirrorsBehind();
    } catch (error) {
      log.warn({ err: error }, "Homes could not be marked as behind; trying again");
      this.#putBack(collected);
    }
  }

  async #peopleOf({ people, managers, stewards }: Collected): Promise<SlackId[]> {
    const team = managers || stewards ? (await this.#deps.rules.activeTeam())?.team : undefined;
    const also = [
      ...(managers ? (team?.roles.managers ?? []) : []),
      ...(stewards ? (team?.roles.stewards ?? []) : []),
    ];
    return [...new Set([...people, ...also])];
  }

  #putBack({ people, managers, stewards, everybody }: Collected): void {
    const collected = this.#collected;
    for (const person of people) collected.people.add(person);
    collected.managers ||= managers;
    collected.stewards ||= stewards;
    collected.everybody ||= everybody;
    this.#soon(AGAIN_MS);
  }
}
