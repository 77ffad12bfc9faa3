/** Conditions, and a lead as they see it. */
import type { JsonValue } from "./types.ts";

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
  /**
   * When the youngest of the values that it reads was observed, in milliseconds since the epoch; null where none has
   * a value, or nobody knows since when. For decay: asked only of rules that have it.
   */
  youngest(facts: Facts): number | null;
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
  /** Whether a partner brought the lead, and whether two claim to have; `none` when left out. */
  readonly attribution?: "none" | "first" | "contested" | null;
  /** Of a mailbox that anybody can have: no company's. */
  readonly emailFree?: boolean | null;
  readonly emailDisposable?: boolean | null;
  readonly emailStudent?: boolean | null;
  /** Nobody's own: `info@`, `sales@`. */
  readonly emailRole?: boolean | null;
  readonly extra?: Readonly<Record<string, JsonValue>> | null;
}

export interface CompanyFacts {
  readonly name?: string | null;
  readonly domain?: string | null;
  readonly country?: string | null;
  readonly employees?: number | null;
  readonly industry?: string | null;
  readonly city?: string | null;
  readonly founded?: number | null;
  readonly revenue?: number | null;
  readonly tech?: readonly string[] | null;
  /** The parent company's name. */
  readonly parent?: string | null;
}

/** The CRM's account that the lead belongs to. */
export interface AccountFacts {
  readonly name?: string | null;
  readonly domain?: string | null;
  readonly industry?: string | null;
  readonly employees?: number | null;
  readonly revenue?: number | null;
  readonly country?: string | null;
  readonly parent?: string | null;
  /** The Slack id of the rep who owns it. */
  readonly owner?: string | null;
  readonly openOpportunity?: boolean | null;
  readonly customer?: boolean | null;
}

/** How often a person has done something. Instants are ISO 8601, or milliseconds since the epoch. */
export interface BehaviourFacts {
  readonly count: number;
  readonly first: string | number;
  readonly last: string | number;
}

/** By type and name: `{page_visit: {pricing: {count: 3, …}}}`. */
export type SignalFacts = Readonly<Record<string, Readonly<Record<string, BehaviourFacts>>>>;

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
  /** Null: no account is known to be the lead's; then `account.openOpportunity` and the others have no value. */
  readonly account?: AccountFacts | null;
  readonly signals?: SignalFacts | null;
  /**
   * When the value of an attribute was observed, in milliseconds since the epoch, by the key of its signal:
   * `lead.title`, `company.employees`, `lead.extra.visits`; null where nobody knows. Behaviour says it itself.
   */
  readonly observedAt?: (key: string) => number | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

declare const prepared: unique symbol;
/** Facts made ready for conditions, once a lead, by `prepareFacts`; the score is added by `withScore`. */
export interface Facts {
  readonly [prepared]: true;
}
