// What the audit use cases need from the store.
import type { Instant } from "../../clock.ts";
import type { Linked } from "../../domain/chain.ts";
import type { EventBody } from "../../domain/events.ts";
import type { OwnEventBody } from "../../domain/ownChains.ts";
import type { EventId, LeadId } from "../../ids.ts";

/** An event on record: of a lead, or of a chain that is no lead's. */
export type AuditEvent = Linked<EventBody | OwnEventBody>;

export interface SealedEvent {
  readonly event: AuditEvent;
  readonly leafIndex: number;
}

/** A leaf as the database keeps it: what the tree was given once, and how the event reads now. */
export interface Leaf {
  readonly leafIndex: number;
  readonly leafHash: string;
  readonly eventId: EventId;
  /** Null when the event is gone. */
  readonly event: AuditEvent | null;
}

/** Where a lead's own row says that its chain ends; likewise for the chains that are no lead's. */
export interface LeadHead {
  readonly leadId: LeadId;
  readonly seq: number;
  readonly head: string;
}

export interface Checkpoint {
  readonly size: number;
  /** Merkle tree hash, RFC 6962, hexadecimal. */
  readonly root: string;
  readonly at: Instant;
  /** Ed25519 over the canonical JSON of {size, root, at}, base64; `key` is the public key (SPKI PEM). */
  readonly signature: string;
  readonly key: string;
}

export interface AuditStore {
  /**
   * Gives every event without a leaf one, in order of commitment (a lead's events in order of `seq`), under one lock;
   * returns the tree's new size.
   */
  appendLeaves(): Promise<number>;
  /** How many leaves there are. */
  treeSize(): Promise<number>;
  /** Leaf hashes (hexadecimal) from `from` up to but not including `to`, in order. */
  leafHashes(from: number, to: number): AsyncIterable<string[]>;
  /** The leaves from `from` up to but not including `to`, in order of index, also those whose event is gone. */
  leaves(from: number, to: number): AsyncIterable<Leaf[]>;
  sealedEvent(id: EventId): Promise<SealedEvent | null>;
  /** Keeps a checkpoint; where there is one of the same size already, that one stands. */
  addCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** By size, smallest first. */
  checkpoints(): Promise<Checkpoint[]>;
  /** The one with the largest size; null before the first. */
  lastCheckpoint(): Promise<Checkpoint | null>;
  /** Every lead row and those of the chains that are no lead's, in pages, in any order. */
  leadHeads(): AsyncIterable<LeadHead[]>;
  /**
   * These chains' rows and events (by `seq`), read in one statement: a commit in between must not look like a break.
   * A chain without a row is left out.
   */
  chains(ids: readonly LeadId[]): Promise<(LeadHead & { readonly events: readonly AuditEvent[] })[]>;
}
