// What the backtest needs from the store.
import type { Instant } from "../../clock.ts";
import type { EventOf } from "../../domain/events.ts";
import type { LeadState, RecycleReason, Touch, Turn } from "../../domain/lead.ts";
import type { Submission } from "../../domain/person.ts";
import type { Signal } from "../../domain/signals.ts";
import type { LeadId } from "../../ids.ts";

/** A lead with what its latest decision was made on and came to, read in one statement. */
export interface RecordedLead {
  readonly id: LeadId;
  readonly source: string;
  readonly externalId: string;
  /** What the lead brought; null: the person was forgotten. */
  readonly submission: Submission | null;
  readonly receivedAt: Instant;
  /** What is recorded of the person today, later than the decision too. */
  readonly signals: readonly Signal[];
  readonly touches: readonly Touch[];
  readonly state: LeadState;
  /** Why it was recycled, where it is. */
  readonly recycled: RecycleReason | null;
  /** The cycle it is in, and whether that has been decided. */
  readonly cycle: number;
  readonly scored: boolean;
  /** Its turns; of a lead in its first cycle none are read. */
  readonly turns: readonly Turn[];
  /** The latest decision by the rules alone, before any reviewer's; null: there was none yet. */
  readonly qualified: { readonly at: Instant; readonly body: EventOf<"qualified"> } | null;
  /** Which reviewers that asked; null: none. */
  readonly queue: string | null;
  /** What went on record with a decision to suppress. */
  readonly suppressed: EventOf<"suppressed"> | null;
}

/** How far the record goes at one moment. */
export interface Extent {
  readonly leads: number;
  /** The last lead there was; null: none. */
  readonly last: LeadId | null;
}

/** The record of leads, only ever read. */
export interface HistoryStore {
  extent(): Promise<Extent>;
  /** Every lead up to `last`, by id, in pages that are never empty. The next page is read while one is worked on. */
  recorded(last: LeadId): AsyncIterable<readonly RecordedLead[]>;
}
