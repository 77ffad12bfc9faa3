// What decisions are made on: rules, team, people and the shared accounts, loaded once and carried forward from one
// decision to the next, so that a batch decides as if each lead came alone.
import { type Clock, type Instant, instant } from "../clock.ts";
import { withAccount } from "../domain/accountSignals.ts";
import type { Gone } from "../domain/availability.ts";
import { versionFor } from "../domain/canary.ts";
import type { DecideContext, Effects } from "../domain/decide/index.ts";
import type { Duplicate } from "../domain/duplicates.ts";
import type { EventBody } from "../domain/events.ts";
import type { Lead } from "../domain/lead.ts";
import { EMPTY_LEDGER, type Ledger, type LedgerChange, type LedgerKind } from "../domain/ledgers.ts";
import type { MirrorRef } from "../domain/mirrors.ts";
import { identitiesOf, type Person } from "../domain/person.ts";
import { decidedAtOf } from "../domain/trace.ts";
import type { LeadId, SlackId } from "../ids.ts";
import type { CompiledPolicy, Team } from "../policy/types.ts";
import type { Accounts } from "./accounts/ports.ts";
import type { AvailabilityStore } from "./availability/ports.ts";
import { duplicatesAmong } from "./duplicates.ts";
import type { Canary, LeadRecord, LeadStore, PeopleStore, RuleSet, RulesStore } from "./ports.ts";
import type { ReportStore } from "./reportPorts.ts";
import { type RoutingKnown, routingKnown } from "./routing/known.ts";
import type { Performance } from "./routing/performance.ts";

/** Which facts a decision needs beyond its lead; what is not needed is not loaded. */
export interface Needs {
  /** Share ledger, open offers: to route. */
  readonly share?: boolean;
  readonly notices?: boolean;
  /** Whose claims. */
  readonly claimsOf?: SlackId;
  /** What is known of their accounts and of who had them before: of leads that are decided or routed. */
  readonly routes?: readonly LeadRecord[];
  /** Whether earlier leads of these people were suppressed. */
  readonly suppressions?: readonly LeadRecord[];
  /** Whether this behaviour of a lead has been reported before. */
  readonly onRecord?: { readonly leadId: LeadId; readonly observed: string };
  /** Whether these people have come before. */
  readonly duplicates?: readonly LeadRecord[];
  /** Which digests show an override of theirs that was submitted then. */
  readonly digests?: readonly { readonly leadId: LeadId; readonly submittedAt: Instant }[];
}

export interface Rules {
  readonly active: RuleSet;
  /** Decides a share of the leads in the active version's place (`versionFor`). */
  readonly canary: Canary | null;
  readonly team: Team;
}

export interface SessionDeps {
  readonly leads: LeadStore;
  readonly rules: RulesStore;
  readonly people: PeopleStore;
  readonly availability: Pick<AvailabilityStore, "all">;
  readonly accounts: Accounts;
  readonly performance: Performance;
  readonly reports: Pick<ReportStore, "digestsOf">;
  readonly clock: Clock;
}

/** No policy or team is active: the set-up did not finish. */
export class NotSetUp extends Error {
  override readonly name = "NotSetUp";
}

/** The rules and the team in force; throws NotSetUp before the first publish. */
export async function rulesInForce(rules: Pick<RulesStore, "inForce" | "activeTeam">): Promise<Rules> {
  const [{ active, canary }, team] = await Promise.all([rules.inForce(), rules.activeTeam()]);
  if (!active || !team)
    throw new NotSetUp("no policy or team is active; run npx baton policy publish and team apply");
  return { active, canary, team: team.team };
}

/** The people who are away now, or whom Slack does not reach, which says more. `awayUntil`: where that is known. */
export async function peopleGone(
  { people, availability }: Pick<SessionDeps, "people" | "availability">,
  now: Instant,
): Promise<PeopleGone> {
  const [known, aways] = await Promise.all([people.all(), availability.all(now)]);
  const gone = new Map<SlackId, Gone>();
  const awayUntil = new Map<SlackId, Instant>();
  for (const [slack, { until }] of aways) {
    gone.set(slack, "away");
    if (until !== null) awayUntil.set(slack, until);
  }
  for (const { slack, status, until } of known.values()) {
    if (status !== "active" && (until === null || until > now)) gone.set(slack, status);
  }
  return { gone, awayUntil };
}

