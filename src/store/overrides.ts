/** `OverrideStore` on the events: what was submitted when, and how many nobody has reviewed. */
import type { OverrideStore } from "../app/overridePorts.ts";
import { submittedIn } from "../domain/overrideDigest.ts";
import { Prisma, type PrismaClient } from "./generated/client.ts";
import { type EventRow, eventOf } from "./leads/eventRow.ts";

/** Word for word the condition of the index `LeadEvent_submitted_idx`, which is found by it. */
const SUBMITTED = Prisma.sql`(type = 'override_asked' OR (type = 'overridden' AND payload ->> 'approvedBy' IS NULL))`;

export function overrideStore(prisma: PrismaClient): OverrideStore {
  return {
    /**
     * By hand: each lead's events are looked up by its key, however many overrides there have been in all. `OFFSET 0`
     * keeps their types out of that: a planner without statistics would look through the index of overrides each time.
     */
    async submitted({ from, to }) {
      const rows = await prisma.$queryRaw<EventRow[]>`
        SELECT event.* FROM (
          SELECT DISTINCT "leadId" FROM "LeadEvent"
          WHERE ${SUBMITTED} AND at >= ${from}::timestamptz AND at < ${to}::timestamptz
        ) AS lead CROSS JOIN LATERAL (
          SELECT * FROM "LeadEvent" WHERE "leadId" = lead."leadId" ORDER BY seq OFFSET 0
        ) AS event
        WHERE event.type IN ('override_asked', 'overridden', 'override_rejected', 'override_reviewed')
        ORDER BY event."leadId", event.seq`;
      return submittedIn(rows.map(eventOf)).filter(({ at }) => at >= from && at < to);
    },

    /** Each is reviewed at most once, so that two counts say it; both are answered from indexes alone. */
    async unreviewed() {
      const [row] = await prisma.$queryRaw<{ left: number }[]>`
        SELECT ((SELECT count(*) FROM "LeadEvent" WHERE ${SUBMITTED})
          - (SELECT count(*) FROM "LeadEvent" WHERE type = 'override_reviewed'))::int AS left`;
      return row?.left ?? 0;
    },
  };
}
