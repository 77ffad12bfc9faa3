// A lead's state: what `evolve` rebuilds from events, what the database keeps, what everything outside is rendered from.
import type { Instant } from "../clock.ts";
import type { LeadId, SlackId } from "../ids.ts";

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
  | "fallback" // nobody could be found in time
  | "overdue"
  | "tank"
  | "overflow"
  | "remind"
  | "escalate"
  | "re_engage"; // a lead recycled for timing comes back

/** A started ladder: the steps yet to come are those from `next` on. Steps happen in order, each once. */
export interface Timer {
  readonly ladder: "buffer" | "fallback" | "offer" | "tank" | "overflow" | "return";
  readonly steps: readonly TimerStep[];
  readonly next: number;
}

/** Where Slack keeps a card; `ts` is Slack's own time stamp of the message. */
export interface CardRef {
  readonly channel: string;
  readonly ts: string;
}

/**
 * One stretch in front of somebody: an offer to a rep, a stay in the Shark Tank, or a wait with the Overflow Manager.
 * Turns number from 1 over the lead's whole life and are never removed: each card renders its own turn, also when the
 * lead has long moved on.
 */
export interface Turn {
  readonly turn: number;
  readonly cycle: number;
  readonly kind: "offer" | "tank" | "overflow";
  /** The rep (offer), the Overflow Manager (overflow), null in the tank. */
  readonly holder: SlackId | null;
  readonly since: Instant;
  readonly card: CardRef | null;
  /** When the accept window ended, and the notice in the managers' channel that says so; null while it has not. */
  readonly overdue: { readonly at: Instant; readonly notice: string } | null;
  readonly end: TurnEnd | null;
}

export type TakenAwayWhy = "window" | "deactivated" | "unreachable" | "removed";

export type TurnEnd =
  | { readonly how: "accepted"; readonly by: SlackId; readonly at: Instant }
  | {
      readonly how: "recycled";
      readonly by: SlackId;
      readonly at: Instant;
      readonly reason: RecycleReason;
    }
  | { readonly how: "taken_away"; readonly why: TakenAwayWhy; readonly at: Instant }
  | { readonly how: "claimed"; readonly by: SlackId; readonly at: Instant }
  | { readonly how: "unclaimed"; readonly at: Instant }
  | { readonly how: "assigned"; readonly by: SlackId; readonly to: SlackId; readonly at: Instant };

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
  readonly turns: readonly Turn[];
}

/** What follows from a recycle, by reason: what the modal asked for. */
export type Recycled =
  | { readonly reason: "timing"; readonly returnsAt: Instant }
  | { readonly reason: "budget"; readonly nurture: string }
  | { readonly reason: "feature_gap"; readonly feature: string; readonly queue: string }
  | { readonly reason: "not_icp"; readonly criterion: string; readonly until: Instant | null };

export type Place =
  | { readonly state: "buffering"; readonly timer: Timer }
  | { readonly state: "routing"; readonly timer: Timer }
  /** `timer` is null until Slack has confirmed the card: the clock starts then. */
  | {
      readonly state: "offered";
      readonly owner: SlackId;
      readonly overdue: boolean;
      readonly timer: Timer | null;
    }
  | { readonly state: "tank"; readonly timer: Timer | null }
  | { readonly state: "overflow"; readonly owner: SlackId; readonly timer: Timer | null }
  | { readonly state: "accepted"; readonly owner: SlackId }
  | { readonly state: "recycled"; readonly recycled: Recycled; readonly timer: Timer | null }
  | { readonly state: "nurture"; readonly nurture: string | null; readonly because: NurtureCause }
  | { readonly state: "suppressed"; readonly because: SuppressionCause; readonly until: Instant | null };

/** `icp`: a criterion not met; `minimum`: the score too low; `tier`: the tier says so; `no_tier`: none matched. */
export type NurtureCause = "icp" | "minimum" | "tier" | "no_tier";
/** `person`: suppressed before; `score`: the total; `rule`: one rule that suppresses by itself. */
export type SuppressionCause = "person" | "score" | "rule";

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
  "accepted",
  "recycled",
  "nurture",
  "suppressed",
] as const satisfies readonly LeadState[];

/** States in which somebody or some clock must still act. */
export const OPEN_STATES = [
  "buffering",
  "routing",
  "offered",
  "tank",
  "overflow",
] as const satisfies readonly LeadState[];

/** Who is answerable for the lead now: the rep, or the Overflow Manager; null where a clock or nobody is. */
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

/** What happens next by time, and when; null when nothing does. */
export function nextStep(lead: Lead): (TimerStep & { ladder: Timer["ladder"]; step: number }) | null {
  const timer = timerOf(lead);
  const step = timer?.steps[timer.next];
  return timer && step ? { ...step, ladder: timer.ladder, step: timer.next } : null;
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
