// Why a lead was decided as it was: kept beside the person's data (it repeats values), committed to in the event.
import { hash } from "node:crypto";
import { canonical } from "../canonical.ts";
import type { Instant } from "../clock.ts";
import type { LeadId } from "../ids.ts";
import type { IdentityKey, JsonValue } from "../policy/types.ts";
import type { Lead, Lifted, NurtureCause, PolicyRef, ReviewStep, SuppressionCause } from "./lead.ts";
import type { Replaced } from "./signals.ts";

/** Who said a value that the lead did not bring itself, and what it won against. */
export interface Origin {
  readonly provider: string;
  readonly observedAt: Instant;
  readonly replaced?: Replaced;
}

/**
 * One reason. `rule` is a rule's, criterion's or check's id, or `minimum`, `tier:3`, `triage`, `source`, `not_icp`,
 * `suppressed`; `read` what it looked at.
 */
export interface Why {
  readonly rule: string;
  readonly points?: number;
  readonly read: Readonly<Record<string, JsonValue>>;
  /** Where the values in `read` are from, of those that the lead did not bring itself. */
  readonly from?: Readonly<Record<string, Origin>>;
  readonly missing?: readonly string[];
  readonly text: string;
}

export type Outcome =
  /** `tier` null: none matched, and a manager wants it before a rep all the same. */
  | { readonly decision: "route"; readonly tier: string | null; readonly seniority: string | null }
  /** Somebody is asked first. `tier` is the lead's if that says yes (null: none), and `leadsTo` what comes of it. */
  | {
      readonly decision: "review";
      readonly queue: string;
      readonly step: ReviewStep;
      /** The id of the check that holds; else the step's own name. */
      readonly rule: string;
      readonly tier: string | null;
      readonly leadsTo: Outcome["decision"];
    }
  | {
      readonly decision: "nurture";
      readonly tier: string | null;
      readonly because: NurtureCause;
      readonly nurture: string | null;
    }
  /** The person has come before; that lead goes on. */
  | { readonly decision: "merged"; readonly into: LeadId; readonly by: IdentityKey }
  | { readonly decision: "suppressed"; readonly because: SuppressionCause; readonly until: Instant | null };

/** The tier that an outcome puts a lead in; null where it is not put in any. */
export function tierOfOutcome(outcome: Outcome): string | null {
  return "tier" in outcome ? outcome.tier : null;
}

/**
 * The whole of a qualification. `why` holds what decided or scored, strongest first; `silent` what could not be read,
 * and what that counted as where it decided nothing.
 */
export interface Qualification {
  readonly at: Instant;
  readonly cycle: number;
  readonly policy: PolicyRef;
  /** What had been approved before, so that it was not asked again; left out: nothing. */
  readonly passed?: readonly string[];
  /** What an override had set aside; left out: nothing. */
  readonly lifted?: readonly Lifted[];
  readonly score: number;
  readonly outcome: Outcome;
  readonly why: readonly Why[];
  readonly silent: readonly Why[];
}

/** A qualification on record. `hash` is its identity: see `traceHash`. */
export interface Trace extends Qualification {
  readonly hash: string;
}

/** When the rules last decided a lead, not counting what followed a reviewer's yes; null: they have not. */
export function decidedAtOf({ lead, trace }: { readonly lead: Lead; readonly trace: Trace | null }) {
  if (trace === null) return null;
  const asked = lead.turns.find(({ cycle, review }) => cycle === trace.cycle && review !== undefined);
  return trace.passed && asked ? asked.since : trace.at;
}

/** The qualification with its identity. */
export function traceOf(qualification: Qualification): Trace {
  return { ...qualification, hash: traceHash(qualification) };
}

/**
 * SHA-256, lower-case hex, of the RFC 8785 JSON of all that a decision consists of: the same lead, signals and rules
 * give the same hash, whenever and in whatever database. So it leaves out when that was, the number under which this
 * database knows the rules, and the day on which a suppression ends.
 */
export function traceHash(qualification: Qualification): string {
  const { cycle, policy, passed, lifted, score, outcome, why, silent } = qualification;
  const { until: _, ...decided } = { until: null, ...outcome };
  const consists = {
    ...{ cycle, policy: policy.hash, passed: passed ?? [], score, outcome: decided, why, silent },
    ...(lifted && { lifted }),
  };
  return hash("sha256", canonical(consists), "hex");
}
