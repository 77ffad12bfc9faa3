/** What the rules decided, what people decided otherwise, and what became of the leads. */
import type { DivergenceCount } from "../../domain/divergence.ts";
import type { VersionCount, WeeklyCounts } from "../../domain/figures/weekly.ts";
import type { Period } from "../../domain/reports.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";

/** That a rep took the lead by their own hand: not a manager for them. */
const TAKEN_BY_REP = Prisma.sql`(type = 'claimed' OR type = 'accepted' AND actor = 'slack:' || rep)`;
/** An override counts when it is submitted; one that had to be approved was so earlier. */
const OVERRIDE_SUBMITTED = Prisma.sql`(
  type = 'override_asked' OR type = 'overridden' AND payload ->> 'approvedBy' IS NULL)`;

export async function weeklyCounts(
  prisma: PrismaClient,
  period: Period,
  before: Period,
): Promise<WeeklyCounts> {
  const [sides, versions, versionsBefore] = await Promise.all([
    sideCounts(prisma, period),
    versionCounts(prisma, period),
    versionCounts(prisma, before),
  ]);
  const { merged, decided } = sides;
  return { duplicates: { merged, decided }, divergence: divergenceIn(sides), versions, versionsBefore };
}

export async function divergenceCounts(prisma: PrismaClient, period: Period): Promise<DivergenceCount[]> {
  return divergenceIn(await sideCounts(prisma, period));
}

function divergenceIn(sides: Sides): DivergenceCount[] {
  return [
    { overridden: false, leads: sides.automated, converted: sides.automatedConverted },
    { overridden: true, leads: sides.overridden, converted: sides.overriddenConverted },
  ];
}

interface Sides {
  readonly merged: number;
  readonly decided: number;
  readonly automated: number;
  readonly automatedConverted: number;
  readonly overridden: number;
  readonly overriddenConverted: number;
}

/** A lead once, whatever else happened to it. */
async function sideCounts(prisma: PrismaClient, { from, to }: Period): Promise<Sides> {
  const [row] = await prisma.$queryRaw<[Sides]>`
    WITH lead AS (
      SELECT bool_or(type = 'qualified') AS decided, bool_or(type = 'merged') AS merged,
        bool_or(${OVERRIDE_SUBMITTED}) AS overridden, bool_or(${TAKEN_BY_REP}) AS converted
      FROM "LeadEvent"
      WHERE at >= ${from}::timestamptz AND at < ${to}::timestamptz AND type IN (
        'qualified', 'merged', 'override_asked', 'overridden', 'accepted', 'claimed'
      ) GROUP BY "leadId"
    ), side AS (
      SELECT decided OR merged AS decided, merged, overridden, decided AND NOT merged AND NOT overridden AS automated,
        coalesce(converted, false) AS converted
      FROM lead
    )
    SELECT count(*) FILTER (WHERE merged)::int AS merged, count(*) FILTER (WHERE decided)::int AS decided,
      count(*) FILTER (WHERE automated)::int AS automated,
      count(*) FILTER (WHERE automated AND converted)::int AS "automatedConverted",
      count(*) FILTER (WHERE overridden)::int AS overridden,
      count(*) FILTER (WHERE overridden AND converted)::int AS "overriddenConverted"
    FROM side`;
  return row;
}

/**
 * The latest decision of each lead within the time, by the version that its cycle was pinned to. What follows a reviewer's
 * yes is no decision of its own: the one that asked is.
 */
function versionCounts(prisma: PrismaClient, { from, to }: Period): Promise<VersionCount[]> {
  return prisma.$queryRaw<VersionCount[]>`
    WITH decision AS (
      SELECT DISTINCT ON ("leadId") "leadId", seq, payload ->> 'decision' AS decision
      FROM "LeadEvent" AS event
      WHERE type = 'qualified' AND at >= ${from}::timestamptz AND at < ${to}::timestamptz
        AND payload ->> 'decision' <> 'merged' AND NOT EXISTS (
          SELECT FROM "LeadEvent" AS before
          WHERE before."leadId" = event."leadId" AND before.seq = event.seq - 1 AND before.type = 'approved'
        )
      ORDER BY "leadId", seq DESC
    )
    SELECT pinned.version, count(*)::int AS leads,
      count(*) FILTER (WHERE decision = 'route')::int AS routed,
      count(*) FILTER (WHERE decision = 'nurture')::int AS nurture,
      count(*) FILTER (WHERE decision = 'suppressed')::int AS suppressed,
      count(*) FILTER (WHERE decision = 'review')::int AS review,
      count(*) FILTER (WHERE taken.by_rep)::int AS accepted
    FROM decision
    CROSS JOIN LATERAL (
      SELECT (payload -> 'policy' ->> 'version')::int AS version FROM "LeadEvent"
      WHERE "leadId" = decision."leadId" AND seq < decision.seq AND type IN ('received', 're_engaged', 'reopened')
      ORDER BY seq DESC LIMIT 1
    ) AS pinned
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM "LeadEvent" WHERE "leadId" = decision."leadId" AND seq > decision.seq
          AND at < ${to}::timestamptz AND ${TAKEN_BY_REP}
      ) AS by_rep
    ) AS taken
    GROUP BY pinned.version`;
}
