// A lead's story told in commands: each is decided and applied as the engine would, without a database. For tests of
// the domain alone.
import { type Instant, instant, toMs } from "../../src/clock.ts";
import type { Gone } from "../../src/domain/availability.ts";
import { link } from "../../src/domain/chain.ts";
import { type Command, type DecideContext, type Decision, decide } from "../../src/domain/decide/index.ts";
import type { EventBody, LeadEvent } from "../../src/domain/events.ts";
import { evolve } from "../../src/domain/evolve.ts";
import { type Lead, nextStep } from "../../src/domain/lead.ts";
import { EMPTY_LEDGER } from "../../src/domain/ledgers.ts";
import type { OverrideAct } from "../../src/domain/overrides.ts";
import { newPerson, type Person, type Submission } from "../../src/domain/person.ts";
import { receive } from "../../src/domain/receive.ts";
import type { CompiledPolicy, Team } from "../../src/policy/index.ts";
import { policyOf, teamOf } from "./fixtures.ts";

export const START = "2026-03-02T10:00:00.000Z";
export const JANE: Submission = {
  email: "jane@acme.example",
  firstName: "Jane",
  lastName: "Doe",
  title: "VP Ops",
  country: "GB",
  intent: "demo",
  company: { name: "Acme", domain: "acme.example", employees: 300 },
};

/** A decision in a word: the events it makes, or the refusal. */
export function said(decision: Decision): string {
  return decision.ok ? decision.events.map(({ type }) => type).join("+") || "nothing" : decision.refused;
}

type Overriding = Extract<Command, { do: "override" }>;

/** A manager's decision about a lead as it is, with everything that a form asks for. */
export function overriding(
  { turns, cycle }: Lead,
  act: OverrideAct,
  more: Partial<Pick<Overriding, "by" | "reasonCode" | "justification" | "evidence">> = {},
): Overriding {
  return {
    ...{ do: "override", by: "U0MANAGER", turn: turns.length, cycle, act, reasonCode: "rule_gap" },
    ...{ justification: "The rules do not know this customer", evidence: null },
    ...more,
  };
}

export interface StoryOptions {
  readonly submission?: Submission;
  readonly policy?: CompiledPolicy;
  readonly team?: Team;
  readonly start?: Instant;
}

export class Story {
  now: Instant;
  lead: Lead;
  readonly events: LeadEvent[];
  person: Person;
  readonly gone = new Map<string, Gone>();
  readonly awayUntil = new Map<string, Instant>();
  readonly openOffers = new Map<string, number>();
  suppressed: DecideContext["suppressed"] = null;
  account: DecideContext["account"] = null;
  had: DecideContext["had"] = [];
  performance: DecideContext["performance"] = new Map();
  duplicateOf: DecideContext["duplicateOf"] = null;
  trace: DecideContext["trace"] = null;
  ledgers = { ...EMPTY_LEDGER };
  readonly policy: CompiledPolicy;
  team: Team;

  constructor({ submission = JANE, policy = policyOf(), team = teamOf(), start = START }: StoryOptions = {}) {
    this.policy = policy;
    this.team = team;
    this.now = start;
    this.person = newPerson("f-1", submission, "ab".repeat(32));
    const ref = { version: 1, hash: policy.hash };
    const first = receive({
      id: `lead_${"0".repeat(32)}`,
      source: "website",
      person: this.person,
      ref,
      policy,
      now: start,
      recognised: false,
    });
    this.lead = first.lead;
    this.events = first.events;
  }

  get context(): DecideContext {
    return {
      now: this.now,
      policy: this.policy,
      active: { ref: { version: 1, hash: this.policy.hash }, policy: this.policy },
      team: this.team,
      person: this.person,
      suppressed: this.suppressed,
      account: this.account,
      had: this.had,
      performance: this.performance,
      duplicateOf: this.duplicateOf,
      isOnRecord: false,
      trace: this.trace,
      decidedAt: null,
      digests: [],
      gone: this.gone,
      awayUntil: this.awayUntil,
      openOffers: this.openOffers,
      ...this.ledgers,
    };
  }

  /** Decides a command; when it may be, it is. */
  do(command: Command): Decision {
    const decision = decide(this.lead, command, this.context);
    if (decision.ok) {
      const { share, notices, claims, trace, overrides } = decision.effects;
      if (trace) this.trace = trace;
      if (overrides) this.person = { ...this.person, overrides };
      this.ledgers = {
        ...this.ledgers,
        ...(share && { share }),
        ...(notices && { notices }),
        ...(claims && { claims }),
      };
      const events = link(this.lead.id, this.lead, this.now, decision.actor, decision.events);
      this.events.push(...events);
      this.lead = events.reduce<Lead>(evolve, this.lead);
    }
    return decision;
  }

  /** Puts on record what no command of this test makes. */
  record(...bodies: EventBody[]): this {
    const events = link(this.lead.id, this.lead, this.now, "test", bodies);
    this.events.push(...events);
    this.lead = events.reduce<Lead>(evolve, this.lead);
    return this;
  }

  turnClock(ms: number): this {
    this.now = instant(toMs(this.now) + ms);
    return this;
  }

  /** Turns the clock to the next step and does it; false when nothing is due by time. */
  nextTick(lateMs = 0): boolean {
    const next = nextStep(this.lead);
    if (!next) return false;
    this.now = instant(Math.max(toMs(this.now), toMs(next.at) + lateMs));
    this.do({ do: "tick", ladder: next.ladder, step: next.step });
    return true;
  }

  /** Slack confirms the card of the running offer at this instant. */
  cardPosted(): this {
    const turn = this.lead.turns.length;
    const ts = `${(toMs(this.now) / 1000).toFixed(3)}000`;
    this.do({ do: "card_posted", turn, channel: "D0REP", ts });
    return this;
  }

  /** To an offer whose card is in Slack. */
  offered(): this {
    this.nextTick();
    return this.cardPosted();
  }

  /** To the Shark Tank. */
  tanked(): this {
    this.offered();
    while (this.lead.state === "offered") this.nextTick();
    return this;
  }

  overflowed(): this {
    this.tanked();
    while (this.lead.state === "tank") this.nextTick();
    return this;
  }

  types(): EventBody["type"][] {
    return this.events.map(({ body }) => body.type);
  }

  last<T extends EventBody["type"]>(type: T): Extract<EventBody, { type: T }> {
    const found = this.events.map(({ body }) => body).findLast((body) => body.type === type);
    if (!found) throw new Error(`no ${type} among ${this.types().join(", ")}`);
    return found as Extract<EventBody, { type: T }>;
  }

  get owner(): string | null {
    return "owner" in this.lead ? this.lead.owner : null;
  }
}
