// A lead's state: what `evolve` rebuilds from events, what the database keeps, what everything outside is rendered from.
import type { Instant } from "../clock.ts";
import type { LeadId, SlackId } from "../ids.ts";
import { type Override, pendingOverride } from "./overrides.ts";

export type RecycleReason = "timing" | "budget" | "feature_gap" | "not_icp";

/** Which published version of the rules decides this cycle. */
export interface PolicyRef {
  readonly version: number;
  readonly hash: string;
}

/** What happens by time: `do` at `at`. The instants are settled when the ladder starts. */
export interface TimerStep {
  readonly do: TimerVerb;
  readonly at: Instant;
}

export type TimerVerb =
  | "qualify" // the enrichment buffer ends
  | "route" // somebody is at work again
  | "fallback" // nobody could be found in time
  | "overdue"
  | "tank"
  | "overflow"
  | "remind"
  | "escalate"
  | "approve" // a review decides itself
  | "reject"
  | "re_engage"; // a lead recycled for timing comes back

export type TimerLadder =
  | "buffer"
  | "fallback"
  | "opening"
  | "offer"
  | "tank"
  | "overflow"
  | "review"
  | "return"
  | "override"; // a second manager is asked to approve one

/** A started ladder: the steps yet to come are those from `next` on. Steps happen in order, each once. */
export interface Timer {
  readonly ladder: TimerLadder;
  readonly steps: readonly TimerStep[];
  readonly next: number;
}

/** Where Slack keeps a card; `ts` is Slack's own time stamp of the message. */
export interface CardRef {
  readonly channel: string;
  readonly ts: string;
}

/** Which step of deciding asked for a person: a check that holds, the source's own review, triage of the ambiguous. */
export type ReviewStep = "hold" | "source" | "triage";

/** What a review is about, and who may be asked. */
export interface ReviewAsked {
  /** Its key in `channels`, `reviewers` and `ladders` alike. */
  readonly queue: string;
  readonly step: ReviewStep;
  /** The id of the check that holds; else the step's own name. */
  readonly rule: string;
  /** Whom the review goes to when the one asked does not answer; null: there is nobody else. */
  readonly secondary: SlackId | null;
}

/** What an approval lets deciding go past, as `passed` keeps it: `check:<id>`, `source`, `triage`. */
export function passOf(step: ReviewStep, rule: string): string {
  return step === "hold" ? `check:${rule}` : step;
}

/**
 * One stretch in front of somebody: an offer, a stay in the Shark Tank, a wait with the Overflow Manager, or a review.
 * Turns number from 1 over the lead's whole life and are never removed: each card renders its own turn, also when the
 * lead has long moved on.
 */
export interface Turn {
  readonly turn: number;
  readonly cycle: number;
  readonly kind: "offer" | "tank" | "overflow" | "review";
  /** The rep (offer), the Overflow Manager (overflow), the asked reviewer (review), null in the tank. */
  readonly holder: SlackId | null;
  readonly since: Instant;
  readonly card: CardRef | null;
  /** When the accept window ended, and the notice in the managers' channel that says so; null while it has not. */
  readonly overdue: { readonly at: Instant; readonly notice: string } | null;
  /** How often it was extended, if it was; and the notices that said it was overdue before that. */
  readonly extended?: number;
  readonly told?: readonly string[];
  readonly end: TurnEnd | null;
  /** Of a review, and of nothing else. */
  readonly review?: ReviewAsked;
}

/** `away`: handed on, because the rep is away. */
export type TakenAwayWhy = "window" | "deactivated" | "unreachable" | "removed" | "reassigned" | "away";

export type TurnEnd =
  | { readonly how: "accepted"; readonly by: SlackId; readonly at: Instant }
  | {
      readonly how: "recycled";
      readonly by: SlackId;
      readonly at: Instant;
      readonly reason: RecycleReason;
    }
  /** `by`: the manager who gave it to somebody else; whoever handed it on. */
  | {
      readonly how: "taken_away";
      readonly why: TakenAwayWhy;
      readonly by?: SlackId;
      readonly at: Instant;
    }
  /** A stay in the tank or with the Overflow Manager, ended by a manager. */
  | {
      readonly how: "overridden";
      readonly by: SlackId;
      readonly act: "reassign" | "force_accept";
      readonly to: SlackId;
      readonly at: Instant;
    }
  | { readonly how: "claimed"; readonly by: SlackId; readonly at: Instant }
  | { readonly how: "unclaimed"; readonly at: Instant }
  | { readonly how: "assigned"; readonly by: SlackId; readonly to: SlackId; readonly at: Instant }
  /** `by` null: the clock decided. */
  | { readonly how: "approved" | "rejected"; readonly by: SlackId | null; readonly at: Instant };

/** Another lead of the same person, which has been merged into this one. */
export interface Touch {
  readonly from: LeadId;
  readonly source: string;
  readonly partner: string | null;
  readonly at: Instant;
}

/** What brought a lead back before its time, or without any. */
export type Back = { readonly by: "touch" } | { readonly by: "page_visit"; readonly page: string };

interface Always {
  readonly id: LeadId;
  readonly source: string;
  /** The number of events so far; also the guard against two writers. */
  readonly seq: number;
  /** Hash of the last event, the link the next one continues from. */
  readonly head: string;
  readonly cycle: number;
  readonly policy: PolicyRef;
  readonly receivedAt: Instant;
  /** When the lead came into its present state. */
  readonly since: Instant;
  /** Null before qualification. */
  readonly tier: string | null;
  readonly score: number | null;
  /** Why the last cycle was recycled; null on the first. */
  readonly recycledBefore: RecycleReason | null;
  /** What began this cycle; null where it was the clock, and on the first. */
  readonly back: Back | null;
  readonly turns: readonly Turn[];
  /** What has been approved in this cycle (see `passOf`). Deciding goes on after it. */
  readonly passed: readonly string[];
  /** In the order they came, over the lead's whole life. */
  readonly touches: readonly Touch[];
  /** What an override has set aside in this cycle: see `Lifted`. */
  readonly lifted: readonly Lifted[];
  /** In the order they were asked for, over the lead's whole life. At most the last waits for a second manager. */
  readonly overrides: readonly Override[];
}

