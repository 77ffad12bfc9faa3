// An audit store in memory, which tests may tamper with as somebody with SQL could.
import type { AuditStore, Checkpoint, LeadHead } from "../../src/app/audit/ports.ts";
import { GENESIS, link } from "../../src/domain/chain.ts";
import type { EventBody, LeadEvent } from "../../src/domain/events.ts";
import { leafHash } from "../../src/domain/merkle.ts";

interface StoredLeaf {
  eventId: string;
  hash: string;
}

export class MemoryAudit implements AuditStore {
  readonly events: LeadEvent[] = [];
  readonly rows = new Map<string, { seq: number; head: string }>();
  readonly leafRows: StoredLeaf[] = [];
  readonly checkpointRows: Checkpoint[] = [];
  /** Leaf hashes that were read, to see what a seal costs. */
  leavesRead = 0;
  readonly #page: number;

  constructor(page = 3) {
    this.#page = page;
  }

  /** Commits events to a lead, as Baton does. */
  commit(leadId: string, ...bodies: EventBody[]): LeadEvent[] {
    const row = this.rows.get(leadId) ?? { seq: 0, head: GENESIS };
    const at = new Date(Date.UTC(2026, 10, 21, 9, 0, this.events.length)).toISOString();
    const events = link(leadId, row, at, "slack:U0ALICE", bodies);
    this.events.push(...events);
    const last = events.at(-1);
    if (last) this.rows.set(leadId, { seq: last.seq, head: last.hash });
    return events;
  }

  /** Puts another event in the place of the one with its id. */
  overwrite(event: LeadEvent): void {
    this.events[this.events.findIndex(({ id }) => id === event.id)] = event;
  }

  erase(id: string): void {
    this.events.splice(
      this.events.findIndex((event) => event.id === id),
      1,
    );
  }

  async appendLeaves() {
    const sealed = new Set(this.leafRows.map(({ eventId }) => eventId));
    for (const event of this.events) {
      if (!sealed.has(event.id)) this.leafRows.push({ eventId: event.id, hash: leafHash(event) });
    }
    return this.leafRows.length;
  }

  async treeSize() {
    return this.leafRows.length;
  }

  async *leafHashes(from: number, to: number) {
    for (const page of pages(this.leafRows.slice(from, to), this.#page)) {
      this.leavesRead += page.length;
      yield page.map(({ hash }) => hash);
    }
  }

  async *leaves(from: number, to: number) {
    const byId = new Map(this.events.map((event) => [event.id, event]));
    const leaves = this.leafRows.map(({ eventId, hash }, leafIndex) => {
      return { leafIndex, leafHash: hash, eventId, event: byId.get(eventId) ?? null };
    });
    yield* pages(leaves.slice(from, to), this.#page);
  }

  async sealedEvent(id: string) {
    const leafIndex = this.leafRows.findIndex(({ eventId }) => eventId === id);
    const event = this.events.find((event) => event.id === id);
    return event && leafIndex !== -1 ? { event, leafIndex } : null;
  }

  async addCheckpoint(checkpoint: Checkpoint) {
    if (!this.checkpointRows.some(({ size }) => size === checkpoint.size))
      this.checkpointRows.push(checkpoint);
    this.checkpointRows.sort((a, b) => a.size - b.size);
  }

  async checkpoints() {
    return [...this.checkpointRows];
  }

  async lastCheckpoint() {
    return this.checkpointRows.at(-1) ?? null;
  }

  async *leadHeads() {
    const heads: LeadHead[] = [...this.rows].map(([leadId, row]) => ({ leadId, ...row }));
    yield* pages(heads, this.#page);
  }

  async chains(ids: readonly string[]) {
    return ids.flatMap((leadId) => {
      const row = this.rows.get(leadId);
      const events = this.events.filter((event) => event.leadId === leadId);
      return row ? [{ leadId, ...row, events: events.toSorted((a, b) => a.seq - b.seq) }] : [];
    });
  }
}

function* pages<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
