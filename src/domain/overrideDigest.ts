// The overrides of a stretch of time, as their events tell them: counted for the weekly digest, and beside the same
// stretch before. Pure; an override counts when it is submitted, whatever came of it.
import type { Instant } from "../clock.ts";
import type { LeadId, SlackId } from "../ids.ts";
import type { OverrideVerb } from "../policy/types.ts";
import type { Divergence } from "./divergence.ts";
import type { EventOf, LeadEvent } from "./events.ts";
import type { OverrideAct, RulesWouldHave } from "./overrides.ts";
import type { Period } from "./reports.ts";

/** One override as it was submitted, and what has come of it so far. */
export interface SubmittedOverride {
  readonly leadId: LeadId;
  readonly no: number;
  readonly by: SlackId;
  readonly at: Instant;
  readonly act: OverrideAct;
  readonly reasonCode: string;
  readonly rule: string | null;
  readonly rulesWouldHave: RulesWouldHave;
  readonly outcome: OverrideOutcome;
  /** By a steward; null: not yet. */
  readonly reviewed: { readonly by: SlackId; readonly at: Instant } | null;
}

/** `done`: it needed nobody's approval; the others did, and `waiting` still do. */
export type OverrideOutcome = "done" | "waiting" | "approved" | "rejected" | "expired" | "moved_on";

/** How often, and how often in the same stretch of time before. */
export interface Count<Of> {
  readonly of: Of;
  readonly now: number;
  readonly before: number;
}

export interface OverrideCounts {
  readonly total: Count<"all">;
  readonly byPerson: readonly Count<SlackId>[];
  readonly byReason: readonly Count<string>[];
  readonly byAction: readonly Count<OverrideVerb>[];
  /** Null: the rules had not decided. */
  readonly byRule: readonly Count<string | null>[];
  /** What came of those that a second manager was asked about. */
  readonly asked: Readonly<Record<Exclude<OverrideOutcome, "done">, number>>;
}

/** What the digest of a period says. */
export interface OverrideDigest {
  readonly period: Period;
  readonly counts: OverrideCounts;
  /** Those that nobody had reviewed when the period was over, in the order in which they were submitted. */
  readonly listed: readonly SubmittedOverride[];
  /** How many of the period's nobody has reviewed by now, */
  readonly toReview: number;
  /** and how many from before it. */
  readonly older: number;
  readonly divergence: Divergence;
  readonly postMortems: { readonly open: number; readonly overdue: number };
}

type Submission = EventOf<"override_asked" | "overridden">;

function isSubmission(event: LeadEvent): event is LeadEvent & { readonly body: Submission } {
  const { body } = event;
  return body.type === "override_asked" || (body.type === "overridden" && body.approvedBy === null);
}

/**
 * The overrides that these events submit, in the order in which they were. `events`: every event about overrides of the
 * leads concerned, a lead's own in their order; what is about an override whose beginning is not among them counts for nothing.
 */
export function submittedIn(events: readonly LeadEvent[]): SubmittedOverride[] {
  const found = new Map<string, SubmittedOverride>();
  for (const event of events) {
    const { leadId, at, body } = event;
    if (isSubmission(event)) {
      const { no, by, act, reasonCode, rule, rulesWouldHave, type } = event.body;
      const outcome = type === "override_asked" ? "waiting" : "done";
      found.set(keyOf(leadId, no), {
        ...{ leadId, no, by, at, act, reasonCode, rule, rulesWouldHave, outcome },
        reviewed: null,
      });
      continue;
    }
    if (!("no" in body)) continue;
    const key = keyOf(leadId, body.no);
    const known = found.get(key);
    if (known) found.set(key, { ...known, ...cameOf(event) });
  }
  return [...found.values()].toSorted(inOrder);
}

function keyOf(leadId: LeadId, no: number): string {
  return `${leadId}:${no}`;
}

function inOrder(a: SubmittedOverride, b: SubmittedOverride): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.leadId === b.leadId ? a.no - b.no : a.leadId < b.leadId ? -1 : 1;
}

function cameOf({ body, at }: LeadEvent): Partial<Pick<SubmittedOverride, "outcome" | "reviewed">> {
  switch (body.type) {
    case "overridden":
      return { outcome: "approved" };
    case "override_rejected":
      return { outcome: body.why };
    case "override_reviewed":
      return { reviewed: { by: body.by, at } };
    default:
      return {};
  }
}

/** Counts overrides beside those of the same stretch before; what occurred in either is in it, the most frequent first. */
export function countedAgainst(
  now: readonly SubmittedOverride[],
  before: readonly SubmittedOverride[],
): OverrideCounts {
  const by = <Of>(what: (one: SubmittedOverride) => Of) => tallied(now.map(what), before.map(what));
  const asked = { waiting: 0, approved: 0, rejected: 0, expired: 0, moved_on: 0 };
  for (const { outcome } of now) if (outcome !== "done") asked[outcome]++;
  return {
    total: { of: "all", now: now.length, before: before.length },
    byPerson: by((one) => one.by),
    byReason: by((one) => one.reasonCode),
    byAction: by((one) => one.act.do),
    byRule: by((one) => one.rule),
    asked,
  };
}

/** Of equals the one that was more frequent before, then the earlier in the alphabet: the order never wavers. */
function tallied<Of>(now: readonly Of[], before: readonly Of[]): Count<Of>[] {
  const counts = new Map<Of, { now: number; before: number }>();
  const count = (of: Of, when: "now" | "before") => {
    const known = counts.get(of) ?? { now: 0, before: 0 };
    known[when]++;
    counts.set(of, known);
  };
  for (const of of now) count(of, "now");
  for (const of of before) count(of, "before");
  return [...counts]
    .map(([of, many]) => ({ of, ...many }))
    .toSorted((a, b) => b.now - a.now || b.before - a.before || (String(a.of) < String(b.of) ? -1 : 1));
}

/** Those that nobody had reviewed by then: a later review shows in their place, and moves nothing. */
export function unreviewedAt(overrides: readonly SubmittedOverride[], then: Instant): SubmittedOverride[] {
  return overrides.filter(({ reviewed }) => reviewed === null || reviewed.at >= then);
}
