// The one path: load → decide → commit. Whatever lost a race is loaded and decided again; the second decision may be a
// refusal, and that is what the person is told.

import { type Instant, toMs } from "../clock.ts";
import { link } from "../domain/chain.ts";
import type { DecideContext, Decision, Effects, NewTouch } from "../domain/decide/index.ts";
import { type Command, decide, type RefusalCode } from "../domain/decide/index.ts";
import { evolve } from "../domain/evolve.ts";
import { type Lead, nextDue } from "../domain/lead.ts";
import type { LedgerChange } from "../domain/ledgers.ts";
import { identitiesOf } from "../domain/person.ts";
import { digestsBehind, raisedBy } from "../domain/raised.ts";
import type { LeadId, SlackId } from "../ids.ts";
import { handOver, type Merging, mergingOf } from "./merging.ts";
import { needsOf, tickOf } from "./needs.ts";
import type { Commit, DueStep, LeadRecord } from "./ports.ts";
import type { Made, Recorded } from "./recorded.ts";
import { Performance } from "./routing/performance.ts";
import { Session, type SessionDeps } from "./session.ts";

export type Outcome =
  /** `changed` false: it was so already. */
  | { readonly kind: "done"; readonly record: LeadRecord; readonly changed: boolean }
  | { readonly kind: "refused"; readonly code: RefusalCode; readonly record: LeadRecord }
  | { readonly kind: "unknown" };

export interface EngineDeps extends Omit<SessionDeps, "performance"> {
  /** Called after a commit that left mirrors behind. */
  readonly mirrorsBehind: () => void;
  /** Called after a commit that left something due already. */
  readonly stepsDue: () => void;
  /** Called after a commit from which on providers are to be asked about a lead. */
  readonly enrichmentDue: () => void;
  /** Whether an error says that the database cannot be reached, rather than that something is wrong with a lead. */
  readonly isDatabaseAway: (error: unknown) => boolean;
  /** Called when a lead's due step cannot be decided or written for a reason of its own; the others go on. */
  readonly stuck: (leadId: LeadId, error: unknown) => void;
  /** Called for every decision that is on disk, once. */
  readonly recorded: Recorded;
}

/** A due step that this instance has to itself for a while, and its lead; null where that is gone. */
export interface Taken {
  readonly step: DueStep;
  readonly record: LeadRecord | null;
}

/** A command met with lost races this many times in a row: far beyond what contention on one lead can do. */
const MOST_TRIES = 12;

export class Contention extends Error {
  override readonly name = "Contention";
}

export class Engine {
  readonly #deps: EngineDeps & SessionDeps;

  constructor(deps: EngineDeps) {
    this.#deps = { ...deps, performance: new Performance(deps.leads, deps.clock) };
  }