/**
 * What an override sets aside for one cycle. `rule:<id>` does not score, `check:<id>` is not asked, `score`: no total
 * suppresses, `routing`: whatever else would keep it from a rep without suppressing or holding it.
 */
export type Lifted = `rule:${string}` | `check:${string}` | "score" | "routing";

/** Providers are being asked. `earliest`: when the buffer may end at all. */
export interface Enriching {
  readonly earliest: Instant;
}

/** What follows from a recycle, by reason: what the modal asked for. */
export type Recycled =
  | { readonly reason: "timing"; readonly returnsAt: Instant }
  | { readonly reason: "budget"; readonly nurture: string }
  | { readonly reason: "feature_gap"; readonly feature: string; readonly queue: string }
  | { readonly reason: "not_icp"; readonly criterion: string; readonly until: Instant | null };

export type Place =
  /** While providers are being asked the timer is at the buffer's latest end; once they have answered, at the earliest. */
  | { readonly state: "buffering"; readonly timer: Timer; readonly enriching: Enriching | null }
  /** `waitsFor`: the reps at whose next opening it is routed again; empty while the fallback runs. */
  | { readonly state: "routing"; readonly timer: Timer; readonly waitsFor: readonly SlackId[] }
  /** `timer` is null until Slack has confirmed the card: the clock starts then. */
  | {
      readonly state: "offered";
      readonly owner: SlackId;
      readonly overdue: boolean;
      readonly timer: Timer | null;
    }
  | { readonly state: "tank"; readonly timer: Timer | null }
  | { readonly state: "overflow"; readonly owner: SlackId; readonly timer: Timer | null }
  /** `owner` is the reviewer who was asked. `timer` null: nothing happens by itself any more. */
  | {
      readonly state: "review";
      readonly owner: SlackId;
      readonly queue: string;
      readonly timer: Timer | null;
    }
  | { readonly state: "accepted"; readonly owner: SlackId }
  | { readonly state: "recycled"; readonly recycled: Recycled; readonly timer: Timer | null }
  | { readonly state: "nurture"; readonly nurture: string | null; readonly because: NurtureCause }
  | { readonly state: "suppressed"; readonly because: SuppressionCause; readonly until: Instant | null }
  | { readonly state: "merged"; readonly into: LeadId };

/**
 * `icp`: a criterion not met; `minimum`: the score too low; `tier`: the tier says so; `no_tier`: none matched;
 * `rejected`: a reviewer said no.
 */
export type NurtureCause = "icp" | "minimum" | "tier" | "no_tier" | "rejected";
/**
 * `person`: suppressed before; `score`: the total; `rule`: one rule that suppresses by itself; `check`: a check not
 * passed; `rejected`: a hold that was not approved.
 */
export type SuppressionCause = "person" | "score" | "rule" | "check" | "rejected";

export type Lead = Always & Place;
export type LeadState = Place["state"];
export type LeadIn<S extends LeadState> = Extract<Lead, { state: S }>;

/** Every state of this version, in the order a lead goes through them. */
export const LEAD_STATES = [
  "buffering",
  "routing",
  "offered",
  "tank",
  "overflow",
  "review",
  "accepted",
  "recycled",
  "nurture",
  "suppressed",
  "merged",
] as const satisfies readonly LeadState[];

/** States in which somebody or some clock must still act. */
export const OPEN_STATES = [
  "buffering",
  "routing",
  "offered",
  "tank",
  "overflow",
  "review",
] as const satisfies readonly LeadState[];

/** Who is answerable for the lead now: the rep, the Overflow Manager, the asked reviewer; null where a clock or nobody is. */
export function ownerOf(lead: Lead): SlackId | null {
  return "owner" in lead ? lead.owner : null;
}

/** Whether the accept window of the present offer has passed. */
export function isOverdue(lead: Lead): boolean {
  return lead.state === "offered" && lead.overdue;
}

/** The running ladder, if any. */
export function timerOf(lead: Lead): Timer | null {
  return "timer" in lead ? lead.timer : null;
}

export type NextStep = TimerStep & { readonly ladder: Timer["ladder"]; readonly step: number };

function nextOf(timer: Timer | null | undefined): NextStep | null {
  const step = timer?.steps[timer.next];
  return timer && step ? { ...step, ladder: timer.ladder, step: timer.next } : null;
}

/** What happens next by time where the lead is, and when; null when nothing does. */
export function nextStep(lead: Lead): NextStep | null {
  return nextOf(timerOf(lead));
}

/** The same, with an override that waits for approval, whose ladder runs beside the lead's own. */
export function nextDue(lead: Lead): NextStep | null {
  const own = nextStep(lead);
  const asked = nextOf(pendingOverride(lead)?.standing.timer);
  return own === null || (asked !== null && asked.at < own.at) ? asked : own;
}

/** The turn the lead is in, or was in last; null before the first. */
export function lastTurn(lead: Lead): Turn | null {
  return lead.turns.at(-1) ?? null;
}

/** The turn that is going on; null when the lead is before nobody. */
export function openTurn(lead: Lead): Turn | null {
  const last = lastTurn(lead);
  return last && last.end === null ? last : null;
}
