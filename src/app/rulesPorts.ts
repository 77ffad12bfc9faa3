// What the use cases need of the rules: the published policies, the applied team, and how a canary's leads fare.
import type { Instant } from "../clock.ts";
import type { PolicyRef } from "../domain/lead.ts";
import type { Release, ReleaseCommand, Said, VersionStatus } from "../domain/releases.ts";
import type { RulesEventBody, Tallies } from "../domain/rulesEvents.ts";
import type { SlackId } from "../ids.ts";
import type { CompiledPolicy, Team } from "../policy/types.ts";

/** A published version, ready to decide. */
export interface RuleSet {
  readonly ref: PolicyRef;
  readonly policy: CompiledPolicy;
}

/** The version that decides a share of the leads, beside the active one, which it is compared with. */
export interface Canary extends RuleSet {
  /** From 0 to 1. */
  readonly share: number;
  /** The version it is compared with. */
  readonly control: number;
  readonly since: Instant;
  /** When somebody is to decide about it; it goes on until they have. */
  readonly until: Instant;
}

/** A version as it was published, and as a canary if it was one. */
export interface PublishedPolicy extends PolicyRef {
  readonly status: VersionStatus;
  readonly by: string;
  readonly note: string;
  readonly at: Instant;
  readonly canary: {
    readonly share: number;
    readonly until: Instant;
    /** The version it is compared with. */
    readonly control: number;
    /** What came of it; null while it runs. */
    readonly ended: CanaryEnd | null;
  } | null;
}

export interface CanaryEnd {
  readonly at: Instant;
  /** As in events: `slack:U…`, `command`, `guard`. */
  readonly actor: string;
  readonly body: Extract<RulesEventBody, { type: "policy_promoted" | "policy_rolled_back" }>;
}

/** A change of the rules as it goes on record. */
export interface ReleaseOrder extends Said {
  readonly command: ReleaseCommand;
  /** What is published; null for other commands. */
  readonly canonical: string | null;
  readonly actor: string;
  readonly at: Instant;
  /** Who gets a card about a canary. */
  readonly stewards: readonly SlackId[];
}

/** The published rules, the applied team: immutable versions, one active of each, and one policy more as a canary. */
export interface RulesStore {
  /** Both as of one moment. */
  inForce(): Promise<{ readonly active: RuleSet | null; readonly canary: Canary | null }>;
  activePolicy(): Promise<RuleSet | null>;
  policy(version: number): Promise<RuleSet | null>;
  /** Decides and writes a change, its event and the cards that show it, all or nothing, one at a time. */
  release(order: ReleaseOrder): Promise<Release>;
  /** Newest first. */
  policies(): Promise<PublishedPolicy[]>;
  /**
   * Has a running canary's cards rendered again, at most once in `everyMs` and once when its time is over, whatever the
   * number of instances that ask. Gives whether this call did.
   */
  refreshCards(
    version: number,
    stewards: readonly SlackId[],
    now: Instant,
    everyMs: number,
  ): Promise<boolean>;
  activeTeam(): Promise<{ version: number; team: Team } | null>;
  applyTeam(entry: {
    canonical: string;
    hash: string;
    by: string;
    at: Instant;
  }): Promise<{ version: number; same: boolean }>;
}

/** What became of the leads that two versions decided. */
export interface GuardStore {
  /** Of the leads that arrived from `since` until `until`, as they are now. */
  tallies(
    versions: { readonly canary: number; readonly control: number },
    since: Instant,
    until: Instant,
  ): Promise<Tallies>;
}
