// What enriching needs from outside: the providers (`src/enrich`), and which leads are to be asked about (`src/store`).
import type { Instant } from "../clock.ts";
import type { EventOf } from "../domain/events.ts";
import type { Signal } from "../domain/signals.ts";
import type { LeadId } from "../ids.ts";
import type { JsonValue, Provider } from "../policy/types.ts";

export type ProviderAnswer = EventOf<"enriched">["providers"][number];

/** What the providers are asked, and by what. */
export interface EnrichRequest {
  /** In the policy's order. */
  readonly providers: readonly Provider[];
  /** Whether the provider's condition holds for the lead; `said`: what has been found out about it meanwhile. */
  readonly isWanted: (provider: Provider, said: readonly Signal[]) => boolean;
  /** What is known of the lead, by attribute. */
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly recorded: readonly Signal[];
  /** What an earlier round brought: only those who failed or rested are asked again. */
  readonly before: EnrichAnswer | null;
  /** Mail domains that the policy takes for free ones. */
  readonly freeMail: readonly string[];
  /** Goes before all that is not. */
  readonly isUrgent: boolean;
  /** Nothing is sent from then on. */
  readonly until: Instant;
  /** Whether providers may still be sent anything for this lead; otherwise only what is known already counts. */
  readonly mayAsk: boolean;
}

export interface EnrichAnswer {
  readonly providers: readonly ProviderAnswer[];
  readonly signals: readonly Signal[];
  /** Somebody who failed or rests may answer then; null: nobody. */
  readonly againAt: Instant | null;
}

/** Providers being asked. */
export interface Asking {
  /** Never rejects: a provider that fails is an answer, too. */
  readonly done: Promise<EnrichAnswer>;
  /** What is known by now; whoever has not answered counts as failed. */
  soFar(): EnrichAnswer;
}

export interface Enricher {
  ask(request: EnrichRequest): Asking;
  /** Breaks off what is under way; nothing is sent any more. */
  stop(): void;
}

/** A lead whose providers are to be asked, taken by one instance for a while. */
export interface EnrichmentTask {
  readonly leadId: LeadId;
  readonly cycle: number;
  readonly priority: number;
  /** How often it has been taken, this time included. */
  readonly attempts: number;
}

export interface EnrichmentStore {
  /** By priority, then age. `urgent`: priority 0 alone; else the others alone. Nobody else gets them for `leaseMs`. */
  lease(now: Instant, urgent: boolean, limit: number, leaseMs: number): Promise<EnrichmentTask[]>;
  /** These are still being worked at. */
  extend(ids: readonly LeadId[], until: Instant): Promise<void>;
  /** To be taken again, not before `at`. */
  putBack(id: LeadId, cycle: number, at: Instant): Promise<void>;
  /** Not to be taken again in this cycle. */
  remove(id: LeadId, cycle: number): Promise<void>;
  /** When the next can be taken, or with `urgent` the next of priority 0; null: none is waiting. */
  nextAt(urgent: boolean): Promise<Instant | null>;
  waiting(): Promise<number>;
}

/** What a provider said when it was asked by something: its values, or (null) that it does not know it. */
export interface KeptAnswer {
  readonly values: Readonly<Record<string, JsonValue>> | null;
  readonly at: Instant;
}

/** Answers of all instances, by a key that gives nothing away. */
export interface AnswerStore {
  /** Null: none that is fresh at `now`. */
  get(key: string, now: Instant): Promise<KeptAnswer | null>;
  put(
    key: string,
    answer: KeptAnswer & { readonly provider: string; readonly freshUntil: Instant },
  ): Promise<void>;
  /** Clears out what holds no longer; how many there were. */
  forgetStale(now: Instant): Promise<number>;
}
