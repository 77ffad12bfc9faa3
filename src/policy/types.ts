/**
 * The types of a policy and of a team, as the rest of Baton sees them: validated, with every default filled in,
 * durations in milliseconds and conditions compiled. Loading them from text is `parsePolicy` and `parseTeam`;
 * from the canonical JSON in the database, `compilePolicy` and `compileTeam`.
 */
import type { Condition } from "./factTypes.ts";
import type { AccountRules, IdentityKey, Provider } from "./providerTypes.ts";

export type * from "./factTypes.ts";
export type * from "./providerTypes.ts";
export type { ReportName } from "./reportNames.ts";
export type * from "./teamTypes.ts";

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** One thing wrong with a file. `line` and `col` count from 1; `path` is dotted, such as `score.rules[2].when`. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly path: string;
  /** What is wrong. */
  readonly what: string;
  /** What to do about it. */
  readonly todo: string;
  /** The source line with a caret below it, for conditions. */
  readonly caret?: string;
}

/** Which time a ladder counts: the hours people work, or every hour there is. */
export type Clock = "business" | "wall";

export type SourceKind = "form" | "partner" | "csv" | "api" | "event" | "chat" | "crm" | "stream";

export interface Source {
  readonly kind: SourceKind;
  /** The partner whose leads these are; null unless `kind` is `partner`. */
  readonly partner: string | null;
  /** Its leads for which `when` holds are for the queue's reviewers first; null: none. */
  readonly review: { readonly when: Condition; readonly queue: string } | null;
}

export interface BufferRange {
  readonly minMs: number;
  readonly maxMs: number;
}

/** A priority lane: leads for which `when` holds wait this long instead of the general buffer. First match wins. */
export interface Lane {
  readonly id: string;
  readonly when: Condition;
  readonly buffer: BufferRange;
}

export interface ScoreRule {
  readonly id: string;
  readonly when: Condition;
  /** Added to the score when the rule fires; may be negative. */
  readonly points: number;
  /** What people read instead of the id; the id where the policy names none. */
  readonly label: string;
  /** Firing suppresses the lead whatever the total. */
  readonly suppress: boolean;
  /** The points halve with every `halfLifeMs` of the youngest value's age; null: they stay. */
  readonly decay: { readonly halfLifeMs: number } | null;
}

/** `score <= at` suppresses the person for `forMs` (null: for good). */
export interface SuppressBelow {
  readonly at: number;
  readonly forMs: number | null;
}

export interface IcpCriterion {
  readonly id: string;
  readonly when: Condition;
  /** What a missing value counts as. */
  readonly missing: "pass" | "fail";
  readonly label: string;
}

/** What the form of a hold asks the reviewer. */
export interface FormField {
  readonly id: string;
  /** The id where the policy names none. */
  readonly label: string;
  readonly type: "text" | "number" | "date" | "choice" | "yes_no";
  /** What a `choice` offers, at least one; empty for the others. */
  readonly options: readonly string[];
  readonly required: boolean;
}

/** Fraud and compliance: a lead for which `when` does not hold is suppressed, or held for a reviewer. */
export interface Check {
  readonly id: string;
  readonly when: Condition;
  /** What happens to a lead that does not pass. `forMs` null: for good. */
  readonly else:
    | { readonly kind: "suppress"; readonly forMs: number | null }
    | { readonly kind: "hold"; readonly queue: string; readonly form: readonly FormField[] };
  /** What a missing value counts as. */
  readonly missing: "pass" | "fail";
  readonly label: string;
}

/** Leads with a score from `from` to `to`, both included, are for the queue's reviewers first. */
export interface TriageRules {
  readonly from: number;
  readonly to: number;
  readonly queue: string;
}

export interface Tier {
  readonly id: string;
  readonly when: Condition;
  /** Only reps of this seniority get the tier's leads (a narrowing step); null: any. */
  readonly seniority: string | null;
  /** The nurture programme that gets the tier's leads instead of a rep; null: they are routed. */
  readonly nurture: string | null;
  /** The tier's own clock; null: the ladder's. See `clockFor`. */
  readonly clock: Clock | null;
}

/** A step that keeps the reps who fit. */
export type NarrowingStep = "territory" | "product" | "language" | "seniority";
/** `account_owner`: the owner of the account's open opportunity has the lead, past all narrowing. */
export type RouteStep = "account_owner" | NarrowingStep;

export type LadderName = "offer" | "tank" | "overflow" | "override";
export type OfferStep = "overdue" | "tank" | "overflow";
export type TankStep = "remind" | "overflow";
export type OverflowStep = "remind" | "escalate";
/** Of an override that waits for a second approver. */
export type ApprovalStep = "remind" | "reject";
export type ReviewStep = "remind" | "escalate" | "approve" | "reject";

export interface LadderStep<Do extends string> {
  /** Counted from the ladder's start, not from the step before. */
  readonly afterMs: number;
  readonly do: Do;
}

export interface Ladder<Do extends string> {
  /** The ladder's own clock; null: the policy's. See `clockFor`. */
  readonly clock: Clock | null;
  /** In ascending order of `afterMs`. */
  readonly steps: readonly LadderStep<Do>[];
}

