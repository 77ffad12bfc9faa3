/** Where attributes come from besides the lead itself: enrichment, and the CRM's accounts. */
import type { Condition } from "./factTypes.ts";

/** How the key of an HTTP provider is sent. */
export type SendKey =
  | { readonly as: "bearer" }
  | { readonly as: "header"; readonly name: string }
  | { readonly as: "query"; readonly name: string };

/** Lanes run side by side; in a lane the providers stand in the policy's order, and the first that answers wins. */
interface ProviderBase {
  readonly id: string;
  readonly lane: string;
}

export interface CsvProvider extends ProviderBase {
  readonly kind: "csv";
  /** As written: relative to the policy file. */
  readonly path: string;
  readonly ttlMs: number;
  /** Only leads for which it holds are looked up; null: all. */
  readonly when: Condition | null;
  /** From 0 to 1, of every value it gives. */
  readonly confidence: number;
}

export interface HttpProvider extends ProviderBase {
  readonly kind: "http";
  /** With placeholders such as `{company.domain}`, never in the host. */
  readonly url: string;
  /** The attributes that the URL needs, in its order: `company.domain`. */
  readonly placeholders: readonly string[];
  /** The name of the environment variable that holds the key; null: none is sent. */
  readonly key: string | null;
  readonly sendKey: SendKey;
  readonly timeoutMs: number;
  readonly ttlMs: number;
  /** For how long it is remembered that the provider does not know somebody. */
  readonly missTtlMs: number;
  /** Null: no limit of ours. */
  readonly rate: { readonly count: number; readonly perMs: number } | null;
  readonly when: Condition | null;
  readonly confidence: number;
  /** JSON pointers (RFC 6901) by the attribute that takes the value, such as `company.employees`. */
  readonly map: ReadonlyMap<string, string>;
}

/** Built in: what an address says by itself. */
export interface EmailProvider extends ProviderBase {
  readonly kind: "email";
}

export type Provider = CsvProvider | HttpProvider | EmailProvider;

export type IdentityKey = "email" | "phone" | "name_domain";

/** Where the CRM's accounts are read from. Paths are as written: relative to the policy file. */
export interface AccountRules {
  readonly accounts: string;
  /** Null: then no account has an open opportunity, and its owner is who accepted its last open lead. */
  readonly opportunities: string | null;
  /** Agents and their managers; null: the team file's `team:` alone says who belongs together. */
  readonly teams: string | null;
  /** Stages, lower case, of an opportunity that is open. */
  readonly open: ReadonlySet<string>;
  /** Stages, lower case, that make the account a customer. */
  readonly won: ReadonlySet<string>;
  /** How a date is read whose parts could be either. ISO 8601 is always read, and a year of two digits is 20xx. */
  readonly dates: "dmy" | "mdy";
  /** Headers, lower case, by what they hold: the first that the file has counts. */
  readonly columns: {
    readonly accounts: Readonly<Record<AccountColumn, readonly string[]>>;
    readonly opportunities: Readonly<Record<OpportunityColumn, readonly string[]>>;
    readonly teams: Readonly<Record<TeamColumn, readonly string[]>>;
  };
  /** How texts that are misspelt in the files should read, by the misspelling in lower case. */
  readonly spellings: ReadonlyMap<string, string>;
}

export type AccountColumn =
  | "name"
  | "domain"
  | "industry"
  | "employees"
  | "revenue"
  | "country"
  | "parent"
  | "owner";
export type OpportunityColumn =
  | "id"
  | "account"
  | "domain"
  | "product"
  | "owner"
  | "stage"
  | "opened"
  | "closed";
export type TeamColumn = "agent" | "manager" | "team";
