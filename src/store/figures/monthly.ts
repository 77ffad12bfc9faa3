/** How far leads came within a month, and how they were scored. */
import {
  BUCKETS,
  type FunnelCounts,
  type MonthlyCounts,
  type ScoreCounts,
} from "../../domain/figures/monthly.ts";
import type { Period } from "../../domain/reports.ts";
import type { PrismaClient } from "../generated/client.ts";

export async function monthlyCounts(
  prisma: PrismaClient,
  period: Period,
  before: Period,
): Promise<MonthlyCounts> {
  const [funnel, funnelBefore, scores, scoresBefore] = await Promise.all([
    funnelCounts(prisma, period),
    funnelCounts(prisma, before),
    scoreCounts(prisma, period),
    scoreCounts(prisma, before),
  ]);
  return { funnel, funnelBefore, scores, scoresBefore };
}

/** A lead once a stage. */
async function funnelCounts(prisma: PrismaClient, { from, to }: Period): Promise<FunnelCounts> {
  const [row] = await prisma.$queryRaw<[FunnelCounts]>`
    WITH lead AS (
      SELECT bool_or(type = 'received') AS received,
        bool_or(type = 'qualified' AND payload ->> 'decision' = 'route') AS qualified,
        bool_or(type = 'offered') AS offered, bool_or(type IN ('accepted', 'claimed')) AS accepted,
        bool_or(type = 'recycled') AS recycled, bool_or(type = 'tanked') AS tank,
        bool_or(type = 'overflowed') AS overflow
      FROM "LeadEvent"
      WHERE at >= ${from}::timestamptz AND at < ${to}::timestamptz AND type IN (
        'received', 'qualified', 'offered', 'accepted', 'claimed', 'recycled', 'tanked', 'overflowed'
      ) GROUP BY "leadId"
    )
    SELECT count(*) FILTER (WHERE received)::int AS received, count(*) FILTER (WHERE qualified)::int AS qualified,
      count(*) FILTER (WHERE offered)::int AS offered, count(*) FILTER (WHERE accepted)::int AS accepted,
      count(*) FILTER (WHERE recycled)::int AS recycled, count(*) FILTER (WHERE tank)::int AS tank,
      count(*) FILTER (WHERE overflow)::int AS overflow
    FROM lead`;
  return row;
}

/** Of every decision by score; what follows a reviewer's yes repeats the score of the one that asked. */
async function scoreCounts(prisma: PrismaClient, { from, to }: Period): Promise<ScoreCounts> {
  const rows = await prisma.$queryRaw<{ bucket: number; many: number; sum: number }[]>`
    SELECT width_bucket((payload ->> 'score')::float8, ${[...BUCKETS]}::float8[]) AS bucket, count(*)::int AS many,
      sum((payload ->> 'score')::float8) AS sum
    FROM "LeadEvent" AS event
    WHERE type = 'qualified' AND at >= ${from}::timestamptz AND at < ${to}::timestamptz
      AND payload ->> 'decision' <> 'merged' AND NOT EXISTS (
        SELECT FROM "LeadEvent" AS before
        WHERE before."leadId" = event."leadId" AND before.seq = event.seq - 1 AND before.type = 'approved'
      )
    GROUP BY 1`;
  const buckets = Array.from(
    { length: BUCKETS.length + 1 },
    (_, n) => rows.find(({ bucket }) => bucket === n)?.many ?? 0,
  );
  return { buckets, sum: rows.reduce((total, { sum }) => total + sum, 0) };
}
