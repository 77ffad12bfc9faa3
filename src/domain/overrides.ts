// Overrides: what a manager may decide against the rules, in which state, and what is remembered of it. How it is carried
// out is `decide/overriding.ts`.
import type { Instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { OverrideVerb, Team } from "../policy/types.ts";
import type { RecycleAnswer } from "./decide/types.ts";
import type { Lead, LeadState, Timer, TimerVerb } from "./lead.ts";

export type { OverrideVerb } from "../policy/types.ts";

/** What is to be done. `byMs`: how much later every step of the running ladder happens, in wall time. */
export type OverrideAct =
  | { readonly do: "reassign" | "force_accept"; readonly rep: SlackId }
  | { readonly do: "force_recycle"; readonly answer: RecycleAnswer }
  | { readonly do: "extend"; readonly byMs: number }
  | { readonly do: "unsuppress" | "reopen" };

/**
 * What the rules would have done at that moment: the state they had left the lead in, what would have happened to it by
 * time next, and for a reassignment to whom routing would have given it (null: to nobody).
 */
export interface RulesWouldHave {
  readonly state: LeadState;
  readonly next: { readonly does: TimerVerb; readonly at: Instant } | null;
  readonly rep: SlackId | null;
}

/** What somebody writes to an override. It may name people, so it is kept with the person and can be erased. */
export interface OverrideTexts {
  readonly no: number;
  readonly justification: string;
  readonly evidence: string | null;
  /** What the reviewing steward noted; null: nothing, or nobody has reviewed it. */
  readonly note: string | null;
}

export type OverrideStanding =
  /** It waits for a second manager. `turn`: the lead's last when it was asked for; 0: none. */
  | { readonly is: "asked"; readonly turn: number; readonly timer: Timer }
  /** `approvedBy` null: it needed nobody's approval. */
  | { readonly is: "done"; readonly at: Instant; readonly approvedBy: SlackId | null }
  | { readonly is: "rejected"; readonly at: Instant; readonly by: SlackId }
  /** Nobody approved it in time. */
  | { readonly is: "expired"; readonly at: Instant }
  /** It was approved when the lead was no longer where it had been. */
  | { readonly is: "moved_on"; readonly at: Instant; readonly by: SlackId };

/** One override of a lead, from asking for it on. */
export interface Override {
  /** From 1, over the lead's whole life. */
  readonly no: number;
  readonly by: SlackId;
  readonly at: Instant;
  readonly act: OverrideAct;
  readonly reasonCode: string;
  /** Keyed commitments to what was written: see `OverrideTexts`. */
  readonly justification: string;
  readonly evidence: string | null;
  /** The rule that weighed most in the decision that is overridden; null: the rules had not decided. */
  readonly rule: string | null;
  /** Of the rep who had the lead, else of the one who gets it. */
  readonly team: string | null;
  readonly rulesWouldHave: RulesWouldHave;
  readonly standing: OverrideStanding;
  /** By a steward; null: not yet. */
  readonly reviewed: { readonly by: SlackId; readonly at: Instant } | null;
}

/** The shortest justification, by `justificationLength`. */
export const JUSTIFICATION_LEAST = 20;
/** The longest, so that a form of Slack's holds it. */
export const JUSTIFICATION_MOST = 3_000;
/** The longest link to evidence. */
export const EVIDENCE_MOST = 1_000;
/** The longest an override may put a deadline off by. */
export const EXTEND_MOST_MS = 30 * 24 * 3_600_000;

const NO_ONE_HAS_TAKEN_IT: readonly LeadState[] = ["routing", "offered", "tank", "overflow"];

/** In which states each makes sense. A review is its reviewers' to answer; a lead that is being checked has no owner yet. */
const FITS: Readonly<Record<OverrideVerb, readonly LeadState[]>> = {
  reassign: NO_ONE_HAS_TAKEN_IT,
  force_accept: NO_ONE_HAS_TAKEN_IT,
  force_recycle: NO_ONE_HAS_TAKEN_IT,
  extend: ["offered", "tank", "overflow", "review"],
  unsuppress: ["suppressed"],
  reopen: ["accepted", "recycled", "nurture"],
};

/** Whether an override makes sense for the lead as it is. There is nothing to extend while no clock runs. */
export function fits(lead: Lead, verb: OverrideVerb): boolean {
  if (!FITS[verb].includes(lead.state)) return false;
  return verb !== "extend" || ("timer" in lead && lead.timer !== null);
}

/** What a manager may do against the rules with the lead as it is; empty: nothing. */
export function fitting(lead: Lead): OverrideVerb[] {
  return (Object.keys(FITS) as OverrideVerb[]).filter((verb) => fits(lead, verb));
}

/**
 * Whether what the policy names by action is asked for: the action is named, or one that it comes to. Reopening a lead
 * whose person is suppressed lifts the suppression, and asks for whatever that asks for.
 */
export function isDemanded(
  named: readonly OverrideVerb[],
  lead: Lead,
  verb: OverrideVerb,
  isSuppressed: boolean,
): boolean {
  const notIcp = lead.state === "recycled" && lead.recycled.reason === "not_icp";
  const lifts = verb === "reopen" && (isSuppressed || notIcp);
  return named.includes(verb) || (lifts && named.includes("unsuppress"));
}

/** In characters after trimming; those that nobody sees say nothing, and are not counted. */
export function justificationLength(text: string): number {
  return [...text.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "").trim()].length;
}

/** Whether a text is what evidence has to be: a link that a browser opens. */
export function isLink(text: string): boolean {
  return text.length <= EVIDENCE_MOST && URL.canParse(text) && /^https?:\/\//i.test(text);
}

/** Who may approve what `by` asks for: the other managers, as far as Slack reaches them. */
export function approversOf(team: Team, by: SlackId, gone: ReadonlyMap<SlackId, unknown>): SlackId[] {
  return team.roles.managers.filter((manager) => manager !== by && !gone.has(manager));
}

/** Whether the lead is where it was when the override was asked for, so that it can be carried out. */
export function canStill(lead: Lead, { act, standing }: PendingOverride): boolean {
  return (lead.turns.at(-1)?.turn ?? 0) === standing.turn && fits(lead, act.do);
}

export type PendingOverride = Override & {
  readonly standing: Extract<OverrideStanding, { readonly is: "asked" }>;
};

/** The override that waits for a second manager; null: none does. There is at most one. */
export function pendingOverride(lead: Pick<Lead, "overrides">): PendingOverride | null {
  const last = lead.overrides.at(-1);
  return last?.standing.is === "asked" ? { ...last, standing: last.standing } : null;
}
