// Every action, callback and block id that Slack hands back to Baton, and what buttons carry. The listeners in
// `src/slack` are registered by these names; nothing else in a payload is trusted to say what was meant.
import { type ReportSlot, readReportId, reportId } from "../src/domain/reports.ts";
import { STATS_DAYS, type StatsDays } from "../src/domain/stats.ts";
import type { LeadId, SlackId } from "../src/ids.ts";

export const ACTIONS = {
  accept: "offer_accept",
  recycle: "offer_recycle",
  why: "offer_why",
  claim: "tank_claim",
  /** A button whose value is a lead's turn. */
  open: "lead_open",
  /** A select whose chosen option's value is a lead's turn. */
  openPicked: "lead_open_picked",
  pickRep: "overflow_rep",
  assign: "overflow_assign",
  reason: "recycle_reason",
  reengageOn: "recycle_reengage_on",
  feature: "recycle_feature",
  criterion: "recycle_criterion",
  note: "recycle_note",
  approve: "review_approve",
  reject: "review_reject",
  /** Every field of a hold's form; which of them it is, its block says. */
  reviewField: "review_field",
  /** What becomes of the open offers of somebody who is away. */
  handOn: "away_hand_on",
  keep: "away_keep",
  queuePrevious: "queue_previous",
  queueNext: "queue_next",
  queueAll: "queue_all",
  queueOverdue: "queue_overdue",
  queueTank: "queue_tank",
  /** Slack's picker of people: the value is whoever was picked. */
  queueRep: "queue_rep",
  queueRefresh: "queue_refresh",
  statsWeek: "stats_week",
  statsMonth: "stats_month",
  statsRep: "stats_rep",
  statsTeam: "stats_team",
  statsPrevious: "stats_previous",
  statsNext: "stats_next",
  /** A button whose value is a lead's turn: what a manager decides against the rules. */
  override: "override_open",
  /** The same on a bundle, whose id is its value. */
  overrideBundle: "override_bundle",
  overrideLead: "override_lead",
  overrideAction: "override_action",
  overrideReasonCode: "override_reason_code",
  overrideJustification: "override_justification",
  overrideRep: "override_rep",
  overrideRecycleReason: "override_recycle_reason",
  overrideExtendBy: "override_extend_by",
  overrideEvidence: "override_evidence",
  overrideApprove: "override_approve",
  overrideReject: "override_reject",
  overrideDetails: "override_details",
  promote: "policy_promote",
  rollBack: "policy_roll_back",
  markReviewed: "override_mark_reviewed",
  reviewNote: "override_review_note",
  digestPrevious: "digest_previous",
  digestNext: "digest_next",
  reportPrevious: "report_previous",
  reportNext: "report_next",
  acknowledgeAlert: "alert_acknowledge",
  snoozeAlert: "alert_snooze",
  postMortemDone: "post_mortem_done",
  postMortemNote: "post_mortem_note",
  /** On a manager's Home. */
  showQueue: "home_queue",
  homeAway: "home_away",
  homeAwayUntil: "home_away_until",
  homeAwayOn: "home_away_on",
  homeBack: "home_back",
} as const;

export const CALLBACKS = {
  recycle: "recycle",
  lead: "lead",
  review: "review",
  postMortem: "post_mortem",
  answer: "answer",
  markReviewed: "override_mark_reviewed",
  override: "override",
} as const;

/** The shortcuts of the manifest, by their callback ids. */
export const SHORTCUTS = { override: "override" } as const;

export const BLOCKS = {
  assign: "overflow_assign_block",
  homeAway: "home_away_block",
  reason: "recycle_reason_block",
  reengageOn: "recycle_reengage_on_block",
  feature: "recycle_feature_block",
  criterion: "recycle_criterion_block",
  note: "recycle_note_block",
  postMortemNote: "post_mortem_note_block",
  reviewNote: "override_review_note_block",
  overrideLead: "override_lead_block",
  overrideAction: "override_action_block",
  overrideReasonCode: "override_reason_code_block",
  overrideJustification: "override_justification_block",
  overrideRecycleReason: "override_recycle_reason_block",
  overrideExtendBy: "override_extend_by_block",
  overrideEvidence: "override_evidence_block",
} as const;

