// What intake asks of the rest of Baton: take these leads and say, for each, what became of it.
import type { Submission } from "../domain/person.ts";
import type { LeadId } from "../ids.ts";

/** A validated lead on its way in. */
export interface Arrival {
  /** Who sent it: the id that the token (or the import's `--source`) stands for. */
  readonly source: string;
  readonly externalId: string;
  readonly submission: Submission;
}

export type ReceiveResult =
  | { readonly kind: "created"; readonly leadId: LeadId }
  /** The same person under the same (source, externalId) again. */
  | { readonly kind: "known"; readonly leadId: LeadId; readonly state: string }
  /** Another person is known under this (source, externalId). */
  | { readonly kind: "conflict" };

/**
 * Commits leads and answers one result a lead, in order; when it has answered they are on disk. The same
 * (source, externalId) may be in one call twice. Throws only when nothing was committed.
 */
export type Receive = (arrivals: readonly Arrival[]) => Promise<ReceiveResult[]>;
