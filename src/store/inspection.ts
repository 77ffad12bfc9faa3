/** `InspectionStore`: its own queries, sharing nothing with those that do the work, so that a fault there shows here. */
import type { Finding, InspectionStore } from "../app/ports.ts";
import { instant, toMs } from "../clock.ts";
import { OPEN_STATES } from "../domain/lead.ts";
import type { PrismaClient } from "./generated/client.ts";

export function inspectionStore(prisma: PrismaClient): InspectionStore {
  return {
    async inspect(now, graceMs, most) {
      const before = instant(toMs(now) - graceMs);
      return prisma.$queryRaw<Finding[]>`
        SELECT * FROM (
          SELECT lead.id AS "leadId", 'forgotten' AS what, lead.state::text AS detail FROM "Lead" AS lead
          WHERE lead.state::text = ANY (${[...OPEN_STATES]}) AND lead.owner IS NULL
            AND NOT EXISTS (SELECT FROM "Deadline" WHERE "leadId" = lead.id)
          UNION ALL
          SELECT "leadId", 'step_overdue', does::text FROM "Deadline" WHERE "dueAt" < ${before}::timestamptz
          UNION ALL
          SELECT "leadId", 'mirror_behind', id FROM "Mirror"
          WHERE wanted > shown AND blocked IS NULL AND "notBefore" < ${before}::timestamptz
          UNION ALL
          SELECT lead.id, 'card_unseen', mirror.blocked FROM "Lead" AS lead
          JOIN "Mirror" AS mirror ON mirror."leadId" = lead.id
          WHERE lead.state = 'offered' AND lead."nextDueAt" IS NULL AND mirror.kind = 'offer'
            AND mirror.id = 'offer:' || lead.id || ':' || jsonb_array_length(lead.detail -> 'turns')
            AND mirror.blocked IS NOT NULL
        ) AS findings ORDER BY "leadId" LIMIT ${most}`;
    },

    async lastChanged(most) {
      const rows = await prisma.$queryRaw<{ leadId: string }[]>`
        SELECT DISTINCT "leadId" FROM (
          SELECT "leadId" FROM "LeadEvent" ORDER BY no DESC LIMIT ${most}
        ) AS latest`;
      return rows.map(({ leadId }) => leadId);
    },
  };
}
