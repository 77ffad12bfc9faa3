// What the use cases need from the outside, said in the domain's words. Adapters in `src/store` and `src/slack`
// implement it; nothing here knows how.
import type { Instant } from "../clock.ts";
import type { HadBefore } from "../domain/candidates.ts";
import type { LeadEvent } from "../domain/events.ts";
import type { CardRef, Lead, LeadState, Timer } from "../domain/lead.ts";
import type { Ledger, LedgerChange, LedgerKind } from "../domain/ledgers.ts";
import type { MirrorRef } from "../domain/mirrors.ts";
import type { OverrideTexts } from "../domain/overrides.ts";
import type { RepRecord } from "../domain/performance.ts";
import type { Person, ReviewAnswers } from "../domain/person.ts";
import type { QueueGroup } from "../domain/queue.ts";
import type { Signal } from "../domain/signals.ts";
import type { OnRecord } from "../domain/stats.ts";
import type { Trace } from "../domain/trace.ts";
import type { LeadId, SlackId } from "../ids.ts";
import type { JsonValue } from "../policy/types.ts";
import type { KnownPeople } from "./duplicates.ts";

export type { Canary, GuardStore, PublishedPolicy, RuleSet, RulesStore } from "./rulesPorts.ts";

/** A lead with its personal side, as a use case or a renderer loads it. */
export interface LeadRecord {
  readonly lead: Lead;
  readonly person: Person;
  /** The latest qualification; null before the first. */
  readonly trace: Trace | null;
}

/** The suppression a decision writes: these identities (hashes) get no offer until then; null: ever. */
export interface SuppressionEntry {
  readonly identities: readonly string[];
  readonly until: Instant | null;
  readonly because: "not_icp" | "score" | "rule" | "check" | "rejected";
}

/** Everything one decision changes, written in one transaction or not at all. */
export interface Commit {
  /** The lead as the events leave it; its `seq` is `expected + events.length`. */
  readonly lead: Lead;
  /** The `seq` the decision was made on: the guard. */
  readonly expected: number;
  readonly events: readonly LeadEvent[];
  /** Mirrors that are behind from now on. */
  readonly raise: readonly MirrorRef[];
  readonly ledgers: readonly LedgerChange[];
  /** The overdue notice that the lead's turn joins. */
  readonly notice?: { readonly id: string; readonly turn: number };
  readonly trace?: Trace;
  readonly suppression?: SuppressionEntry;
  /** Free text that a person wrote about the lead, erasable. */
  readonly note?: { readonly turn: number; readonly by: SlackId; readonly text: string };
  /** What is recorded of the person from now on; what is left out stays. */
  readonly person?: {
    readonly signals?: readonly Signal[];
    readonly answers?: readonly ReviewAnswers[];
    readonly overrides?: readonly OverrideTexts[];
  };
  /** Identities (hashes) that are suppressed no longer. */
  readonly lifted?: readonly string[];
  /** Providers are to be asked from now on (0 goes first), or no longer. */
  readonly enrichment?: { readonly priority: number } | "over";
}

export type CommitResult = "won" | "lost";

/** A lead that arrives: state and person at once. */
export interface NewLead {
  readonly lead: Lead;
  readonly person: Person;
  /** As `Suppression` knows the person. */
  readonly identities: readonly string[];
  /** By which another lead of the same person is recognised. */
  readonly matchKeys: readonly string[];
  readonly events: readonly LeadEvent[];
  /** Providers are to be asked, 0 first; null: none are. */
  readonly enrich: { readonly priority: number } | null;
}

export type InsertResult =
  | { readonly kind: "created"; readonly leadId: LeadId }
  /** The same (source, externalId) is known: as the same person, or as another one. */
  | {
      readonly kind: "known";
      readonly leadId: LeadId;
      readonly state: LeadState;
      readonly samePerson: boolean;
    };

export interface DueStep {
  readonly leadId: LeadId;
  readonly ladder: Timer["ladder"];
  readonly step: number;
  readonly dueAt: Instant;
}

export type QueueFilter =
  | { readonly kind: "all" | "overdue" | "tank" }
  | { readonly kind: "rep"; readonly rep: SlackId };

