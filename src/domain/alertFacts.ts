// What an alert says beside that there is one: the numbers, and where to look. Kept with it, so nothing in it may tell who a
// lead is.
import type { Instant } from "../clock.ts";
import type { LeadId, SlackId } from "../ids.ts";
import type { OverrideSubject } from "./alerts.ts";
import type { Place } from "./whereLeadsWait.ts";

/** A reason, and how often it was given. */
export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

export interface LatencyFacts {
  readonly kind: "latency";
  readonly leads: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly line: { readonly medianMs: number; readonly p95Ms: number };
  /** Who takes longest to answer what is offered to them; the slowest first. */
  readonly reps: readonly { readonly rep: SlackId; readonly offers: number; readonly medianMs: number }[];
  /** Where the leads waited; the longest first. `share` of all their waiting, from 0 to 1. */
  readonly waited: readonly { readonly place: Place; readonly share: number }[];
}

export interface OverridesFacts {
  readonly kind: "overrides";
  readonly overrides: number;
  readonly line: { readonly moreThan: number; readonly withinMs: number };
  readonly people: readonly { readonly by: SlackId; readonly count: number }[];
  readonly reasons: readonly ReasonCount[];
}

export interface TankFacts {
  readonly kind: "tank";
  readonly leads: number;
  readonly line: { readonly moreThan: number };
  /** Since when the one that has been there longest is in it. */
  readonly oldest: Instant | null;
}

/** Why a lead was none, in as far as a channel may read it. */
export type DisqualifiedBy =
  /** `criterion`: its id, where the policy has it; a rep's own words stay with the lead. */
  | { readonly by: "not_icp"; readonly criterion: string | null }
  /** Ids of the criteria, the rules or the check. */
  | { readonly by: "icp" | "score" | "rule" | "check"; readonly rule: string | null };

export interface CampaignFacts {
  readonly kind: "campaign";
  readonly leads: number;
  readonly disqualified: number;
  readonly line: { readonly share: number; readonly ofAtLeast: number };
  /** The most frequent first. */
  readonly reasons: readonly { readonly why: DisqualifiedBy; readonly count: number }[];
  /** The latest first. */
  readonly examples: readonly {
    readonly lead: LeadId;
    readonly tier: string | null;
    readonly score: number | null;
    readonly country: string | null;
    readonly why: DisqualifiedBy;
  }[];
}

export interface PostMortemFacts {
  readonly kind: "post_mortem";
  readonly of: OverrideSubject;
  readonly overrides: number;
  readonly line: { readonly moreThan: number; readonly withinMs: number };
  readonly people: readonly { readonly by: SlackId; readonly count: number }[];
  readonly reasons: readonly ReasonCount[];
}

export type AlertFacts = LatencyFacts | OverridesFacts | TankFacts | CampaignFacts | PostMortemFacts;
