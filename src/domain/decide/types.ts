// What `decide` takes and gives.
import type { Instant } from "../../clock.ts";
import type { LeadId, SlackId } from "../../ids.ts";
import type { CompiledPolicy, Team } from "../../policy/types.ts";
import type { AccountKnown } from "../accountOwner.ts";
import type { Gone } from "../availability.ts";
import type { HadBefore } from "../candidates.ts";
import type { Duplicate } from "../duplicates.ts";
import type { EventBody, EventOf } from "../events.ts";
import type { Answers } from "../forms.ts";
import type { PolicyRef, RecycleReason, TakenAwayWhy, Timer, Touch } from "../lead.ts";
import type { ClaimLedger, NoticeLedger, ShareLedger } from "../ledgers.ts";
import type { MirrorRef } from "../mirrors.ts";
import type { OverrideAct, OverrideTexts } from "../overrides.ts";
import type { Person, ReviewAnswers } from "../person.ts";
import type { Signal } from "../signals.ts";
import type { Trace } from "../trace.ts";

/** What a rep filled in when recycling. Already well-formed; whether it fits policy and clock is decided. */
export type RecycleAnswer =
  | { readonly reason: "timing"; readonly returnsAt: Instant }
  | { readonly reason: "budget" }
  | { readonly reason: "feature_gap"; readonly feature: string }
  | { readonly reason: "not_icp"; readonly criterion: string };

export type Command =
  /** The clock: step `step` of a ladder is due. */
  | { readonly do: "tick"; readonly ladder: Timer["ladder"]; readonly step: number }
  /** Slack has confirmed an offer's card; `ts` is Slack's own time stamp of it. */
  | { readonly do: "card_posted"; readonly turn: number; readonly channel: string; readonly ts: string }
  | { readonly do: "accept"; readonly by: SlackId; readonly turn: number }
  | {
      readonly do: "recycle";
      readonly by: SlackId;
      readonly turn: number;
      readonly answer: RecycleAnswer;
      readonly note: string | null;
    }
  | { readonly do: "claim"; readonly by: SlackId; readonly turn: number }
  | { readonly do: "assign"; readonly by: SlackId; readonly turn: number; readonly rep: SlackId }
  /** A reviewer's answer. `answers`: what the hold's form asks for, already well-formed; empty where it asks nothing. */
  | {
      readonly do: "approve" | "reject";
      readonly by: SlackId;
      readonly turn: number;
      readonly answers: Answers;
    }
  /** A manager decides against the rules. `turn` and `cycle`: where the lead was when they did; `evidence`: a link. */
  | {
      readonly do: "override";
      readonly by: SlackId;
      readonly turn: number;
      readonly cycle: number;
      readonly act: OverrideAct;
      readonly reasonCode: string;
      readonly justification: string;
      readonly evidence: string | null;
    }
  /** The form for that is to open: whether it may. */
  | { readonly do: "open_override"; readonly by: SlackId }
  | { readonly do: "approve_override" | "reject_override"; readonly by: SlackId; readonly no: number }
  | {
      readonly do: "review_override";
      readonly by: SlackId;
      readonly no: number;
      readonly note: string | null;
    }
  /** The providers have been asked in this cycle; what they said. */
  | {
      readonly do: "enriched";
      readonly cycle: number;
      readonly providers: EventOf<"enriched">["providers"];
      readonly signals: readonly Signal[];
    }
  /** The team has changed: what waits for somebody's opening may not have to any more. */
  | { readonly do: "route_again" }
  /** The person came again: other leads of theirs are to be merged into this one. Each is taken once. */
  | { readonly do: "touch"; readonly touches: readonly NewTouch[] }
  /** The person has done something, such as visiting a page. */
  | {
      readonly do: "observe";
      /** Who says so. */
      readonly source: string;
      readonly type: string;
      readonly name: string;
      readonly at: Instant;
    }
  /** A rep turned out not to be there; whatever offer of theirs the lead is in goes on. */
  | {
      readonly do: "lose_rep";
      readonly rep: SlackId;
      readonly why: Exclude<TakenAwayWhy, "window" | "reassigned" | "away">;
    }
  /** A rep who is away does not want to keep their offer, or a manager does not want them to. */
  | { readonly do: "hand_on"; readonly rep: SlackId; readonly by: SlackId };

/** A lead that is to be merged, with what it brought. */
export interface NewTouch extends Omit<Touch, "at"> {
  /** When it came: what it brought counts as of then. */
  readonly receivedAt: Instant;
  readonly signals: readonly Signal[];
}

export type CommandName = Command["do"];

