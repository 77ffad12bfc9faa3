// Very many leads and events at once: copies of one real lead, made inside the database. Quick, because nothing is
// decided; true to size, because the copied lead came in, was routed and had its card as any other.
import { type Instant, instant, systemClock } from "../../src/clock.ts";
import { QUEUE_RANK } from "../../src/store/leads/leadRow.ts";
import { offer, type World } from "./world.ts";

const HOUR_MS = 3_600_000;
/** A statement's rows: the embedded database holds all of a statement's triggers and constraints in memory. */
const AT_A_TIME = 50_000;

/** How many leads are to be open, and how; the rest of `open` is offered. */
export interface Seed {
  readonly open: number;
  readonly overdue: number;
  readonly tank: number;
  readonly closed: number;
  readonly reps: readonly string[];
}

/** Fills the queue: so many leads open, every other one of those held with the first rep, and so many closed long ago. */
export async function seedLeads(world: World, { open, overdue, tank, closed, reps }: Seed): Promise<void> {
  const [template] = await offer(world, 1, soon());
  const copies = open - 1;
  const { pool } = world.database;
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    for (const [first, last] of ranges(closed + copies)) {
      await client.query(
        `INSERT INTO "Lead" (id, source, "externalId", state, overdue, cycle, owner, tier, score, "policyVersion",
            "policyHash", seq, head, "receivedAt", since, "nextDueAt", "queueRank", "queueAt", detail)
         SELECT 'lead_' || lpad(to_hex(n), 32, '0'), source, 'copy-' || n,
           (CASE WHEN n <= $4 THEN 'nurture' WHEN held THEN 'offered' ELSE 'tank' END)::"LeadState",
           n > $4 AND n <= $4 + $5, cycle,
           CASE WHEN held THEN ($7::text[])[CASE WHEN n % 2 = 0 THEN 1 ELSE 1 + n / 2 % cardinality($7::text[]) END] END,
           tier, score, "policyVersion", "policyHash", seq, head,
           "receivedAt" - n * interval '1 second', since - n * interval '1 second', NULL,
           CASE WHEN n <= $4 THEN NULL WHEN n <= $4 + $5 THEN ${QUEUE_RANK.overdue}
             WHEN n <= $4 + $5 + $6 THEN ${QUEUE_RANK.tank} ELSE ${QUEUE_RANK.offered} END,
           CASE WHEN n > $4 THEN "receivedAt" - n * interval '1 second' END, detail
         FROM "Lead", LATERAL (SELECT n, n > $4 AND (n <= $4 + $5 OR n > $4 + $5 + $6) AS held
           FROM generate_series($2::int, $3::int) AS n) AS copied
         WHERE id = $1`,
        [template, first, last, closed, overdue, tank, reps],
      );
    }
    // Closed leads have their people, too, but the queue never looks at one of them.
    for (const [first, last] of ranges(copies)) {
      await client.query(
        `INSERT INTO "Person" ("leadId", email, phone, key, submission, identities, signals, answers)
         SELECT 'lead_' || lpad(to_hex(n), 32, '0'), email, phone, key, submission, identities, signals, answers
         FROM "Person", generate_series($2::int + $4::int, $3::int + $4::int) AS n WHERE "leadId" = $1`,
        [template, first, last, closed],
      );
    }
    await client.query(`VACUUM ANALYZE "Lead"`);
    await client.query(`VACUUM ANALYZE "Person"`);
  } finally {
    client.release(true);
  }
}

function soon(): Instant {
  return instant(systemClock.now() + HOUR_MS);
}

/** 1 to `count` in parts, first and last included. */
function ranges(count: number): [number, number][] {
  return Array.from({ length: Math.ceil(count / AT_A_TIME) }, (_, index) => [
    index * AT_A_TIME + 1,
    Math.min(count, (index + 1) * AT_A_TIME),
  ]);
}
