/** `EnrichmentStore` on the database: about which leads providers are still to be asked, and who is at it. */
import type { EnrichmentStore, EnrichmentTask } from "../app/enrichPorts.ts";
import { instant, toMs } from "../clock.ts";
import { Prisma, type PrismaClient } from "./generated/client.ts";
import { retried } from "./retry.ts";

export function enrichmentStore(prisma: PrismaClient): EnrichmentStore {
  return {
    /** By hand for SKIP LOCKED: of two instances that ask at once, each gets other leads. */
    lease(now, urgent, limit, leaseMs) {
      const until = instant(toMs(now) + leaseMs);
      const wanted = urgent ? Prisma.sql`priority = 0` : Prisma.sql`priority > 0`;
      return retried(
        () => prisma.$queryRaw<EnrichmentTask[]>`
          WITH next AS (
            SELECT "leadId" FROM "Enrichment"
            WHERE ${wanted} AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now}::timestamptz)
            ORDER BY priority, since, "leadId" LIMIT ${limit} FOR UPDATE SKIP LOCKED
          ), leased AS (
            UPDATE "Enrichment" AS enrichment
            SET "leasedUntil" = ${until}::timestamptz, attempts = attempts + 1
            FROM next WHERE enrichment."leadId" = next."leadId"
            RETURNING enrichment."leadId", cycle, priority, attempts, since
          )
          SELECT "leadId", cycle, priority, attempts FROM leased ORDER BY priority, since, "leadId"`,
      );
    },

    async extend(ids, until) {
      await retried(
        () => prisma.$executeRaw`
          UPDATE "Enrichment" SET "leasedUntil" = ${until}::timestamptz
          WHERE "leadId" IN (
            SELECT "leadId" FROM "Enrichment" WHERE "leadId" = ANY(${[...ids]}) ORDER BY "leadId" FOR UPDATE
          )`,
      );
    },

    async putBack(leadId, cycle, at) {
      await prisma.enrichment.updateMany({ where: { leadId, cycle }, data: { leasedUntil: at } });
    },

    async remove(leadId, cycle) {
      await prisma.enrichment.deleteMany({ where: { leadId, cycle } });
    },

    async nextAt(urgent) {
      const wanted = urgent ? Prisma.sql`priority = 0` : Prisma.sql`true`;
      const [row] = await prisma.$queryRaw<[{ at: Date | null }]>`
        SELECT coalesce(
          (SELECT since FROM "Enrichment" WHERE ${wanted} AND "leasedUntil" IS NULL ORDER BY priority, since LIMIT 1),
          (SELECT min("leasedUntil") FROM "Enrichment" WHERE ${wanted})
        ) AS at`;
      return row.at?.toISOString() ?? null;
    },

    waiting: () => prisma.enrichment.count(),
  };
}
