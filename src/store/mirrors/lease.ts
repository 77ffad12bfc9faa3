/** Choosing which mirrors are delivered next, at each lane's pace. */
import type { MirrorStore } from "../../app/ports.ts";
import { instant, toMs } from "../../clock.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { retried } from "../retry.ts";

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

export function leasing(prisma: PrismaClient): Pick<MirrorStore, "lease" | "nextAt"> {
  return {
    /**
     * One statement: which lanes are free, how many each may have, the rows, their leases and the lanes' new pace.
     * `notBefore` is the end of the lease. A row found leased is one whose holder never reported: its call may have
     * gone through, so it is unsure. `nextAt` is the lane's pace as GCRA has it: so far ahead of `now - burstMs` as
     * deliveries were begun, `everyMs` for each. Lanes that another instance is choosing from are left to it.
     */
    async lease(now, limit, leaseMs) {
      const at = Prisma.sql`${now}::timestamptz`;
      const until = instant(toMs(now) + leaseMs);
      return retried(
        () => prisma.$queryRaw<{ id: string; lease: bigint }[]>`
          WITH RECURSIVE ${behindByLane}, free AS (
            SELECT lane.id, least(
              lane."atOnce" - going.on,
              1 + floor(extract(epoch FROM ${at} - greatest(
                lane."nextAt", ${at} - lane."burstMs" * interval '1 ms'
              )) * 1000 / lane."everyMs")
            )::int AS room
            FROM behind JOIN "Lane" AS lane ON lane.id = behind.lane
            CROSS JOIN LATERAL (
              SELECT count(*) AS on FROM "Mirror" WHERE lane = behind.lane AND leased AND "notBefore" > ${at}
            ) AS going
            WHERE behind."notBefore" <= ${at} AND lane."nextAt" <= ${at} AND going.on < lane."atOnce"
            ORDER BY lane."nextAt", lane.id LIMIT ${limit} FOR UPDATE OF lane SKIP LOCKED
          ), chosen AS (
            SELECT mirror.id FROM free CROSS JOIN LATERAL (
              SELECT id FROM "Mirror"
              WHERE lane = free.id AND wanted > shown AND blocked IS NULL AND "notBefore" <= ${at}
              ORDER BY "notBefore", id LIMIT free.room FOR UPDATE SKIP LOCKED
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
          lane."nextAt", CASE WHEN going.on < lane."atOnce" THEN behind."notBefore" ELSE going.until END
        )) AS at
        FROM behind JOIN "Lane" AS lane ON lane.id = behind.lane
        CROSS JOIN LATERAL (
          SELECT count(*) AS on, min("notBefore") AS until FROM "Mirror" WHERE lane = behind.lane AND leased
        ) AS going`;
      return row.at?.toISOString() ?? null;
    },
  };
}
