/** The open leads as people look at them: the managers' queue, a rep's own, a search. */
import type { LeadStore, QueueFilter, QueuePage } from "../../app/ports.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { QUEUE_RANK } from "./leadRow.ts";
import { readRecords } from "./records.ts";

/** By hand throughout: Prisma cannot say a page first and its joins afterwards, nor count into groups by filter. */
export function queue(prisma: PrismaClient): Pick<LeadStore, "queue" | "mine" | "find"> {
  async function counts(filter: QueueFilter): Promise<Pick<QueuePage, "matching" | "totals">> {
    const { overdue, tank, offered } = QUEUE_RANK;
    const [{ matching, ...totals }] = await prisma.$queryRaw<
      [{ open: number; overdue: number; tank: number; offered: number; matching: number }]
    >`
      SELECT count(*)::int AS open,
        (count(*) FILTER (WHERE "queueRank" = ${overdue}))::int AS overdue,
        (count(*) FILTER (WHERE "queueRank" = ${tank}))::int AS tank,
        (count(*) FILTER (WHERE "queueRank" = ${offered}))::int AS offered,
        (${filter.kind === "rep" ? matchingRep(filter.rep) : Prisma.sql`count(*)`})::int AS matching
      FROM "Lead" WHERE "queueRank" IS NOT NULL`;
    if (filter.kind === "overdue" || filter.kind === "tank") return { matching: totals[filter.kind], totals };
    return { matching, totals };
  }

  return {
    async queue(filter, { offset, limit }) {
      // The page is chosen by ids, which the index holds; whole rows are read for one page only.
      const page = Prisma.sql`
        SELECT one.* FROM (
          SELECT id FROM "Lead" WHERE "queueRank" IS NOT NULL AND ${matches(filter)}
          ORDER BY "queueRank", "queueAt", id OFFSET ${offset} LIMIT ${limit}
        ) AS page JOIN "Lead" AS one USING (id)`;
      const order = Prisma.sql`"queueRank", "queueAt", id`;
      const [rows, counted] = await Promise.all([readRecords(prisma, page, order), counts(filter)]);
      return { rows: rows.map(({ record }) => record), ...counted };
    },

    async mine(rep, limit) {
      const { overdue, offered } = QUEUE_RANK;
      const rows = await readRecords(
        prisma,
        Prisma.sql`
          (SELECT *, 0 AS part FROM "Lead"
            WHERE owner = ${rep} AND "queueRank" IN (${overdue}, ${offered})
            ORDER BY "queueAt", id LIMIT ${limit})
          UNION ALL
          (SELECT *, 1 AS part FROM "Lead"
            WHERE owner = ${rep} AND state = 'accepted' ORDER BY since DESC, id DESC LIMIT ${limit})`,
        Prisma.sql`part, CASE WHEN part = 0 THEN "queueAt" END, CASE WHEN part = 1 THEN since END DESC, id`,
      );
      return rows.slice(0, limit).map(({ record }) => record);
    },

    async find(source, text, limit) {
      const rows = await readRecords(
        prisma,
        Prisma.sql`
          SELECT * FROM "Lead"
          WHERE (${source}::text IS NULL OR source = ${source}) AND (
            "externalId" LIKE ${`${literally(text)}%`}
            -- An id is hexadecimal after its prefix: all that begin so lie between the text and the text with a "g".
            OR (id >= ${text} AND id < ${`${text}g`} AND starts_with(id, ${text}))
          )
          LIMIT 1000`,
        Prisma.sql`"queueRank" IS NULL, "receivedAt" DESC, id`,
      );
      return rows.slice(0, limit).map(({ record }) => record);
    },
  };
}

function matches(filter: QueueFilter): Prisma.Sql {
  switch (filter.kind) {
    case "all":
      return Prisma.sql`true`;
    case "rep":
      return Prisma.sql`owner = ${filter.rep}`;
    case "overdue":
    case "tank":
      return Prisma.sql`"queueRank" = ${QUEUE_RANK[filter.kind]}`;
  }
}

/** From an index of its own: the large count reads nothing but ranks. */
function matchingRep(rep: string): Prisma.Sql {
  return Prisma.sql`(SELECT count(*) FROM "Lead" AS held WHERE held."queueRank" IS NOT NULL AND held.owner = ${rep})`;
}

/** Text for the left of a LIKE pattern. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