  /** Carries out a command on one lead. */
  async run(id: LeadId, command: Command): Promise<Outcome> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const record = await this.#deps.leads.load(id);
      if (!record) return { kind: "unknown" };
      const outcome = await this.#attempt(record, command);
      if (outcome !== "lost") return outcome;
    }
    throw new Contention(`${command.do} on ${id} lost ${MOST_TRIES} races in a row`);
  }

  async #attempt(record: LeadRecord, command: Command): Promise<Outcome | "lost"> {
    const session = await Session.load(this.#deps, needsOf(command, record));
    const context = await session.contextFor(record);
    const decision = decide(record.lead, command, context);
    const events = decision.ok ? decision.events : decision.record ? [decision.record] : [];
    if (events.length > 0) {
      const commit = commitOf(record, decision, context);
      const merging = mergingOf(record, commit, decision, context);
      if (merging && !(await this.#handOver([merging])).has(record.lead.id)) return "lost";
      if (decision.ok) session.carry(decision.events, decision.effects);
      const result = await this.#deps.leads.commit({ ...commit, ledgers: session.ledgerChanges() });
      if (result === "lost") return "lost";
      this.#announce([commit]);
      if (decision.ok) return { kind: "done", record: after(record, commit), changed: true };
    }
    return decision.ok
      ? { kind: "done", record, changed: false }
      : { kind: "refused", code: decision.refused, record };
  }

  /** Takes up to `limit` due steps, with their leads: nobody else gets them for so long. Empty: nothing is due. */
  async take(now: Instant, limit: number, leaseMs: number): Promise<Taken[]> {
    const due = await this.#deps.leads.leaseDue(now, limit, leaseMs);
    return this.#withRecords(due);
  }

  /** Does the steps that were taken in one transaction. Who loses the guard to a click is decided again singly. */
  async carryOut(taken: readonly Taken[]): Promise<void> {
    for (const { step } of await this.#sweepTogether(taken)) {
      await this.#orStuck(step.leadId, () => this.run(step.leadId, tickOf(step)));
    }
  }

  async #withRecords(steps: readonly DueStep[]): Promise<Taken[]> {
    const records = await this.#deps.leads.loadMany(steps.map(({ leadId }) => leadId));
    return steps.map((step) => ({ step, record: records.get(step.leadId) ?? null }));
  }

  /** One lead that cannot be carried on with stops no other: it is named, and tried again when its lease is over. */
  async #orStuck<T>(leadId: LeadId, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (this.#deps.isDatabaseAway(error)) throw error;
      this.#deps.stuck(leadId, error);
      return null;
    }
  }

  /** Decides and commits a batch; gives back the steps that lost their own guard. */
  async #sweepTogether(taken: readonly Taken[]): Promise<Taken[]> {
    let batch = taken;
    const singly: Taken[] = [];
    for (let tries = 0; tries < MOST_TRIES && batch.length > 0; tries++) {
      const { commits, mergings, ledgers } = await this.#decideBatch(batch);
      if (mergings.length > 0) {
        const left = await this.#mergeTogether(mergings);
        singly.push(...batch.filter(({ step }) => left.has(step.leadId)));
        const merging = new Set(mergings.map(({ commit }) => commit.lead.id));
        batch = batch.filter(({ step }) => !merging.has(step.leadId));
      }
      if (commits.length === 0) return singly;
      const lost = await this.#commitTogether(commits, ledgers);
      if (lost === "failed") return [...singly, ...batch];
      const losers = new Set<LeadId>(lost === "ledger" ? [] : lost);
      if (lost !== "ledger" && (losers.size === 0 || ledgers.length === 0)) {
        this.#announce(commits.filter(({ lead }) => !losers.has(lead.id)));
        return [...singly, ...batch.filter(({ step }) => losers.has(step.leadId))];
      }
      singly.push(...batch.filter(({ step }) => losers.has(step.leadId)));
      const left = batch.filter(({ step }) => !losers.has(step.leadId));
      batch = await this.#withRecords(left.map(({ step }) => step));
    }
    return [...singly, ...batch];
  }

  /** `failed`: something in the batch cannot be written, so each is written by itself. */
  async #commitTogether(commits: readonly Commit[], ledgers: readonly LedgerChange[]) {
    try {
      return (await this.#deps.leads.commitMany(commits, ledgers)).lost;
    } catch (error) {
      if (this.#deps.isDatabaseAway(error)) throw error;
      return "failed";
    }
  }

  /** Merges leads that turned out to be of people who have come before; names those that must be looked at again. */
  async #mergeTogether(mergings: readonly Merging[]): Promise<Set<LeadId>> {
    const handed = await this.#handOver(mergings);
    const commits = mergings.flatMap(({ commit }) => (handed.has(commit.lead.id) ? commit : []));
    const lost = commits.length === 0 ? [] : await this.#commitTogether(commits, []);
    const losers = new Set(typeof lost === "string" ? commits.map(({ lead }) => lead.id) : lost);
    this.#announce(commits.filter(({ lead }) => !losers.has(lead.id)));
    return new Set([
      ...mergings.flatMap(({ commit: { lead } }) => (handed.has(lead.id) ? [] : lead.id)),
      ...losers,
    ]);
  }

  #handOver(mergings: readonly Merging[]): Promise<Set<LeadId>> {
    const touch = (into: LeadId, touches: readonly NewTouch[]) =>
      this.#orStuck(into, () => this.run(into, { do: "touch", touches }));
    return handOver(mergings, this.#deps.leads, touch);
  }

  async #decideBatch(batch: readonly Taken[]) {
    const loaded = batch.flatMap(({ step, record }) => (record ? [{ step, record }] : []));
    const needs = loaded.map(({ step, record }) => needsOf(tickOf(step), record));
    const session = await Session.load(this.#deps, {
      share: needs.some(({ share }) => share === true),
      notices: needs.some(({ notices }) => notices === true),
      routes: needs.flatMap(({ routes }) => routes ?? []),
      suppressions: needs.flatMap(({ suppressions }) => suppressions ?? []),
      duplicates: needs.flatMap(({ duplicates }) => duplicates ?? []),
      digests: needs.flatMap(({ digests }) => digests ?? []),
    });
    const commits: Made[] = [];
    const mergings: Merging[] = [];
    for (const { step, record } of loaded) {
      const decided = await this.#orStuck(step.leadId, () => this.#decideStep(session, step, record));
      if (decided?.merging) mergings.push(decided.merging);
      else if (decided) commits.push(decided.commit);
    }
    return { commits, mergings, ledgers: session.ledgerChanges() };
  }

  /** Null: the step is stale. */
  async #decideStep(
    session: Session,
    step: DueStep,
    record: LeadRecord,
  ): Promise<{ readonly commit: Made; readonly merging: Merging | null } | null> {
    const context = await session.contextFor(record);
    const decision = decide(record.lead, tickOf(step), context);
    if (!decision.ok || decision.events.length === 0) return null;
    const commit = commitOf(record, decision, context);
    const merging = mergingOf(record, commit, decision, context);
    if (!merging) session.carry(decision.events, decision.effects);
    return { commit, merging };
  }

  /** Routes again whatever waits for somebody's opening: the team is another one; returns how many leads that were. */
  async routeWaiting(): Promise<number> {
    const waiting = await this.#deps.leads.waitingForOpening();
    for (const id of waiting) await this.run(id, { do: "route_again" });
    return waiting.length;
  }

  /** Takes whatever somebody holds who is not there to the next; returns how many leads went on. */
  async loseRep(rep: SlackId, why: "deactivated" | "unreachable" | "removed"): Promise<number> {
    const held = await this.#deps.leads.heldBy(rep);
    for (const id of held) await this.run(id, { do: "lose_rep", rep, why });
    return held.length;
  }

  #announce(commits: readonly Made[]): void {
    if (commits.some(({ raise }) => raise.length > 0)) this.#deps.mirrorsBehind();
    const now = this.#deps.clock.now();
    const due = commits.some(({ lead }) => {
      const next = nextDue(lead);
      return next !== null && toMs(next.at) <= now;
    });
    if (due) this.#deps.stepsDue();
    if (commits.some(({ enrichment }) => typeof enrichment === "object")) this.#deps.enrichmentDue();
    for (const { lead, events, before } of commits) {
      const bodies = events.map(({ body }) => body);
      this.#deps.recorded(lead, bodies, before);
    }
  }
}

