/** What came in and what was refused, by source. */
import { instant, toMs } from "../../clock.ts";
import {
  type DailyCounts,
  type IntakeCounts,
  type KeptCounts,
  OVERDUE_AFTER_MS,
} from "../../domain/figures/daily.ts";
import type { Period } from "../../domain/reports.ts";
import type { PrismaClient } from "../generated/client.ts";

export async function dailyCounts(
  prisma: PrismaClient,
  period: Period,
  before: Period,
): Promise<DailyCounts> {
  const [day, dayBefore, kept, keptBefore] = await Promise.all([
    intakeCounts(prisma, period),
    intakeCounts(prisma, before),
    keptCounts(prisma, period.to),
    keptCounts(prisma, before.to),
  ]);
  return { day, before: dayBefore, kept, keptBefore };
}

/** The path of a field is the sender's word: whether it is one of a lead's own is for the domain to say. */
async function intakeCounts(prisma: PrismaClient, { from, to }: Period): Promise<IntakeCounts> {
  const [taken, refused] = await Promise.all([
    prisma.$queryRaw<{ source: string; many: number }[]>`
      SELECT payload ->> 'source' AS source, count(*)::int AS many FROM "LeadEvent"
      WHERE type = 'received' AND at >= ${from}::timestamptz AND at < ${to}::timestamptz GROUP BY 1`,
    prisma.$queryRaw<{ source: string | null; code: string; path: string | null; many: number }[]>`
      SELECT source, code, left(fields -> 0 ->> 'path', 80) AS path, count(*)::int AS many FROM "Exception"
      WHERE "receivedAt" >= ${from}::timestamptz AND "receivedAt" < ${to}::timestamptz GROUP BY 1, 2, 3`,
  ]);
  return {
    taken,
    refused: refused
      .filter(({ code }) => code !== "undeliverable")
      .map(({ source, code, path, many }) => ({ source, code, path, many })),
    undeliverable: refused
      .filter(({ code }) => code === "undeliverable")
      .reduce((sum, { many }) => sum + many, 0),
  };
}

async function keptCounts(prisma: PrismaClient, at: string): Promise<KeptCounts> {
  const overdue = instant(toMs(at) - OVERDUE_AFTER_MS);
  const [row] = await prisma.$queryRaw<[KeptCounts]>`
    SELECT count(*) FILTER (WHERE code <> 'undeliverable')::int AS refused,
      count(*) FILTER (WHERE code = 'undeliverable')::int AS undeliverable,
      count(*) FILTER (WHERE "receivedAt" < ${overdue}::timestamptz)::int AS overdue
    FROM "Exception" WHERE "receivedAt" < ${at}::timestamptz`;
  return row;
}
