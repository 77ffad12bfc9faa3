/** The open leads as people look at them: the managers' queue, a rep's own, a search. */
import type { LeadStore, QueueFilter, QueuePage } from "../../app/ports.ts";
import { QUEUE_GROUPS, type QueueGroup } from "../../domain/queue.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { QUEUE_RANK } from "./leadRow.ts";
import { readRecords } from "./records.ts";

/** By hand throughout: Prisma cannot say a page first and its joins afterwards, nor count into groups by filter. */
export function queue(prisma: PrismaClient): Pick<LeadStore, "queue" | "mine" | "find"> {
  /** In one statement, so that what is counted under a filter is part of the totals. */
  async function counts(filter: QueueFilter): Promise<Pick<QueuePage, "matching" | "groups" | "totals">> {
    const rows = await prisma.$queryRaw<{ rank: number; leads: number; held: boolean }[]>`
      SELECT "queueRank" AS rank, count(*)::int AS leads, false AS held
      FROM "Lead" WHERE "queueRank" IS NOT NULL GROUP BY "queueRank"
      ${filter.kind === "rep" ? heldBy(filter.rep) : Prisma.empty}`;
    const all = byGroup(rows.filter(({ held }) => !held));
    const groups = passing(filter, all, () => byGroup(rows.filter(({ held }) => held)));
    const { overdue, tank, offered } = all;
    return { matching: sum(groups), groups, totals: { open: sum(all), overdue, tank, offered } };
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

/** The same of what one person holds, from an index of its own. */
function heldBy(rep: string): Prisma.Sql {
  return Prisma.sql`
    UNION ALL SELECT "queueRank", count(*)::int, true
    FROM "Lead" WHERE "queueRank" IS NOT NULL AND owner = ${rep} GROUP BY "queueRank"`;
}

type Counts = QueuePage["groups"];

function byGroup(rows: readonly { rank: number; leads: number }[]): Counts {
  const of = (group: QueueGroup) => rows.find(({ rank }) => rank === QUEUE_RANK[group])?.leads ?? 0;
  return countsOf(of);
}

function countsOf(of: (group: QueueGroup) => number): Counts {
  return Object.fromEntries(QUEUE_GROUPS.map((group) => [group, of(group)])) as Counts;
}

/** What the filter lets through, by group. */
function passing(filter: QueueFilter, all: Counts, held: () => Counts): Counts {
  switch (filter.kind) {
    case "all":
      return all;
    case "rep":
      return held();
    case "overdue":
    case "tank":
      return countsOf((group) => (group === filter.kind ? all[group] : 0));
  }
}

function sum(counts: Counts): number {
  return QUEUE_GROUPS.reduce((total, group) => total + counts[group], 0);
}

/** Text for the left of a LIKE pattern. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
