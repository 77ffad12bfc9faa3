/**
 * The types of a policy and of a team, as the rest of Baton sees them: validated, with every default filled in,
 * durations in milliseconds and conditions compiled. Loading them from text is `parsePolicy` and `parseTeam`;
 * from the canonical JSON in the database, `compilePolicy` and `compileTeam`.
 */

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

export type RouteStep = "territory" | "product" | "language" | "seniority";

export type LadderName = "offer" | "tank" | "overflow";
export type OfferStep = "overdue" | "tank" | "overflow";
export type TankStep = "remind" | "overflow";
export type OverflowStep = "remind" | "escalate";

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
}

export interface TankRules {
  readonly claimsPerDay: number;
  /** The least time between two claims of one rep. */
  readonly coolOffMs: number;
  readonly originalMayClaim: boolean;
}

export interface RecycleRules {
  readonly timing: { readonly afterMs: number };
  readonly budget: { readonly nurture: string };
  /** `features` empty: the rep names the feature freely. */
  readonly featureGap: { readonly queue: string; readonly features: readonly string[] };
  /** `suppressMs` null: for good. */
  readonly notIcp: { readonly suppressMs: number | null };
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
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly buffer: BufferRange;
  readonly lanes: readonly Lane[];
  readonly score: { readonly minimum: number; readonly rules: readonly ScoreRule[] };
  /** Null: no score is low enough to suppress. */
  readonly suppress: SuppressBelow | null;
  readonly icp: readonly IcpCriterion[];
  readonly tiers: readonly Tier[];
  readonly route: {
    readonly by: readonly RouteStep[];
    /** `rep`: the rep's own weight from the team file. */
    readonly share: { readonly weight: "rep" };
    readonly fallback: { readonly afterMs: number; readonly to: "overflow" };
  };
  readonly ladders: Ladders;
  readonly clock: Clock;
  readonly tank: TankRules;
  readonly recycle: RecycleRules;
}

/**
 * What a condition comes to. `missing` names the attributes without a value, as dotted paths such as
 * `company.employees`; `note` says so when evaluation failed on a value (a text where a number was needed).
 */
export type Verdict =
  | { readonly is: "true" }
  | { readonly is: "false" }
  | { readonly is: "missing"; readonly missing: readonly string[]; readonly note?: string };

/** A compiled CEL condition. Evaluating never throws, reads no clock and has no effect. */
export interface Condition {
  readonly text: string;
  /** Every attribute the text mentions, as dotted paths, in order of appearance. */
  readonly reads: readonly string[];
  evaluate(facts: Facts): Verdict;
  /** The values of those reads that have one: what the trace keeps. Instants are ISO 8601 in UTC. */
  read(facts: Facts): Record<string, JsonValue>;
}

/** A lead as conditions see it. Left out, null and the empty string are all "no value". */
export interface LeadFacts {
  readonly source: string;
  readonly externalId: string;
  readonly email?: string | null;
  /** The part after the `@`; taken from `email` when left out. */
  readonly emailDomain?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly title?: string | null;
  readonly phone?: string | null;
  readonly country?: string | null;
  readonly language?: string | null;
  readonly product?: string | null;
  readonly campaign?: string | null;
  readonly partner?: string | null;
  readonly intent?: string | null;
  readonly message?: string | null;
  readonly consent?: {
    readonly given?: boolean | null;
    /** An ISO 8601 instant, or milliseconds since the epoch. */
    readonly at?: string | number | Date | null;
    readonly basis?: string | null;
  } | null;
  readonly utm?: Readonly<Record<string, string>> | null;
  readonly extra?: Readonly<Record<string, JsonValue>> | null;
}

export interface CompanyFacts {
  readonly name?: string | null;
  readonly domain?: string | null;
  readonly country?: string | null;
  readonly employees?: number | null;
  readonly industry?: string | null;
}

export interface HistoryFacts {
  /** Which trip of the lead this is; the first is 1. */
  readonly cycle: number;
  /** Why the trip before ended: `timing`, `budget`, `feature_gap`, `not_icp`; none on the first. */
  readonly recycled?: string | null;
}

export interface FactsInput {
  readonly lead: LeadFacts;
  readonly company: CompanyFacts;
  readonly history: HistoryFacts;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

declare const prepared: unique symbol;
/** Facts made ready for conditions, once a lead, by `prepareFacts`; the score is added by `withScore`. */
export interface Facts {
  readonly [prepared]: true;
}

// ---------------------------------------------------------------------------------------------- the team

export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** `[start, end)` in minutes since local midnight, 0 to 1440. Never crosses midnight: such a range is two. */
export type MinuteRange = readonly [start: number, end: number];

/** Opening ranges by ISO weekday (1 is Monday), ascending and not overlapping. Null stands for "always". */
export type WeeklyHours = Readonly<Record<Weekday, readonly MinuteRange[]>>;

export interface Rep {
  /** The Slack user id. */
  readonly slack: string;
  readonly name: string;
  /** Null: of no particular seniority. */
  readonly seniority: string | null;
  /** ISO country codes, upper case; null matches everything. */
  readonly territories: readonly string[] | null;
  /** Language tags, lower case; null matches everything. */
  readonly languages: readonly string[] | null;
  /** Null matches everything. */
  readonly products: readonly string[] | null;
  /** A positive number; 1 unless said. */
  readonly weight: number;
  /** How many offers the rep may hold at once; null: no cap. */
  readonly openCap: number | null;
  /** How many offers a day, in the rep's own zone; null: no cap. */
  readonly dailyCap: number | null;
  /** IANA name; the team's unless said. */
  readonly timezone: string;
  /** The rep's own or the team's; null: always on shift. */
  readonly hours: WeeklyHours | null;
}

export interface Team {
  /** SHA-256, lower-case hex, of `canonical`. */
  readonly hash: string;
  readonly canonical: string;
  readonly version: number;
  readonly timezone: string;
  /** Null: always. */
  readonly hours: WeeklyHours | null;
  /** ISO dates on which nobody works, in each person's own zone. */
  readonly holidays: ReadonlySet<string>;
  /** Slack channel ids by name; `managers` and `tank` are those Baton posts to. */
  readonly channels: ReadonlyMap<string, string>;
  readonly roles: {
    readonly managers: readonly string[];
    readonly stewards: readonly string[];
    /** The Overflow Manager; null where the file names none (`checkAgainstTeam` refuses that). */
    readonly overflow: string | null;
    readonly reviewers: ReadonlyMap<string, readonly string[]>;
  };
  readonly reps: readonly Rep[];
}