export interface QueuePage {
  readonly rows: readonly LeadRecord[];
  /** Rows that the filter lets through, on all pages. */
  readonly matching: number;
  /** The same by group. */
  readonly groups: Readonly<Record<QueueGroup, number>>;
  /** Of every open lead, filter or not. */
  readonly totals: {
    readonly open: number;
    readonly overdue: number;
    readonly tank: number;
    readonly offered: number;
  };
}

/** A company as earlier leads of it are found: by any of its domains, or by its name, case aside. */
export interface CompanyAsked {
  readonly domains: readonly string[];
  readonly name: string | null;
}

export interface LeadStore extends KnownPeople {
  /** Idempotent on (source, externalId), also within one call. One result a lead, in order. */
  insert(leads: readonly NewLead[]): Promise<InsertResult[]>;
  load(id: LeadId): Promise<LeadRecord | null>;
  loadMany(ids: readonly LeadId[]): Promise<Map<LeadId, LeadRecord>>;
  /** One decision; `lost` when the lead or a ledger has moved on since it was loaded. */
  commit(commit: Commit): Promise<CommitResult>;
  /**
   * Many decisions on different leads, in one statement. `ledgers` (in place of each commit's own) guard them all:
   * with a ledger lost nothing is written (`"ledger"`). Otherwise the ids that lost their own guard; where ledgers
   * are given and some lead lost, nothing is written either, and those leads are named.
   */
  commitMany(
    commits: readonly Commit[],
    ledgers: readonly LedgerChange[],
  ): Promise<{ readonly lost: "ledger" | readonly LeadId[] }>;
  ledger<K extends LedgerKind>(kind: K, id: string): Promise<Ledger<K>>;
  /** Until when the first of these identities is suppressed; null: not at all. `until: null`: for good. */
  suppressions(
    identities: readonly (readonly string[])[],
  ): Promise<({ until: Instant | null; because: string } | null)[]>;
  /** Who accepted the latest of each company's leads that are accepted still; null: nobody. */
  acceptedBy(companies: readonly CompanyAsked[]): Promise<(SlackId | null)[]>;
  /** Who has accepted, claimed or recycled other leads of the same persons since then, by lead. */
  hadBefore(ids: readonly LeadId[], since: Instant): Promise<Map<LeadId, HadBefore[]>>;
  /**
   * How these reps have answered the offers that were their turn since then, of each at most the latest 200; those that
   * are overdue now count as not accepted. Who has had none is left out.
   */
  repRecords(reps: readonly SlackId[], since: Instant): Promise<Map<SlackId, RepRecord>>;
  /**
   * What is on reps' records after `since` and up to `until`, counted by rep, day, kind and reason. Days are 24 hours
   * from `since`.
   */
  onRecord(since: Instant, until: Instant, rep?: SlackId): Promise<OnRecord[]>;
  /** How many leads each rep holds as `offered`. */
  openOffers(): Promise<Map<SlackId, number>>;
  /** Ids of the leads that wait until somebody is at work, in the order in which that is. */
  waitingForOpening(): Promise<LeadId[]>;
  /** Who has been asked in a review that is still open. */
  askedReviewers(): Promise<SlackId[]>;
  /**
   * Ids of the open leads that somebody must answer for: offered to them, in review with them, or with them as the
   * Overflow Manager.
   */
  heldBy(person: SlackId): Promise<LeadId[]>;
  events(id: LeadId): Promise<LeadEvent[]>;
  notes(id: LeadId): Promise<{ turn: number; by: SlackId; text: string }[]>;

  /** Takes up to `limit` due steps for `leaseMs`, earliest first, then by lead id; nobody else gets them meanwhile. */
  leaseDue(now: Instant, limit: number, leaseMs: number): Promise<DueStep[]>;
  /** When the next step is due or its lease ends; null: nothing is waiting. */
  nextDueAt(): Promise<Instant | null>;

  /** The leads of an overdue notice, in the order they joined, with the turn each joined for. */
  noticeLeads(noticeId: string): Promise<{ record: LeadRecord; turn: number }[]>;
  /** Sorted: overflow, overdue (latest first), tank (oldest first), offered by deadline, the rest by age. */
  queue(
    filter: QueueFilter,
    page: { readonly offset: number; readonly limit: number },
    now: Instant,
  ): Promise<QueuePage>;
  /** A rep's leads in their hands: offered (by deadline), then accepted (newest first), at most `limit`. */
  mine(rep: SlackId, limit: number): Promise<LeadRecord[]>;
  /** Open ids or external ids that begin so, at most `limit`: for the `/leads show` of a half-remembered id. */
  find(source: string | null, text: string, limit: number): Promise<LeadRecord[]>;
}

