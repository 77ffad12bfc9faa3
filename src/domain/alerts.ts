// Something around the leads goes wrong, and somebody should look: which alerts are to be raised, which still hold, which
// are over. Decided from numbers alone; the store gathers them and writes what follows.
import { hash } from "node:crypto";
import { type Instant, instant, toMs } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { AlertRules, Team } from "../policy/types.ts";
import type { AlertFacts } from "./alertFacts.ts";
import { weekOf } from "./calendar.ts";

/**
 * - `latency`: leads wait too long for the first human answer. - `overrides`: people decide against the rules unusually
 *   often. - `tank`: the Shark Tank fills up. - `campaign`: too many of a campaign's leads turn out to be none.
 * - `post_mortem`: too many overrides by one person, of one rule or in one team: somebody is to find out why.
 */
export const ALERT_KINDS = ["latency", "overrides", "tank", "campaign", "post_mortem"] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/**
 * `open`, `acknowledged`, `snoozed`: it holds; somebody has seen it, or does not want to hear of it until `until`.
 * `over`: what it told of has passed. `closed`: the post-mortem has been written.
 */
export type AlertStatus = "open" | "acknowledged" | "snoozed" | "over" | "closed";

/** Why an alert is over. `renewed`: a snooze has ended, or another week has begun, and a new alert tells of the same. */
export type OverCause = "passed" | "switched_off" | "renewed";

export interface Alert {
  /** `alert_…`. */
  readonly id: string;
  readonly kind: AlertKind;
  /** The campaign's name (text from outside); `person:U…`, `rule:ID`, `team:NAME`; empty for what is about all leads. */
  readonly subject: string;
  /** What may be raised once only. */
  readonly key: string;
  /** The channel it is in. */
  readonly to: string;
  readonly raisedAt: Instant;
  readonly facts: AlertFacts;
  /** When they were gathered. */
  readonly factsAt: Instant;
  readonly status: AlertStatus;
  /** Who acknowledged, snoozed or closed it last, and when. */
  readonly by: SlackId | null;
  readonly actedAt: Instant | null;
  /** Until then nothing is raised of its kind and subject. */
  readonly until: Instant | null;
  readonly overAt: Instant | null;
  readonly overBecause: OverCause | null;
  /** Of a post-mortem: who is to write it, and until when. */
  readonly owner: SlackId | null;
  readonly dueAt: Instant | null;
  readonly note: string | null;
  /** The secret of the commitment to the note. */
  readonly noteKey: string | null;
}

export type OverrideSubject = "person" | "rule" | "team";

/** How many overrides are too many, of a person, a rule or a team. */
export interface PostMortemRules {
  readonly withinMs: number;
  readonly moreThan: Readonly<Record<OverrideSubject, number>>;
}

/** What the rules in force say of alerts. */
export interface AlertLines extends AlertRules {
  readonly postMortem: PostMortemRules | null;
}

export interface Latency {
  /** Leads answered for the first time within the last day. */
  readonly leads: number;
  /** From arrival to that answer, in ms; null where there are none. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

export interface CampaignTally {
  readonly campaign: string;
  /** Decided ones, of seven days. */
  readonly leads: number;
  readonly disqualified: number;
}

export interface OverrideTally {
  readonly of: OverrideSubject;
  readonly name: string;
  readonly overrides: number;
}

/** How things stand, all of one moment. */
export interface AlertNumbers {
  readonly latency: Latency;
  readonly tank: number;
  /** In the alert's own time. */
  readonly overrides: number;
  /** At least those whose numbers may have changed, and those that an alert is live about. */
  readonly campaigns: readonly CampaignTally[];
  /** In the post-mortem's own time. */
  readonly overriding: readonly OverrideTally[];
}

/** Fewer answered leads say nothing of how long leads wait. */
const LATENCY_LEADS = 10;
export const LATENCY_MS = 24 * 3_600_000;
export const CAMPAIGN_MS = 7 * 24 * 3_600_000;
const SNOOZE_MS = 7 * 24 * 3_600_000;
/** What goes to and fro around its line is told once, not with every lead. */
const QUIET_MS = 30 * 60_000;
/** A percentage is no binary fraction: what is at the line must not fall short of it by that. */
const ROUNDING = 1e-9;
/** How often the numbers in a message are brought up to date while it holds. */
const REFRESH_MS = 10 * 60_000;

/** What holds now. */
export interface Occurrence {
  readonly kind: AlertKind;
  readonly subject: string;
}

export type AlertChange =
  | { readonly change: "raise"; readonly kind: AlertKind; readonly subject: string; readonly key: string }
  | { readonly change: "refresh"; readonly alert: Alert }
  | { readonly change: "end"; readonly alert: Alert; readonly because: OverCause };

/** Whether somebody may still have to do something about it. */
export function isLive({ status }: Pick<Alert, "status">): boolean {
  return status === "open" || status === "acknowledged" || status === "snoozed";
}

/** How a subject that is no campaign is written. */
function overrideSubject({ of, name }: Pick<OverrideTally, "of" | "name">): string {
  return `${of}:${name}`;
}

/** Whom or what a post-mortem is about; null for another alert's subject. */
export function subjectParts(subject: string): { of: OverrideSubject; name: string } | null {
  const match = /^(person|rule|team):(.*)$/su.exec(subject);
  return match ? { of: match[1] as OverrideSubject, name: match[2] ?? "" } : null;
}

