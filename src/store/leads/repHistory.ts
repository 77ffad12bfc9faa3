/** What is on reps' records in a stretch of time. By hand: Prisma knows neither expressions to group by nor laterals. */
import type { LeadStore } from "../../app/ports.ts";
import { type Instant, instant, toMs } from "../../clock.ts";
import type { OnRecord } from "../../domain/stats.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";

/** What one statement reads. The embedded database keeps everybody waiting while it is at one. */
const AT_A_TIME_MS = 24 * 3_600_000;

export function repHistory(prisma: PrismaClient): Pick<LeadStore, "onRecord"> {
  return {
    /**
     * What a manager forced says nothing of how anybody recycles, nor of how long they take to accept. A day at a time,
     * each event in one statement only: what is past does not change meanwhile, and the latest is of one moment.
     * Offers and claims are counted from the index alone. An offer's clock is that of its first card: one posted afresh
     * after it was deleted does not start it anew.
     */
    async onRecord(since, until, rep) {
      const found: OnRecord[] = [];
      for (const [from, to] of stretches(since, until)) found.push(...(await recordOf(from, to)));
      return found;

      async function recordOf(from: Instant, to: Instant): Promise<OnRecord[]> {
        // date_part, in floating point, takes a third of the time that extract, in decimals, does.
        const day = Prisma.sql`(ceil(date_part('epoch', event.at - ${since}::timestamptz) / 86400) - 1)::int`;
        const whose = rep === undefined ? Prisma.empty : Prisma.sql`AND event.rep = ${rep}`;
        const within = Prisma.sql`event.at > ${from}::timestamptz AND event.at <= ${to}::timestamptz ${whose}`;
        const ms = (at: Prisma.Sql) => Prisma.sql`round(date_part('epoch', ${at}) * 1000)::bigint`;
        return prisma.$queryRaw<OnRecord[]>`
          SELECT rep, ${day} AS day, type, NULL AS detail, count(*)::int AS count, '[]'::json AS "tookMs"
          FROM "LeadEvent" AS event
          WHERE type IN ('offered', 'claimed') AND ${within}
          GROUP BY 1, 2, 3
          UNION ALL
          SELECT rep, ${day}, type, coalesce(payload -> 'recycled' ->> 'reason', payload ->> 'why'), count(*)::int, '[]'
          FROM "LeadEvent" AS event
          WHERE type IN ('recycled', 'taken_away') AND ${within} AND payload -> 'forced' IS NULL
          GROUP BY 1, 2, 3, 4
          UNION ALL
          SELECT rep, day, 'accepted', NULL, count(*)::int,
            coalesce(json_agg(took) FILTER (WHERE took IS NOT NULL), '[]')
          FROM (
            SELECT rep, ${day} AS day, CASE WHEN payload -> 'forced' IS NULL THEN greatest(0, ${ms(Prisma.sql`event.at`)} - coalesce(
              (SELECT floor((payload ->> 'ts')::double precision * 1000)::bigint FROM "LeadEvent" AS card
                WHERE card."leadId" = event."leadId" AND card.type = 'card_posted'
                  AND (card.payload ->> 'turn')::int = (event.payload ->> 'turn')::int
                ORDER BY seq LIMIT 1),
              (SELECT ${ms(Prisma.sql`offer.at`)} FROM "LeadEvent" AS offer
                WHERE offer."leadId" = event."leadId" AND offer.type = 'offered'
                  AND (offer.payload ->> 'turn')::int = (event.payload ->> 'turn')::int
                LIMIT 1)
            )) END AS took
            FROM "LeadEvent" AS event
            WHERE type = 'accepted' AND ${within}
            -- Before the grouping: in the order of time, in which the cards lie on the same pages.
            OFFSET 0
          ) AS acceptance
          GROUP BY rep, day`;
      }
    },
  };
}

/** The time in days of 24 hours from `since`, the last maybe shorter. */
function stretches(since: Instant, until: Instant): [Instant, Instant][] {
  const [start, end] = [toMs(since), toMs(until)];
  const count = Math.max(1, Math.ceil((end - start) / AT_A_TIME_MS));
  return Array.from({ length: count }, (_, index) => [
    instant(start + index * AT_A_TIME_MS),
    instant(Math.min(end, start + (index + 1) * AT_A_TIME_MS)),
  ]);
}