/** What the reconciler works on. `ref` is null until the message exists. */
export interface LeasedMirror {
  readonly mirror: MirrorRef;
  readonly lease: bigint;
  readonly wanted: number;
  readonly ref: { readonly channel: string; readonly ts: string } | null;
  readonly attempts: number;
  /** An attempt before this lease may have gone through without our knowing (the lease itself sets it for the next). */
  readonly unsure: boolean;
  /** When the latest first post was cut off, where that is known. */
  readonly cutAt: Instant | null;
  /** Where the call is counted: `laneOf` in `src/domain/mirrors.ts`. */
  readonly lane: string;
}

export interface MirrorStore {
  /** See docs/architecture.md, "Mirrors". One lane a channel for first posts, one for updates. */
  lease(now: Instant, limit: number, leaseMs: number): Promise<{ id: string; lease: bigint }[]>;
  /** `wanted` together with the state behind it, in a statement later than the lease. Null: lease lost. */
  read(id: string, lease: bigint): Promise<LeasedMirror | null>;
  /**
   * What was read as `wanted` is shown. `confirmAt`: it is rendered once more then, because an update that was cut off
   * may be applied over it until then; what the lead does meanwhile is shown at once.
   */
  shown(
    id: string,
    lease: bigint,
    wanted: number,
    ref: { channel: string; ts: string },
    now: Instant,
    confirmAt?: Instant,
  ): Promise<void>;
  /**
   * Try again at `notBefore`; `unsure` unless the refusal was definite. A `ref` found is kept, and so is `cutAt` while
   * the mirror stays unsure.
   */
  failed(
    id: string,
    lease: bigint,
    failure: {
      notBefore: Instant;
      error: string;
      unsure: boolean;
      cutAt?: Instant;
      ref?: { channel: string; ts: string };
      forgetRef?: boolean;
    },
  ): Promise<void>;
  /** Never again by itself: what is wrong will not pass. */
  block(id: string, lease: bigint, error: string): Promise<void>;
  /** No call of a lane before `until` (Slack's Retry-After). `lane` as `laneOf` gives it. */
  holdLane(lane: string, until: Instant): Promise<void>;
  /** The mirror that a message in Slack is; null: none of ours. */
  at(message: CardRef): Promise<MirrorRef | null>;
  nextAt(): Promise<Instant | null>;
  behind(): Promise<number>;
}

/** What Slack says of a person. */
export interface SlackPerson {
  readonly slack: SlackId;
  readonly name: string;
  readonly status: "active" | "deactivated" | "unreachable";
  /** `unreachable` is forgotten then, and the person tried again; null otherwise. */
  readonly until: Instant | null;
  readonly timezone: string | null;
}

export interface PeopleStore {
  all(): Promise<Map<SlackId, SlackPerson>>;
  put(person: SlackPerson, at: Instant): Promise<void>;
}

/** Something that should never be. */
export interface Finding {
  readonly leadId: LeadId;
  /**
   * `forgotten`: open, with neither owner nor deadline; `step_overdue`, `mirror_behind`: far longer than any fault
   * explains; `card_unseen`: offered by a card that can never be posted; `state_differs`: not what its events give.
   */
  readonly what: "forgotten" | "step_overdue" | "mirror_behind" | "card_unseen" | "state_differs";
  readonly detail: string;
}

export interface InspectionStore {
  /** What is wrong by the rows alone, at most so many; what is late has been so for more than `graceMs`. */
  inspect(now: Instant, graceMs: number, most: number): Promise<Finding[]>;
  /** The leads of the latest events, at most so many. */
  lastChanged(most: number): Promise<LeadId[]>;
}

/** A lead that was refused at the door, kept whole. */
export interface ExceptionEntry {
  readonly id: string;
  readonly source: string | null;
  /** Such as `invalid`, `not_json`, `conflict`. */
  readonly code: string;
  readonly fields: JsonValue;
  readonly raw: string;
  readonly receivedAt: Instant;
}

export interface ExceptionStore {
  keep(entries: readonly ExceptionEntry[]): Promise<void>;
}