function commitOf(record: LeadRecord, decision: Decision, context: DecideContext): Made {
  const { lead, person } = record;
  const bodies = decision.ok ? decision.events : decision.record ? [decision.record] : [];
  const events = link(lead.id, lead, context.now, decision.actor, bodies);
  const next = events.reduce<Lead>(evolve, lead);
  const effects: Effects = decision.ok ? decision.effects : {};
  // What was looked up for the decision is on record with it.
  const seen = context.person.signals === person.signals ? undefined : context.person.signals;
  const signals = effects.signals ?? seen;
  return {
    lead: next,
    before: lead,
    expected: lead.seq,
    events,
    raise: [
      ...raisedBy(lead, next, bodies, context.policy, context.team),
      ...digestsBehind(bodies, context.digests),
    ],
    ledgers: [],
    ...(effects.notice && { notice: effects.notice }),
    ...(effects.trace && { trace: effects.trace }),
    ...(effects.note && { note: effects.note }),
    ...((signals || effects.answers || effects.overrides) && {
      person: {
        ...(signals && { signals }),
        ...(effects.answers && { answers: effects.answers }),
        ...(effects.overrides && { overrides: effects.overrides }),
      },
    }),
    ...(effects.liftSuppression && { lifted: identitiesOf(person.submission) }),
    ...enrichmentOf(lead, next, effects),
    ...(effects.suppress && {
      suppression: { identities: identitiesOf(person.submission), ...effects.suppress },
    }),
  };
}

/** Providers are to be asked, or need not be any more. */
function enrichmentOf(before: Lead, next: Lead, { enrich }: Effects): Pick<Commit, "enrichment"> {
  if (enrich) return { enrichment: enrich };
  const isAsked = (lead: Lead) => lead.state === "buffering" && lead.enriching !== null;
  return isAsked(before) && !isAsked(next) ? { enrichment: "over" } : {};
}

function after(record: LeadRecord, commit: Commit): LeadRecord {
  const person = { ...record.person, ...commit.person };
  return { ...record, person, lead: commit.lead, trace: commit.trace ?? record.trace };
}
