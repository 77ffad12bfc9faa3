/**
 * Giving every event its leaf in the Merkle tree.
 *
 * An event takes its number before its transaction is committed, so a lower number may appear after a higher one has
 * its leaf: looking only past the last leaf would miss it for ever. What is looked through therefore begins lower, at
 * a number up to which every transaction is known to be over.
 */
import { leafHash } from "../../domain/merkle.ts";
import type { Prisma, PrismaClient } from "../generated/client.ts";
import { type EventRow, eventOf } from "../leads/eventRow.ts";

/** Whoever appends leaves waits for who is appending: two trees would grow out of one. Any constant will do. */
const APPENDING = 4_201_002;

/** Leaves a transaction: on the embedded database everybody else waits for it. */
const BATCH = 250;

/** Where the first pass of a process begins: so far before the last leaf. No transaction lives that many events. */
const LOOK_BACK = 100_000n;

/** The last leaf's event when a pass began, and the transactions then: `oldest` running, `next` yet to begin. */
interface Sight {
  readonly last: bigint;
  readonly oldest: bigint;
  readonly next: bigint;
}

interface Batch {
  readonly sight: Sight;
  readonly appended: number;
  /** The number of the last event that got a leaf, or where the batch began. */
  readonly reached: bigint;
  readonly size: number;
}

/** `appendLeaves` of the port, with what it remembers between calls. */
export function leafAppender(prisma: PrismaClient): () => Promise<number> {
  let settled: bigint | null = null;
  let earlier: Sight | null = null;
  return async () => {
    let batch = await prisma.$transaction((tx) => appendBatch(tx, settled));
    // Whoever had taken a number up to `earlier.last` had begun then; when all those are over, this pass sees all.
    if (earlier && batch.sight.oldest >= earlier.next) settled = earlier.last;
    const over = !earlier || settled === earlier.last;
    while (batch.appended === BATCH) {
      const { reached } = batch;
      batch = await prisma.$transaction((tx) => appendBatch(tx, reached));
    }
    if (over) earlier = batch.sight;
    return batch.size;
  };
}

/** The next leaves, in the order of the events' numbers. A lead's events have theirs in the order of `seq`. */
async function appendBatch(tx: Prisma.TransactionClient, from: bigint | null): Promise<Batch> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${APPENDING})`;
  const [state] = await tx.$queryRaw<[{ size: bigint; last: bigint; oldest: string; next: string }]>`
    SELECT coalesce(max(index) + 1, 0) AS size, coalesce(max("eventNo"), 0) AS last,
      pg_snapshot_xmin(pg_current_snapshot())::text AS oldest,
      pg_snapshot_xmax(pg_current_snapshot())::text AS next
    FROM "AuditLeaf"`;
  const sight: Sight = { last: state.last, oldest: BigInt(state.oldest), next: BigInt(state.next) };
  // A database restored from a backup may be behind what this process remembers.
  const after = from === null || from > sight.last ? sight.last - LOOK_BACK : from;
  const events = await tx.$queryRaw<(EventRow & { no: bigint })[]>`
    SELECT event.* FROM "LeadEvent" AS event
    WHERE event.no > ${after}
      AND NOT EXISTS (SELECT FROM "AuditLeaf" AS leaf WHERE leaf."eventNo" = event.no)
    ORDER BY event.no LIMIT ${BATCH}`;
  const first = Number(state.size);
  const leaves = events.map((row, nth) => ({
    index: first + nth,
    eventNo: Number(row.no),
    eventId: row.id,
    hash: leafHash(eventOf(row)),
  }));
  if (leaves.length > 0) {
    await tx.$executeRaw`
      INSERT INTO "AuditLeaf" (index, "eventNo", "eventId", hash)
      SELECT index, "eventNo", "eventId", hash
      FROM jsonb_populate_recordset(null::"AuditLeaf", ${JSON.stringify(leaves)}::text::jsonb)`;
  }
  return { sight, appended: leaves.length, reached: events.at(-1)?.no ?? after, size: first + leaves.length };
}
