/** `GuardStore`: what became of the leads of a canary and of the version it is compared with. */
import type { GuardStore } from "../app/ports.ts";
import { instant, toMs } from "../clock.ts";
import type { Tally } from "../domain/rulesEvents.ts";
import type { PrismaClient } from "./generated/client.ts";
import { DECIDED, DISQUALIFIED } from "./leads/disqualified.ts";

/** A due step this late is one that cannot be done: longer than any back-off or lease explains. */
const STUCK_AFTER_MS = 15 * 60_000;

export function guardStore(prisma: PrismaClient): GuardStore {
  return {
    /**
     * One statement, so that both sides are of one moment. A lead counts once it is decided, or in trouble before. One
     * that was merged, or whose person was suppressed before, was not decided by the version. In trouble is a lead
     * whose message Slack refused for good, or whose due step cannot be done.
     */
    async tallies({ canary, control }, since, until) {
      const stuck = instant(toMs(until) - STUCK_AFTER_MS);
      const rows = await prisma.$queryRaw<(Tally & { version: number })[]>`
        WITH overridden AS (
          SELECT DISTINCT "leadId" FROM "LeadEvent"
          WHERE type = 'overridden' AND at >= ${since}::timestamptz AND at <= ${until}::timestamptz
        ), refused AS (
          SELECT DISTINCT split_part(fields ->> 'mirror', ':', 2) AS "leadId" FROM "Exception"
          WHERE code = 'undeliverable' AND "receivedAt" >= ${since}::timestamptz
            AND "receivedAt" <= ${until}::timestamptz
        ), arrived AS (
          SELECT lead."policyVersion" AS version,
            ${DECIDED} AS decided,
            EXISTS (SELECT FROM overridden WHERE "leadId" = lead.id) AS overridden,
            ${DISQUALIFIED} AS disqualified,
            lead.state::text = 'exception'
              OR EXISTS (SELECT FROM refused WHERE "leadId" = lead.id)
              OR EXISTS (SELECT FROM "Deadline" WHERE "leadId" = lead.id AND "dueAt" < ${stuck}::timestamptz)
              AS excepted
          FROM "Lead" AS lead
          WHERE lead."receivedAt" >= ${since}::timestamptz AND lead."receivedAt" <= ${until}::timestamptz
            AND lead."policyVersion" IN (${canary}::int, ${control}::int)
        )
        SELECT version, count(*)::int AS leads,
          count(*) FILTER (WHERE overridden)::int AS overridden,
          count(*) FILTER (WHERE disqualified)::int AS disqualified,
          count(*) FILTER (WHERE excepted)::int AS exceptions
        FROM arrived WHERE decided OR excepted GROUP BY version`;
      return { canary: tallyOf(rows, canary), control: tallyOf(rows, control) };
    },
  };
}

function tallyOf(rows: readonly (Tally & { version: number })[], version: number): Tally {
  const row = rows.find((one) => one.version === version);
  const { leads, overridden, disqualified, exceptions } = row ?? {
    ...{ leads: 0, overridden: 0, disqualified: 0, exceptions: 0 },
  };
  return { leads, overridden, disqualified, exceptions };
}
