/** `AuditStore` on the database: the Merkle tree's leaves, its checkpoints, and the chains they are checked against. */
import type { AuditEvent, AuditStore, Checkpoint, LeadHead, Leaf } from "../../app/audit/ports.ts";
import type { LeadId } from "../../ids.ts";
import type { Checkpoint as CheckpointRow, PrismaClient } from "../generated/client.ts";
import { type EventRow, eventOf } from "../leads/eventRow.ts";
import { leafAppender } from "./append.ts";

/** Rows read at a time. */
const PAGE = 2_000;

export function auditStore(prisma: PrismaClient): AuditStore {
  return {
    appendLeaves: leafAppender(prisma),

    async treeSize() {
      const { _max } = await prisma.auditLeaf.aggregate({ _max: { index: true } });
      return _max.index === null ? 0 : Number(_max.index) + 1;
    },

    async *leafHashes(from, to) {
      for (const [start, end] of pages(from, to)) {
        const page = await prisma.auditLeaf.findMany({
          where: { index: { gte: start, lt: end } },
          orderBy: { index: "asc" },
          select: { hash: true },
        });
        if (page.length > 0) yield page.map(({ hash }) => hash);
      }
    },

    /** By hand, because a leaf's event is no relation to Prisma: it may be gone. */
    async *leaves(from, to) {
      for (const [start, end] of pages(from, to)) {
        const page = await prisma.$queryRaw<LeafRow[]>`
          SELECT leaf.index, leaf.hash AS "leafHash", leaf."eventId", event.*
          FROM "AuditLeaf" AS leaf LEFT JOIN "LeadEvent" AS event ON event.no = leaf."eventNo"
          WHERE leaf.index >= ${start} AND leaf.index < ${end} ORDER BY leaf.index`;
        if (page.length > 0) yield page.map(leafOf);
      }
    },

    async sealedEvent(id) {
      const leaf = await prisma.auditLeaf.findUnique({ where: { eventId: id } });
      const row = leaf && (await prisma.leadEvent.findUnique({ where: { no: leaf.eventNo } }));
      return row && { event: eventOf(row as EventRow), leafIndex: Number(leaf.index) };
    },

    async addCheckpoint(checkpoint) {
      await prisma.checkpoint.createMany({
        data: [{ ...checkpoint, size: BigInt(checkpoint.size) }],
        skipDuplicates: true,
      });
    },

    async checkpoints() {
      const rows = await prisma.checkpoint.findMany({ orderBy: { size: "asc" } });
      return rows.map(checkpointOf);
    },

    async lastCheckpoint() {
      const row = await prisma.checkpoint.findFirst({ orderBy: { size: "desc" } });
      return row && checkpointOf(row);
    },

    async *leadHeads() {
      let after = "";
      for (;;) {
        const rows = await prisma.lead.findMany({
          where: { id: { gt: after } },
          orderBy: { id: "asc" },
          take: PAGE,
          select: { id: true, seq: true, head: true },
        });
        const last = rows.at(-1);
        if (!last) break;
        after = last.id;
        yield rows.map(headOf);
      }
      yield (await prisma.chain.findMany()).map(headOf);
    },

    /** By hand: two statements would see a commit in between as a chain that does not end where the lead says. */
    async chains(ids) {
      const rows = await prisma.$queryRaw<ChainRow[]>`
        SELECT chain.id AS "ofLead", chain.seq AS "leadSeq", chain.head, event.*
        FROM (
          SELECT id, seq, head FROM "Lead" WHERE id = ANY(${[...ids]}::text[])
          UNION ALL SELECT id, seq, head FROM "Chain" WHERE id = ANY(${[...ids]}::text[])
        ) AS chain LEFT JOIN "LeadEvent" AS event ON event."leadId" = chain.id
        ORDER BY chain.id, event.seq`;
      const chains = new Map<LeadId, LeadHead & { events: AuditEvent[] }>();
      for (const row of rows) {
        const { ofLead, leadSeq, head } = row;
        const chain = chains.get(ofLead) ?? { leadId: ofLead, seq: leadSeq, head, events: [] };
        chains.set(ofLead, chain);
        if (row.id !== null) chain.events.push(eventOf(row));
      }
      return [...chains.values()];
    },
  };
}

function headOf({ id, seq, head }: { id: string; seq: number; head: string }): LeadHead {
  return { leadId: id, seq, head };
}

type LeafRow = { index: bigint; leafHash: string; eventId: string } & (EventRow | { id: null });

type ChainRow = { ofLead: LeadId; leadSeq: number; head: string } & (EventRow | { id: null });

/** `[from, to)` in pieces. */
function* pages(from: number, to: number): Generator<[start: number, end: number]> {
  for (let start = from; start < to; start += PAGE) yield [start, Math.min(start + PAGE, to)];
}

function leafOf(row: LeafRow): Leaf {
  const { index, leafHash, eventId } = row;
  return { leafIndex: Number(index), leafHash, eventId, event: row.id === null ? null : eventOf(row) };
}

function checkpointOf({ size, at, ...rest }: CheckpointRow): Checkpoint {
  return { ...rest, size: Number(size), at: at.toISOString() };
}