/** The lead, and the turn of it, that a card or a modal is about. */
export interface TurnRef {
  readonly lead: LeadId;
  readonly turn: number;
}

/** What a button or an option about a lead carries, such as `lead_0193…:3`. Turn 0: the lead as a whole. */
export function turnValue({ lead, turn }: TurnRef): string {
  return `${lead}:${turn}`;
}

/** Reads back what `turnValue` wrote; null for anything else. */
export function readTurnValue(value: string | undefined): TurnRef | null {
  const match = /^(lead_[0-9a-f]{32}):(\d{1,9})$/.exec(value ?? "");
  return match?.[1] && match[2] ? { lead: match[1], turn: Number(match[2]) } : null;
}

/** The block of a rep picker: one a lead, since a Home shows several. */
export function assignBlock(ref: TurnRef): string {
  return `${BLOCKS.assign}_${turnValue(ref)}`;
}

/** Where a lead was when somebody looked at it, and where that was: of a bundle, its notice. */
export interface OverridePlace {
  /** `turn`: its last, 0 before the first. Null: it is still to be chosen from the bundle. */
  readonly of: (TurnRef & { readonly cycle: number }) | null;
  readonly notice: string | null;
}

/** What an override's form carries: ids and numbers only, such as `lead_0193…:3:1` or `@notice:lead_0193…:3`. */
export function overridePlaceValue({ of, notice }: OverridePlace): string {
  return `${of ? `${turnValue(of)}:${of.cycle}` : ""}${notice === null ? "" : `@${notice}`}`;
}

/** Reads back what `overridePlaceValue` wrote; null for anything else. */
export function readOverridePlace(value: string | undefined): OverridePlace | null {
  const [, ref, cycle, notice] = /^(?:([^@]*):(\d{1,9}))?(?:@(.*))?$/.exec(value ?? "") ?? [];
  const target = readTurnValue(ref);
  if ((ref !== undefined && target === null) || (notice !== undefined && !isNotice(notice))) return null;
  if (target === null && notice === undefined) return null;
  return { of: target && { ...target, cycle: Number(cycle) }, notice: notice ?? null };
}

/** What the button of a bundle carries; null for anything else. */
export function readNotice(value: string | undefined): string | null {
  return value !== undefined && isNotice(value) ? value : null;
}

function isNotice(text: string): boolean {
  return /^notice:lead_[0-9a-f]{32}:\d{1,9}(:\d{1,9})?$/.test(text);
}

/** Which override of which lead a button is about, such as `lead_0193…#2`. */
export interface OverrideRef {
  readonly lead: LeadId;
  readonly no: number;
}

export function overrideValue({ lead, no }: OverrideRef): string {
  return `${lead}#${no}`;
}

/** Reads back what `overrideValue` wrote; null for anything else. */
export function readOverrideValue(value: string | undefined): OverrideRef | null {
  const [, lead, no] = /^(lead_[0-9a-f]{32})#([1-9]\d{0,8})$/.exec(value ?? "") ?? [];
  return lead === undefined ? null : { lead, no: Number(no) };
}

/** The block of the field **Rep**: each action has one of its own, so that Slack keeps no choice of another's. */
export function overrideRepBlock(verb: "reassign" | "force_accept"): string {
  return `override_rep_block_${verb}`;
}

/** What a button about a version of the policy carries. */
export function versionValue(version: number): string {
  return `policy:${version}`;
}

/** Reads back what `versionValue` wrote; null for anything else. */
export function readVersionValue(value: string | undefined): number | null {
  const version = /^policy:([1-9]\d{0,8})$/.exec(value ?? "")?.[1];
  return version === undefined ? null : Number(version);
}

/** Which page of which report a Previous or Next button leads to. Pages count from 1. */
export interface ReportPlace extends ReportSlot {
  readonly page: number;
}

/** What the buttons under a report carry: its mirror's id and the page, `report:weekly:2026-11-23T09:00:00.000Z#2`. */
export function reportValue({ page, ...slot }: ReportPlace): string {
  return `${reportId(slot)}#${page}`;
}

