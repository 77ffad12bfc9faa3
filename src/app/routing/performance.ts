// How reps have answered lately, kept for some minutes: a lead is routed far more often than that changes.
import { type Clock, instant } from "../../clock.ts";
import { performanceFactors, type RepRecord } from "../../domain/performance.ts";
import type { SlackId } from "../../ids.ts";
import type { CompiledPolicy, Team } from "../../policy/types.ts";
import type { LeadStore } from "../ports.ts";

const KEPT_MS = 10 * 60_000;
const LOOKED_AT_MS = 30 * 24 * 3_600_000;

export class Performance {
  readonly #leads: Pick<LeadStore, "repRecords">;
  readonly #clock: Clock;
  #held: { team: string; at: number; records: Promise<Map<SlackId, RepRecord>> } | null = null;

  constructor(leads: Pick<LeadStore, "repRecords">, clock: Clock) {
    this.#leads = leads;
    this.#clock = clock;
  }

  /** By how much each rep's weight is moved; empty where the policy does not ask. */
  async factors(team: Team, policy: CompiledPolicy): Promise<ReadonlyMap<SlackId, number>> {
    const bounds = policy.route.share.performance;
    return bounds === null ? new Map() : performanceFactors(await this.#records(team), bounds);
  }

  #records(team: Team): Promise<Map<SlackId, RepRecord>> {
    const now = this.#clock.now();
    const held = this.#held;
    if (held && held.team === team.hash && Math.abs(now - held.at) < KEPT_MS) return held.records;
    const reps = team.reps.map(({ slack }) => slack);
    const records = this.#leads.repRecords(reps, instant(now - LOOKED_AT_MS));
    const fresh = { team: team.hash, at: now, records };
    this.#held = fresh;
    records.catch(() => {
      if (this.#held === fresh) this.#held = null;
    });
    return records;
  }
}
