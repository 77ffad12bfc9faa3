// Very many leads and events at once: copies of one real lead, made inside the database. Quick, because nothing is
// decided; true to size, because the copied lead came in, was routed and had its card as any other.
import { type Instant, instant, systemClock } from "../../src/clock.ts";
import { QUEUE_RANK } from "../../src/store/leads/leadRow.ts";
import { inBulk, ranges } from "./bulk.ts";
import { offer, type World } from "./world.ts";

const HOUR_MS = 3_600_000;

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
  await inBulk(world, async (run) => {
    for (const [first, last] of ranges(closed + copies)) {
      await run(
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
      await run(
        `INSERT INTO "Person" ("leadId", email, phone, key, submission, identities, signals, answers)
         SELECT 'lead_' || lpad(to_hex(n), 32, '0'), email, phone, key, submission, identities, signals, answers
         FROM "Person", generate_series($2::int + $4::int, $3::int + $4::int) AS n WHERE "leadId" = $1`,
        [template, first, last, closed],
      );
    }
    await run(`VACUUM ANALYZE "Lead"`);
    await run(`VACUUM ANALYZE "Person"`);
  });
}

function soon(): Instant {
  return instant(systemClock.now() + HOUR_MS);
}

/** Events in all, of leads spread evenly over the days up to now and over the reps. */
export interface EventSeed {
  readonly events: number;
  readonly days: number;
  readonly reps: readonly string[];
}

/** Of twenty leads: received, qualified, offered and shown all; 12 accepted, 3 recycled, 5 missed and then claimed. */
const EVENTS_OF_TWENTY = 20 * 4 + 12 + 3 + 5 * 4;

/** What happened to each lead in the end: how often of twenty, when (in seconds after its offer), and what is on record. */
const ENDINGS = `(VALUES
    (0, 11, 5, 60 , 'accepted', '{"turn":1}'),
    (12, 14, 5, 900, 'recycled', '{"turn":1,"recycled":{"reason":"timing","returnsAt":"2027-01-01T00:00:00.000Z"},"note":null,"timer":null}'),
    (15, 19, 5, 7200, 'overdue', '{"turn":1,"dueAt":"2027-01-01T00:00:00.000Z","lateMs":0,"notice":"notice:x"}'),
    (15, 19, 6, 14400, 'taken_away', '{"turn":1,"why":"window","missedByMs":7200000,"lateMs":0}'),
    (15, 19, 7, 14400, 'tanked', '{"turn":2,"timer":null}'),
    (15, 19, 8, 16000, 'claimed', '{"turn":2}')
  ) AS ending(first, last, seq, after, type, payload)`;

/** Fills the event log. Hashes are the template's: nothing that reads numbers looks at them. */
export async function seedEvents(world: World, { events, days, reps }: EventSeed): Promise<void> {
  const [template] = await offer(world, 1, soon());
  const leads = Math.ceil((events * 20) / EVENTS_OF_TWENTY);
  await inBulk(world, async (run) => {
    // Nothing ends later than now: the last lead was offered five hours ago.
    const copies = `SELECT 'lead_' || lpad(to_hex(n), 32, '0') AS lead, n % 20 AS kind, n * 7919 % 6000 AS jitter,
      ($4::text[])[1 + n % cardinality($4::text[])] AS rep,
      now() - interval '5 hours' - ($5::float8 * (1 - n / $6::float8)) * interval '1 day' AS offered
      FROM generate_series($2::int, $3::int) AS n`;
    for (const [first, last] of ranges(leads)) {
      await run(
        `INSERT INTO "LeadEvent" (id, "leadId", seq, type, actor, rep, at, payload, "prevHash", hash)
         SELECT 'evt', lead, event.seq, event.type, event.actor, CASE WHEN event.rep IS NOT NULL THEN copy.rep END,
           offered, CASE WHEN event.type = 'card_posted'
             THEN jsonb_set(payload::jsonb, '{ts}', to_jsonb(extract(epoch FROM offered)::numeric(16, 6)::text))::json
             ELSE payload END, "prevHash", hash
         FROM (${copies}) AS copy, "LeadEvent" AS event WHERE event."leadId" = $1
         UNION ALL
         SELECT 'evt', lead, ending.seq, ending.type, 'clock',
           CASE WHEN ending.type <> 'tanked' THEN copy.rep END,
           offered + (after + CASE WHEN ending.type = 'accepted' THEN jitter ELSE 0 END) * interval '1 second',
           ending.payload::json, repeat('0', 64), repeat('0', 64)
         FROM (${copies}) AS copy JOIN ${ENDINGS} ON copy.kind BETWEEN ending.first AND ending.last
         ORDER BY 7`,
        [template, first, last, reps, days, leads],
      );
    }
    await run(`VACUUM ANALYZE "LeadEvent"`);
  });
}