/** Reads back what `reportValue` wrote; null for anything else. */
export function readReportValue(value: string | undefined): ReportPlace | null {
  const [, id = "", page] = /^(.*)#([1-9]\d{0,6})$/.exec(value ?? "") ?? [];
  const slot = readReportId(id);
  return slot && { ...slot, page: Number(page) };
}

/** Reads back the alert that a button or a form is about; null for anything that is no id of one. */
export function readAlertValue(value: string | undefined): string | null {
  return /^alert_[0-9a-f]{32}$/.test(value ?? "") ? (value as string) : null;
}

/** What a button about somebody who is away carries. */
export function awayValue(person: SlackId): string {
  return `away:${person}`;
}

/** Reads back what `awayValue` wrote; null for anything else. */
export function readAwayValue(value: string | undefined): SlackId | null {
  return /^away:([A-Z0-9]{1,32})$/.exec(value ?? "")?.[1] ?? null;
}

export type ReviewVerb = "approve" | "reject";

/** What the form of a review is for, such as `approve:lead_0193…:3`. */
export function reviewValue(verb: ReviewVerb, ref: TurnRef): string {
  return `${verb}:${turnValue(ref)}`;
}

/** Reads back what `reviewValue` wrote; null for anything else. */
export function readReviewValue(value: string | undefined): { verb: ReviewVerb; ref: TurnRef } | null {
  const [, verb, rest] = /^(approve|reject):(.*)$/.exec(value ?? "") ?? [];
  const ref = readTurnValue(rest);
  return ref && { verb: verb as ReviewVerb, ref };
}

/** The block of a form's field; ids of fields are letters, digits, - and _. */
export function reviewBlock(field: string): string {
  return `review_field_${field}`;
}

export type QueueFilterValue =
  | { readonly kind: "all" | "overdue" | "tank" }
  | { readonly kind: "rep"; readonly rep: SlackId };

/** Which page of which queue a button leads to. Pages count from 1. */
export interface QueuePlace {
  readonly filter: QueueFilterValue;
  readonly page: number;
}

/** What the queue's buttons carry, such as `overdue:2` or `rep.U0ALICE:1`. */
export function queueValue({ filter, page }: QueuePlace): string {
  return `${filter.kind === "rep" ? `rep.${filter.rep}` : filter.kind}:${page}`;
}

/** Reads back what `queueValue` wrote; null for anything else. */
export function readQueueValue(value: string | undefined): QueuePlace | null {
  const match = /^(?:(all|overdue|tank)|rep\.([A-Z0-9]{1,32})):([1-9]\d{0,6})$/.exec(value ?? "");
  if (!match) return null;
  const page = Number(match[3]);
  if (match[2] !== undefined) return { filter: { kind: "rep", rep: match[2] }, page };
  return { filter: { kind: match[1] as "all" | "overdue" | "tank" }, page };
}

/** Whose numbers over how many days; the team's in pages, from 1. */
export interface StatsPlace {
  readonly of:
    | { readonly kind: "rep"; readonly rep: SlackId }
    | { readonly kind: "team"; readonly page: number };
  readonly days: StatsDays;
}

/** What the buttons under numbers carry, such as `rep.U0ALICE:7` or `team.2:30`. */
export function statsValue({ of, days }: StatsPlace): string {
  return `${of.kind}.${of.kind === "rep" ? of.rep : of.page}:${days}`;
}

/** Reads back what `statsValue` wrote; null for anything else. */
export function readStatsValue(value: string | undefined): StatsPlace | null {
  const match = /^(?:rep\.([A-Z0-9]{1,32})|team\.([1-9]\d{0,6})):(\d{1,2})$/.exec(value ?? "");
  const days = STATS_DAYS.find((one) => String(one) === match?.[3]);
  if (!match || days === undefined) return null;
  if (match[1] !== undefined) return { of: { kind: "rep", rep: match[1] }, days };
  return { of: { kind: "team", page: Number(match[2]) }, days };
}