type PeopleGone = Required<Pick<DecideContext, "gone" | "awayUntil">>;

/** The policy that decides a lead's cycle. */
async function pinnedPolicy(
  store: RulesStore,
  { active, canary }: Rules,
  lead: Pick<Lead, "id" | "policy">,
): Promise<CompiledPolicy> {
  const inForce = [active, canary].find((one) => one?.ref.hash === lead.policy.hash);
  if (inForce) return inForce.policy;
  const pinned = await store.policy(lead.policy.version);
  if (pinned) return pinned.policy;
  throw new NotSetUp(`policy version ${lead.policy.version} of ${lead.id} is not in the database`);
}

const NO_FACTORS: ReadonlyMap<SlackId, number> = new Map();

export class Session {
  readonly now: Instant;
  readonly rules: Rules;
  readonly #deps: SessionDeps;
  readonly #absent: PeopleGone;
  readonly #openOffers: Map<SlackId, number>;
  readonly #suppressed: ReadonlyMap<string, DecideContext["suppressed"]>;
  readonly #known: ReadonlyMap<LeadId, RoutingKnown>;
  readonly #duplicates: ReadonlyMap<LeadId, Duplicate | null>;
  readonly #isOnRecord: boolean;
  readonly #digests: ReadonlyMap<LeadId, readonly MirrorRef[]>;
  readonly #ledgers: { [K in LedgerKind]?: Ledger<K> };
  readonly #changed = new Map<string, LedgerChange>();

  private constructor(
    deps: SessionDeps,
    loaded: {
      now: Instant;
      rules: Rules;
      absent: PeopleGone;
      openOffers: Map<SlackId, number>;
      suppressed: ReadonlyMap<string, DecideContext["suppressed"]>;
      known: ReadonlyMap<LeadId, RoutingKnown>;
      duplicates: ReadonlyMap<LeadId, Duplicate | null>;
      isOnRecord: boolean;
      digests: ReadonlyMap<LeadId, readonly MirrorRef[]>;
      ledgers: { [K in LedgerKind]?: Ledger<K> };
    },
  ) {
    this.#deps = deps;
    this.now = loaded.now;
    this.rules = loaded.rules;
    this.#absent = loaded.absent;
    this.#openOffers = loaded.openOffers;
    this.#suppressed = loaded.suppressed;
    this.#known = loaded.known;
    this.#duplicates = loaded.duplicates;
    this.#isOnRecord = loaded.isOnRecord;
    this.#digests = loaded.digests;
    this.#ledgers = loaded.ledgers;
  }

  /**
   * Loads what is needed. The share ledger is read before the open offers are counted: an offer made in between raises
   * the ledger's version, and the commit is refused, so a cap is never passed.
   */
  static async load(deps: SessionDeps, needs: Needs): Promise<Session> {
    const { leads, clock } = deps;
    const now = instant(clock.now());
    const rules = await rulesInForce(deps.rules);
    const share = needs.share ? await leads.ledger("share", "share") : undefined;
    const openOffers = needs.share ? await leads.openOffers() : new Map<SlackId, number>();
    const notices = needs.notices ? await leads.ledger("notices", "notices") : undefined;
    const claims = needs.claimsOf ? await leads.ledger("claims", `claims:${needs.claimsOf}`) : undefined;
    const asked = needs.suppressions ?? [];
    const found =
      asked.length === 0
        ? []
        : await leads.suppressions(asked.map(({ person }) => identitiesOf(person.submission)));
    const suppressed = new Map(
      asked.map(({ lead }, index) => {
        const entry = found[index] ?? null;
        return [lead.id, entry !== null && (entry.until === null || entry.until > now) ? entry : null];
      }),
    );
    const routes = await Promise.all(
      (needs.routes ?? []).map(async (record) => ({
        record,
        policy: await pinnedPolicy(deps.rules, rules, record.lead),
      })),
    );
    const known = await routingKnown(deps, routes, now);
    // After the ledger, as the open offers are: see `carry`.
    const newcomers = await Promise.all(
      (needs.duplicates ?? []).map(async (record) => ({
        record,
        policy: await pinnedPolicy(deps.rules, rules, record.lead),
      })),
    );
    const duplicates = await duplicatesAmong(newcomers, leads, now);
    const isOnRecord = needs.onRecord !== undefined && (await leads.hasObserved(needs.onRecord));
    const digests = new Map(
      await Promise.all(
        (needs.digests ?? []).map(
          async ({ leadId, submittedAt }) => [leadId, await deps.reports.digestsOf(submittedAt)] as const,
        ),
      ),
    );
    // After the ledgers too: whoever goes away moves them.
    const absent = await peopleGone(deps, now);
    const ledgers = { ...(share && { share }), ...(notices && { notices }), ...(claims && { claims }) };
    return new Session(deps, {
      ...{ now, rules, absent, openOffers, suppressed, known, duplicates, isOnRecord, digests, ledgers },
    });
  }