/** What is beyond its line now. */
function occurring(numbers: AlertNumbers, lines: AlertLines): Occurrence[] {
  const { latency, tank, overrides, campaigns, overriding } = numbers;
  const found: Occurrence[] = [];
  if (lines.latency && isSlow(latency, lines.latency)) found.push({ kind: "latency", subject: "" });
  if (lines.overrides && overrides > lines.overrides.moreThan) found.push({ kind: "overrides", subject: "" });
  if (lines.tank && tank > lines.tank.moreThan) found.push({ kind: "tank", subject: "" });
  for (const { campaign, leads, disqualified } of campaigns) {
    const line = lines.campaign;
    if (line && leads >= line.ofAtLeast && disqualified / leads >= line.share - ROUNDING) {
      found.push({ kind: "campaign", subject: campaign });
    }
  }
  for (const tally of overriding) {
    const most = lines.postMortem?.moreThan[tally.of];
    if (most !== undefined && tally.overrides > most) {
      found.push({ kind: "post_mortem", subject: overrideSubject(tally) });
    }
  }
  return found;
}

function isSlow({ leads, medianMs, p95Ms }: Latency, line: NonNullable<AlertRules["latency"]>): boolean {
  if (leads < LATENCY_LEADS || medianMs === null || p95Ms === null) return false;
  return medianMs > line.medianMs || p95Ms > line.p95Ms;
}

/**
 * What follows from it. `known`: all alerts that are live, or were within the time in which they keep another of theirs
 * away (`remembersFor`).
 */
export function decideAlerts(
  numbers: AlertNumbers,
  known: readonly Alert[],
  lines: AlertLines,
  team: Team,
  now: Instant,
): AlertChange[] {
  const holds = occurring(numbers, lines);
  const week = weekOf(team.timezone, now);
  const live = known.filter(isLive);
  const changes: AlertChange[] = [];
  const ended = new Set<string>();
  for (const alert of live) {
    const change = changeOf(alert, holds, lines, week, now);
    if (change?.change === "end" && change.because === "renewed") ended.add(alert.id);
    if (change) changes.push(change);
  }
  for (const { kind, subject } of holds) {
    const key = keyOf(kind, subject, week, now);
    const same = known.filter((alert) => alert.kind === kind && alert.subject === subject);
    const keptAway = same.some((alert) => !ended.has(alert.id) && keepsAway(alert, key, lines, now));
    if (!keptAway) changes.push({ change: "raise", kind, subject, key });
  }
  return changes;
}

/** What becomes of an alert that is live; null: nothing. */
function changeOf(
  alert: Alert,
  holds: readonly Occurrence[],
  lines: AlertLines,
  week: string,
  now: Instant,
): AlertChange | null {
  const { kind, subject, status, until } = alert;
  // It is somebody's to write, whatever happens meanwhile.
  if (kind === "post_mortem") return fellDue(alert, now) ? { change: "refresh", alert } : null;
  if (lines[kind] === null) return { change: "end", alert, because: "switched_off" };
  if (!holds.some((one) => one.kind === kind && one.subject === subject)) {
    return { change: "end", alert, because: "passed" };
  }
  const woken = status === "snoozed" && until !== null && until <= now;
  const snoozed = status === "snoozed" && !woken;
  const ofAnotherWeek = kind === "campaign" && !snoozed && alert.key !== campaignKey(subject, week);
  if (woken || ofAnotherWeek) return { change: "end", alert, because: "renewed" };
  return toMs(now) - toMs(alert.factsAt) >= REFRESH_MS ? { change: "refresh", alert } : null;
}

/** Its message is to say that it is overdue, and says nothing of it yet. */
function fellDue({ dueAt, factsAt }: Alert, now: Instant): boolean {
  return dueAt !== null && dueAt <= now && factsAt < dueAt;
}

/** Whether an alert, live or not, leaves no room for another of its kind and subject. */
function keepsAway(alert: Alert, key: string, lines: AlertLines, now: Instant): boolean {
  if (isLive(alert) || alert.key === key) return true;
  if (alert.until !== null && alert.until > now) return true;
  switch (alert.kind) {
    case "campaign":
      return false;
    case "post_mortem":
      // Once in its window: what has been counted is not counted again.
      return toMs(now) - toMs(alert.raisedAt) < (lines.postMortem?.withinMs ?? 0);
    default:
      return alert.overAt !== null && toMs(now) - toMs(alert.overAt) < QUIET_MS;
  }
}

/** For how long an alert that is over may keep another away, in ms. */
export function remembersFor({ postMortem }: AlertLines): number {
  return Math.max(8 * 24 * 3_600_000, postMortem?.withinMs ?? 0);
}

function keyOf(kind: AlertKind, subject: string, week: string, now: Instant): string {
  return kind === "campaign" ? campaignKey(subject, week) : `${kind}:${subject}:${now}`;
}

/** A campaign's name is text from outside: on record stands only what it is recognised by. */
function campaignKey(campaign: string, week: string): string {
  return `campaign:${hash("sha256", campaign, "hex").slice(0, 32)}:${week}`;
}

/** Where an alert is posted: a campaign's to marketing, where the team has a channel for it. */
export function placeOfAlert(kind: AlertKind, team: Team): string {
  const managers = team.channels.get("managers");
  if (managers === undefined) throw new TypeError("a team without a managers channel was applied");
  return kind === "campaign" ? (team.channels.get("marketing") ?? managers) : managers;
}

export function snoozedUntil(now: Instant): Instant {
  return instant(toMs(now) + SNOOZE_MS);
}
