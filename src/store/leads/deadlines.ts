/** Which steps are due, and who is at them. */
import type { DueStep, LeadStore } from "../../app/ports.ts";
import { instant, toMs } from "../../clock.ts";
import type { PrismaClient } from "../generated/client.ts";
import { retried } from "../retry.ts";

type DueRow = Omit<DueStep, "dueAt"> & { readonly dueAt: Date };

export function deadlines(
  prisma: PrismaClient,
): Pick<LeadStore, "leaseDue" | "nextDueAt" | "waitingForOpening"> {
  return {
    /**
     * A lease rather than a held lock: the decisions commit through other connections, which would wait for the lock.
     * By hand for SKIP LOCKED: of two instances that ask at once, each gets other rows.
     */
    async leaseDue(now, limit, leaseMs) {
      const until = instant(toMs(now) + leaseMs);
      const rows = await retried(
        () => prisma.$queryRaw<DueRow[]>`
          WITH due AS (
            SELECT "leadId" FROM "Deadline"
            WHERE "dueAt" <= ${now}::timestamptz
              AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now}::timestamptz)
            ORDER BY "dueAt", "leadId" LIMIT ${limit} FOR UPDATE SKIP LOCKED
          ), leased AS (
            UPDATE "Deadline" AS deadline SET "leasedUntil" = ${until}::timestamptz
            FROM due WHERE deadline."leadId" = due."leadId"
            RETURNING deadline."leadId", ladder, step, "dueAt"
          )
          SELECT "leadId", ladder, step, "dueAt" FROM leased ORDER BY "dueAt", "leadId"`,
      );
      return rows.map((row) => ({ ...row, dueAt: row.dueAt.toISOString() }));
    },

    async waitingForOpening() {
      const rows = await prisma.deadline.findMany({
        where: { ladder: "opening" },
        orderBy: [{ dueAt: "asc" }, { leadId: "asc" }],
        select: { leadId: true },
      });
      return rows.map(({ leadId }) => leadId);
    },

    async nextDueAt() {
      const [row] = await prisma.$queryRaw<[{ at: Date | null }]>`
        SELECT least(
          (SELECT "dueAt" FROM "Deadline" WHERE "leasedUntil" IS NULL ORDER BY "dueAt" LIMIT 1),
          (SELECT min("leasedUntil") FROM "Deadline" WHERE "leasedUntil" IS NOT NULL)
        ) AS at`;
      return row.at?.toISOString() ?? null;
    },
  };
}