  /** The context for one lead's decision, as things stand after the session's earlier ones. */
  async contextFor(record: LeadRecord): Promise<DecideContext> {
    const { lead, person } = record;
    const { team } = this.rules;
    const policy = await pinnedPolicy(this.#deps.rules, this.rules, lead);
    const known = this.#known.get(lead.id);
    const routes = known !== undefined;
    return {
      now: this.now,
      policy,
      active: versionFor(lead.id, this.rules),
      team,
      person: known && lead.state === "buffering" ? this.#seen(person, known) : person,
      trace: record.trace,
      decidedAt: decidedAtOf(record),
      account: known?.account ?? null,
      had: known?.had ?? [],
      performance: routes ? await this.#deps.performance.factors(team, policy) : NO_FACTORS,
      suppressed: this.#suppressed.get(lead.id) ?? null,
      duplicateOf: this.#duplicates.get(lead.id) ?? null,
      isOnRecord: this.#isOnRecord,
      digests: this.#digests.get(lead.id) ?? [],
      ...this.#absent,
      openOffers: this.#openOffers,
      share: this.#data("share"),
      notices: this.#data("notices"),
      claims: this.#data("claims"),
    };
  }

  /** The person with what the CRM says, which goes on record with the decision. */
  #seen(person: Person, { account }: RoutingKnown): Person {
    const { submission } = person;
    return {
      ...person,
      signals: withAccount(person.signals, account, submission, this.rules.team, this.now),
    };
  }

  #data<K extends LedgerKind>(kind: K): Ledger<K>["data"] {
    const loaded = this.#ledgers[kind];
    const changed = loaded && this.#changed.get(loaded.id);
    return (changed?.data as Ledger<K>["data"] | undefined) ?? loaded?.data ?? EMPTY_LEDGER[kind];
  }

  /** Carries a decision's effects forward to the next one. */
  carry(events: readonly EventBody[], effects: Effects): void {
    for (const kind of ["share", "notices", "claims"] as const) {
      const data = effects[kind];
      if (data === undefined) continue;
      const loaded = this.#ledgers[kind];
      if (!loaded) throw new TypeError(`a decision changed the ${kind} ledger without having read it`);
      this.#changed.set(loaded.id, { id: loaded.id, version: loaded.version, data });
    }
    // Two leads of one person, decided at the same moment on two instances, do not see each other: the second must look
    // again. Whatever becomes of a lead of whom that was asked, it moves the ledger that both have read. So does an offer
    // that took nobody's turn: its rep may be going away.
    const { share } = this.#ledgers;
    const guarded = this.#duplicates.size > 0 || events.some(({ type }) => type === "offered");
    if (share && guarded && !this.#changed.has(share.id)) {
      this.#changed.set(share.id, { id: share.id, version: share.version, data: share.data });
    }
    for (const event of events) {
      if (event.type !== "offered") continue;
      this.#openOffers.set(event.rep, (this.#openOffers.get(event.rep) ?? 0) + 1);
    }
  }

  /** The accounts that the session's decisions changed, with the versions they were read at. */
  ledgerChanges(): LedgerChange[] {
    return [...this.#changed.values()];
  }
}
