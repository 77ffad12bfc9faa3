// What enriching needs from outside: the providers (`src/enrich`).
import type { Instant } from "../clock.ts";
import type { EventOf } from "../domain/events.ts";
import type { Signal } from "../domain/signals.ts";
import type { JsonValue, Provider } from "../policy/types.ts";

export type ProviderAnswer = EventOf<"enriched">["providers"][number];

/** What the providers are asked, and by what. */
export interface EnrichRequest {
  /** In the policy's order. */
  readonly providers: readonly Provider[];
  /** Whether the provider's condition holds for the lead. */
  readonly isWanted: (provider: Provider) => boolean;
  /** What is known of the lead, by attribute. */
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly recorded: readonly Signal[];
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
