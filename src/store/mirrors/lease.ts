/** Choosing which mirrors are delivered next, at each lane's pace. */
import type { MirrorStore } from "../../app/ports.ts";
import { instant, toMs } from "../../clock.ts";
import { HOME_LANE, UPDATE_LANE } from "../../domain/mirrors.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { retried } from "../retry.ts";
import { HOMES, POSTS, UPDATES } from "./pace.ts";

/**
 * The lanes in which something is behind, each with its earliest mirror: a hop through the index from lane to lane,
 * which costs as much as there are lanes, however many mirrors there are.
 */
const behindByLane = Prisma.sql`
  behind AS (
    (SELECT lane, "notBefore" FROM "Mirror" WHERE wanted > shown AND blocked IS NULL
      ORDER BY lane, "notBefore" LIMIT 1)
    UNION ALL
    SELECT next.lane, next."notBefore" FROM behind CROSS JOIN LATERAL (
      SELECT lane, "notBefore" FROM "Mirror"
      WHERE wanted > shown AND blocked IS NULL AND lane > behind.lane
      ORDER BY lane, "notBefore" LIMIT 1
    ) AS next
  )`;

/** The pace of each lane of `behind` that has no row yet. */
const paceOfNewLane = Prisma.sql`
  (VALUES
    ('updates', ${UPDATES.everyMs}::int, ${UPDATES.burstMs}::int, ${UPDATES.atOnce}::int),
    ('homes', ${HOMES.everyMs}, ${HOMES.burstMs}, ${HOMES.atOnce}),
    ('posts', ${POSTS.everyMs}, ${POSTS.burstMs}, ${POSTS.atOnce})
  ) AS pace(of, "everyMs", "burstMs", "atOnce")
  ON pace.of = CASE
    WHEN behind.lane = ${UPDATE_LANE} THEN 'updates' WHEN starts_with(behind.lane, ${HOME_LANE}) THEN 'homes'
    ELSE 'posts'
  END`;

export function leasing(prisma: PrismaClient): Pick<MirrorStore, "lease" | "nextAt"> {
  return {
    /**
     * One statement: which lanes are free, how many each may have, the rows, their leases and the lanes' new pace.
     * `notBefore` is the end of the lease. A row found leased is one whose holder never reported: its call may have
     * gone through, so it is unsure. `nextAt` is the lane's pace as GCRA has it: `now - burstMs` when nothing was
     * delivered for long, and `everyMs` more for each delivery begun. Lanes that another instance is choosing from
     * are left to it. A lane gets its row here, when first something is behind in it: then one mirror is taken.
     */
    async lease(now, limit, leaseMs) {
      const at = Prisma.sql`${now}::timestamptz`;
      const until = instant(toMs(now) + leaseMs);
      return retried(
        () => prisma.$queryRaw<{ id: string; lease: bigint }[]>`
          WITH RECURSIVE ${behindByLane}, made AS (
            INSERT INTO "Lane" (id, "nextAt", "everyMs", "burstMs", "atOnce")
            SELECT behind.lane, ${at} + (pace."everyMs" - pace."burstMs") * interval '1 ms', pace."everyMs",
              pace."burstMs", pace."atOnce"
            FROM behind JOIN ${paceOfNewLane}
            WHERE behind."notBefore" <= ${at} AND NOT EXISTS (SELECT FROM "Lane" WHERE id = behind.lane)
            ORDER BY behind.lane LIMIT ${limit} ON CONFLICT (id) DO NOTHING
            RETURNING id
          ), free AS (
            SELECT lane.id, least(
              lane."atOnce" - going.many,
              1 + floor(extract(epoch FROM ${at} - greatest(
                lane."nextAt", ${at} - lane."burstMs" * interval '1 ms'
              )) * 1000 / lane."everyMs")
            )::int AS room
            FROM behind JOIN "Lane" AS lane ON lane.id = behind.lane
            CROSS JOIN LATERAL (
              SELECT count(*) AS many FROM "Mirror" WHERE lane = behind.lane AND leased AND "notBefore" > ${at}
            ) AS going
            WHERE behind."notBefore" <= ${at} AND lane."nextAt" <= ${at} AND going.many < lane."atOnce"
            ORDER BY lane."nextAt", lane.id LIMIT ${limit} FOR UPDATE OF lane SKIP LOCKED
          ), chosen AS (
            SELECT mirror.id FROM (SELECT id, room FROM free UNION ALL SELECT id, 1 FROM made) AS lane
            CROSS JOIN LATERAL (
              SELECT id FROM "Mirror"
              WHERE lane = lane.id AND wanted > shown AND blocked IS NULL AND "notBefore" <= ${at}
              ORDER BY "notBefore", id LIMIT lane.room FOR UPDATE SKIP LOCKED
            ) AS mirror
            LIMIT ${limit}
          ), leased AS (
            UPDATE "Mirror" AS mirror SET
              lease = lease + 1, attempts = attempts + 1, unsure = unsure OR leased, leased = true,
              "notBefore" = ${until}::timestamptz
            FROM chosen WHERE mirror.id = chosen.id
            RETURNING mirror.id, mirror.lease, mirror.lane
          ), paced AS (
            UPDATE "Lane" AS lane SET "nextAt" = greatest(
              lane."nextAt", ${at} - lane."burstMs" * interval '1 ms'
            ) + begun.many * lane."everyMs" * interval '1 ms'
            FROM (SELECT lane, count(*) AS many FROM leased GROUP BY lane) AS begun WHERE lane.id = begun.lane
          )
          SELECT id, lease FROM leased ORDER BY id`,
      );
    },

    /** A full lane goes on when the first of its leases ends, unless its holder reports before. */
    async nextAt() {
      const [row] = await prisma.$queryRaw<[{ at: Date | null }]>`
        WITH RECURSIVE ${behindByLane}
        SELECT min(greatest(
          lane."nextAt", CASE WHEN going.many >= lane."atOnce" THEN going.until ELSE behind."notBefore" END
        )) AS at
        FROM behind LEFT JOIN "Lane" AS lane ON lane.id = behind.lane
        CROSS JOIN LATERAL (
          SELECT count(*) AS many, min("notBefore") AS until FROM "Mirror" WHERE lane = behind.lane AND leased
        ) AS going`;
      return row.at?.toISOString() ?? null;
    },
  };
}