export interface Ladders {
  readonly offer: Ladder<OfferStep>;
  readonly tank: Ladder<TankStep>;
  readonly overflow: Ladder<OverflowStep>;
  readonly override: Ladder<ApprovalStep>;
  /** By queue. Every queue that a check, a source or `triage` names has one. */
  readonly reviews: ReadonlyMap<string, Ladder<ReviewStep>>;
}

export interface TankRules {
  readonly claimsPerDay: number;
  /** The least time between two claims of one rep. */
  readonly coolOffMs: number;
  readonly originalMayClaim: boolean;
}

export interface RecycleRules {
  readonly timing: { readonly afterMs: number };
  /** A visit of one of the pages of `returnOn` brings the lead back. */
  readonly budget: { readonly nurture: string; readonly returnOn: readonly { readonly page: string }[] };
  /** `features` empty: the rep names the feature freely. */
  readonly featureGap: { readonly queue: string; readonly features: readonly string[] };
  /** `suppressMs` null: for good. */
  readonly notIcp: { readonly suppressMs: number | null };
}

/** From where on people are told that something goes wrong; null: they are not. */
export interface AlertRules {
  /** From arrival to the first human answer, over the leads answered in a day. */
  readonly latency: { readonly medianMs: number; readonly p95Ms: number } | null;
  /** `share`, above 0 and up to 1, of a campaign's leads of seven days, once there are so many. */
  readonly campaign: { readonly share: number; readonly ofAtLeast: number } | null;
  readonly overrides: { readonly moreThan: number; readonly withinMs: number } | null;
  /** Leads in the Shark Tank at once. */
  readonly tank: { readonly moreThan: number } | null;
}

/** How a version is tried on a part of the leads before it takes all: for `policy publish --canary`. */
export interface CanaryRules {
  /** From 0 to 1. */
  readonly share: number;
  readonly forMs: number;
  /** How much above the control's a rate may lie: 0.5 is half as much again. Null: it is not looked at. */
  readonly guards: {
    readonly overrideRate: number | null;
    readonly disqualifiedRate: number | null;
    readonly exceptionRate: number | null;
  };
}

/** What a manager may decide against the rules. */
export type OverrideVerb = "reassign" | "force_accept" | "force_recycle" | "unsuppress" | "extend" | "reopen";

export interface OverrideRules {
  readonly reasonCodes: readonly string[];
  /** Those that a second manager has to approve. */
  readonly secondApprover: readonly OverrideVerb[];
  /** Those that need a link to evidence. */
  readonly evidence: readonly OverrideVerb[];
  /** More than so many of one person, rule or team within the time are looked into. */
  readonly postMortem: {
    readonly withinMs: number;
    readonly byPerson: number;
    readonly byRule: number;
    readonly byTeam: number;
  };
}

/** A policy that can decide: everything validated, compiled and frozen. */
export interface CompiledPolicy {
  /** SHA-256, lower-case hex, of `canonical`: the version's identity. */
  readonly hash: string;
  /** RFC 8785 JSON of the validated document with its defaults filled in: what the database stores. */
  readonly canonical: string;
  /** What the file calls its own version. */
  readonly version: number;
  readonly name: string;
  /** By source id. A source the policy does not name is `form`. */
  readonly sources: ReadonlyMap<string, Source>;
  /** In the policy's order. */
  readonly enrichment: readonly Provider[];
  /**
   * By attribute: whose value counts, first to last. Names are providers' ids, `lead` and `crm`. An attribute that is not
   * here, and whoever is not in its list: the lead's own first, then the lanes in order.
   */
  readonly precedence: ReadonlyMap<string, readonly string[]>;
  readonly identity: { readonly windowMs: number; readonly match: readonly IdentityKey[] };
  /** Null: no CRM. */
  readonly accounts: AccountRules | null;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly buffer: BufferRange;
  readonly lanes: readonly Lane[];
  readonly score: { readonly minimum: number; readonly rules: readonly ScoreRule[] };
  /** Null: no score is low enough to suppress. */
  readonly suppress: SuppressBelow | null;
  readonly icp: readonly IcpCriterion[];
  readonly checks: readonly Check[];
  /** Null: no score needs a second look. */
  readonly triage: TriageRules | null;
  readonly tiers: readonly Tier[];
  readonly route: {
    readonly by: readonly RouteStep[];
    readonly share: {
      /** `rep`: the rep's own weight from the team file. */
      readonly weight: "rep";
      /** Between which factors of it a rep's results may move it; null: they do not. */
      readonly performance: { readonly min: number; readonly max: number } | null;
    };
    /** A rep who accepted the lead or another of the person so recently gets it again; null: nobody does. */
    readonly sticky: { readonly withinMs: number } | null;
    /** What becomes of a lead that nobody can take only because all are off shift: `wait` for the next opening. */
    readonly offHours: "overflow" | "wait";
    readonly fallback: { readonly afterMs: number; readonly to: "overflow" };
  };
  readonly ladders: Ladders;
  readonly clock: Clock;
  readonly tank: TankRules;
  readonly recycle: RecycleRules;
  readonly canary: CanaryRules;
  readonly overrides: OverrideRules;
  readonly alerts: AlertRules;
}