/** Facts loaded before deciding. Ledgers are as of now; a decision that changes one says so in its effects. */
export interface DecideContext {
  readonly now: Instant;
  /** The version this cycle is pinned to. */
  readonly policy: CompiledPolicy;
  /** The version a new cycle gets. */
  readonly active: { readonly ref: PolicyRef; readonly policy: CompiledPolicy };
  readonly team: Team;
  readonly person: Person;
  /** The latest qualification; null before the first. */
  readonly trace: Trace | null;
  /** When the rules last decided it, not counting what followed a reviewer's yes; null: they have not. */
  readonly decidedAt: Instant | null;
  /** The digests in which the override stands that the command is about; empty for any other command. */
  readonly digests: readonly MirrorRef[];
  /** What an earlier lead of the same person left behind; null: nothing. */
  readonly suppressed: { readonly until: Instant | null; readonly because: string } | null;
  /** The lead's company in the CRM and on record, where it is to be routed or decided; null: not looked at. */
  readonly account: AccountKnown | null;
  /** Who had other leads of the same person. */
  readonly had: readonly HadBefore[];
  /** By how much results move each rep's weight; empty where the policy does not ask. */
  readonly performance: ReadonlyMap<SlackId, number>;
  /** The lead that this one belongs to; null: the person has not come before, or that is not asked now. */
  readonly duplicateOf: Duplicate | null;
  /** The behaviour that is reported now has been before. */
  readonly isOnRecord: boolean;
  readonly gone: ReadonlyMap<SlackId, Gone>;
  /** Until when those who are away are so; who is not in it is until they are back. */
  readonly awayUntil?: ReadonlyMap<SlackId, Instant>;
  readonly openOffers: ReadonlyMap<SlackId, number>;
  readonly share: ShareLedger;
  readonly notices: NoticeLedger;
  /** The claims of whoever acts; the empty ledger where nobody does. */
  readonly claims: ClaimLedger;
}

/** Why a command is refused. Each is a sentence in `blocks/`, told to whoever pressed. */
export type RefusalCode =
  | "stale" // a timer step that is no longer the next: nobody is told
  | "moved_on" // the turn is over: somebody or the clock was first
  | "not_yours" // the card is somebody else's
  | "not_a_rep"
  | "not_eligible" // routing could not choose this rep for this lead
  | "original_may_not_claim"
  | "claims_cap"
  | "cool_off"
  | "not_overflow"
  | "rep_unavailable" // the rep picked is no active rep
  | "away" // whoever is away claims nothing before they are back
  | "not_away" // there is nothing to hand on for somebody who is here
  | "date_past"
  | "feature_missing"
  | "criterion_missing"
  | "not_reviewer" // the review is for others to answer
  | "form_incomplete" // what the hold asks for is not all there
  | "not_manager"
  | "not_steward"
  | "override_unfit" // it makes no sense for the lead as it is
  | "override_pending" // another one waits for approval
  | "override_answered" // it waits for approval no longer
  | "own_override" // four eyes: not the person who asked
  | "no_approver" // there is no other manager who could approve it
  | "reason_unknown"
  | "justification_short"
  | "justification_long"
  | "evidence_missing"
  | "evidence_no_link"
  | "rep_has_it"
  | "extend_too_long";

export interface Suppressing {
  readonly until: Instant | null;
  readonly because: "not_icp" | "score" | "rule" | "check" | "rejected";
}

/** What a decision changes besides the lead itself. */
export interface Effects {
  readonly share?: ShareLedger;
  readonly notices?: NoticeLedger;
  readonly claims?: ClaimLedger;
  readonly notice?: { readonly id: string; readonly turn: number };
  readonly trace?: Trace;
  readonly suppress?: Suppressing;
  /** Everything recorded of the lead from now on, in place of `person.signals`. */
  readonly signals?: readonly Signal[];
  /** Likewise `person.answers`. */
  readonly answers?: readonly ReviewAnswers[];
  /** This lead is being merged: `into` must have taken `touches` before that is written. */
  readonly merge?: { readonly into: LeadId; readonly touches: readonly NewTouch[] };
  /** Providers are to be asked; 0 goes first. */
  readonly enrich?: { readonly priority: number };
  /** Likewise `person.overrides`. */
  readonly overrides?: readonly OverrideTexts[];
  /** The person is suppressed no longer, whoever had them suppressed. */
  readonly liftSuppression?: true;
  readonly note?: { readonly turn: number; readonly by: SlackId; readonly text: string };
}

export type Decision =
  /** No events: what was asked for is so already. */
  | {
      readonly ok: true;
      readonly actor: string;
      readonly events: readonly EventBody[];
      readonly effects: Effects;
    }
  /** `record`: an attempt without the right to it goes on record, though it changes nothing. */
  | {
      readonly ok: false;
      readonly refused: RefusalCode;
      readonly actor: string;
      readonly record: EventBody | null;
    };

export const RECYCLE_LABELS: Readonly<Record<RecycleReason, string>> = {
  timing: "Timing",
  budget: "Budget",
  feature_gap: "Feature Gap",
  not_icp: "Not ICP",
};
