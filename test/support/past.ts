// A record of leads as Baton makes one: taken in, swept, answered, on a database and a turned clock, without Slack.
import { NO_ACCOUNTS } from "../../src/app/accounts/ports.ts";
import { Engine, type Outcome } from "../../src/app/engine.ts";
import { receiveLeads } from "../../src/app/receiveLeads.ts";
import { instant, type TurnedClock } from "../../src/clock.ts";
import type { Command, RecycleAnswer } from "../../src/domain/decide/index.ts";
import { lastTurn, ownerOf } from "../../src/domain/lead.ts";
import type { Signal } from "../../src/domain/signals.ts";
import type { LeadId } from "../../src/ids.ts";
import { readLead } from "../../src/intake/readLead.ts";
import type { Receive } from "../../src/intake/receive.ts";
import type { CompiledPolicy } from "../../src/policy/types.ts";
import type { Services } from "../../src/services.ts";
import { policyOf, teamOf } from "./fixtures.ts";
import { publishIn } from "./publish.ts";

/** A lead's body as it is posted. */
export type Body = Readonly<Record<string, unknown>> & { readonly externalId: string };

export class Past {
  readonly services: Services;
  readonly #clock: TurnedClock;
  readonly engine: Engine;
  readonly #receive: Receive;

  constructor(services: Services, clock: TurnedClock) {
    this.services = services;
    this.#clock = clock;
    const silent = { stepsDue: () => {}, enrichmentDue: () => {}, recorded: () => {} };
    this.#receive = receiveLeads({ ...services, ...silent, clock });
    this.engine = new Engine({
      ...services,
      ...silent,
      accounts: NO_ACCOUNTS,
      clock,
      mirrorsBehind: () => {},
      stuck: (leadId, error) => {
        throw new Error(`${leadId} is stuck`, { cause: error });
      },
    });
  }

  /** Puts rules in force; the test's own unless others are given. */
  async publish(policy: CompiledPolicy = policyOf()): Promise<void> {
    const team = teamOf();
    const at = instant(this.#clock.now());
    const { rules } = this.services;
    await rules.applyTeam({ canonical: team.canonical, hash: team.hash, by: "Dana", at });
    await publishIn(rules, policy, { by: "Dana", at });
  }

  /** The ids of those that intake takes, in order; whatever it refuses is passed over. */
  async receive(bodies: readonly Body[], source = "website"): Promise<LeadId[]> {
    const read = bodies.map((body) => readLead(body, source));
    const results = await this.#receive(read.flatMap((one) => (one.ok ? one.arrival : [])));
    return results.flatMap((result) => (result.kind === "created" ? result.leadId : []));
  }

  /** Moves the clock on, and does what is due by then. */
  async turn(ms: number): Promise<void> {
    this.#clock.turn(ms);
    for (;;) {
      const taken = await this.engine.take(instant(this.#clock.now()), 200, 60_000);
      if (taken.length === 0) return;
      await this.engine.carryOut(taken);
    }
  }

  /** The providers have been asked, and said so much. */
  enriched(id: LeadId, signals: readonly Signal[]): Promise<Outcome> {
    return this.engine.run(id, { do: "enriched", cycle: 1, providers: [], signals });
  }

  accept(id: LeadId): Promise<Outcome | null> {
    return this.#answer(id, (by, turn) => ({ do: "accept", by, turn }));
  }

  recycle(id: LeadId, answer: RecycleAnswer): Promise<Outcome | null> {
    return this.#answer(id, (by, turn) => ({ do: "recycle", by, turn, answer, note: null }));
  }

  /** As the rep who holds it; null where none does. */
  async #answer(id: LeadId, command: (by: string, turn: number) => Command): Promise<Outcome | null> {
    const record = await this.services.leads.load(id);
    const [owner, turn] = record ? [ownerOf(record.lead), lastTurn(record.lead)] : [null, null];
    if (record?.lead.state !== "offered" || owner === null || !turn) return null;
    return this.engine.run(id, command(owner, turn.turn));
  }
}
