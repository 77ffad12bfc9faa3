/** How things stand where an alert may have to be raised. By hand: groups, percentiles and filtered counts. */

import { type Instant, instant, toMs } from "../../clock.ts";
import type { AlertLines, AlertNumbers, CampaignTally, Latency, OverrideTally } from "../../domain/alerts.ts";
import { CAMPAIGN_MS, LATENCY_MS } from "../../domain/alerts.ts";
import { Prisma } from "../generated/client.ts";
import { DECIDED, DISQUALIFIED } from "../leads/disqualified.ts";
import { QUEUE_RANK } from "../leads/leadRow.ts";

export type Reader = Pick<Prisma.TransactionClient, "$queryRaw">;

/** What is looked at. `campaigns`: those of which a lead has turned out to be none since then, and these. */
export interface AlertsAsked {
  readonly lines: AlertLines;
  readonly now: Instant;
  readonly campaigns: { readonly since: Instant; readonly also: readonly string[] };
}

export async function alertNumbers(
  reader: Reader,
  { lines, now, campaigns }: AlertsAsked,
): Promise<AlertNumbers> {
  const ago = (ms: number) => instant(toMs(now) - ms);
  return {
    latency: lines.latency ? await latency(reader, ago(LATENCY_MS), now) : NONE,
    tank: lines.tank ? await inTank(reader) : 0,
    overrides: lines.overrides ? await overrides(reader, ago(lines.overrides.withinMs), now) : 0,
    campaigns: lines.campaign ? await campaignTallies(reader, campaigns, now) : [],
    overriding: lines.postMortem ? await overriding(reader, ago(lines.postMortem.withinMs), now) : [],
  };
}

const NONE: Latency = { leads: 0, medianMs: null, p95Ms: null };

/**
 * The first answer of each lead that had it within the time, and since when the lead had been waiting: since it arrived, or
 * came back, or was brought back, without anybody having had it.
 */
export function firstAnswers(since: Instant, until: Instant): Prisma.Sql {
  return Prisma.sql`
    SELECT answer."leadId", answer.seq, answer.at, (
      SELECT max(arrival.at) FROM "LeadEvent" AS arrival
      WHERE arrival."leadId" = answer."leadId" AND arrival.seq < answer.seq
        AND arrival.type IN ('received', 're_engaged', 'reopened')
    ) AS since
    FROM "LeadEvent" AS answer
    WHERE answer.type IN ('accepted', 'claimed', 'recycled')
      AND answer.at > ${since}::timestamptz AND answer.at <= ${until}::timestamptz
      AND NOT EXISTS (
        SELECT FROM "LeadEvent" AS earlier WHERE earlier."leadId" = answer."leadId" AND earlier.seq < answer.seq
          AND earlier.type IN ('accepted', 'claimed', 'recycled')
      )`;
}

/** By nearest rank, as reps' numbers are: a time that a lead really waited. */
async function latency(reader: Reader, since: Instant, until: Instant): Promise<Latency> {
  const [row] = await reader.$queryRaw<[{ leads: number; middle: number[] | null }]>`
    SELECT count(*)::int AS leads,
      percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY extract(epoch FROM at - since)::float8 * 1000) AS middle
    FROM (${firstAnswers(since, until)}) AS answered`;
  const [medianMs = null, p95Ms = null] = (row.middle ?? []).map(Math.round);
  return { leads: row.leads, medianMs, p95Ms };
}

async function inTank(reader: Reader): Promise<number> {
  const [{ leads }] = await reader.$queryRaw<[{ leads: number }]>`
    SELECT count(*)::int AS leads FROM "Lead" WHERE "queueRank" = ${QUEUE_RANK.tank}`;
  return leads;
}

/**
 * Overrides as they were submitted: one that a second person had to approve was asked for before it was done. By type, one
 * after the other, since each has an index of its own.
 */
export function submittedOverrides(since: Instant, until: Instant): Prisma.Sql {
  const within = Prisma.sql`at > ${since}::timestamptz AND at <= ${until}::timestamptz`;
  return Prisma.sql`
    SELECT payload FROM "LeadEvent" WHERE type = 'override_asked' AND ${within}
    UNION ALL
    SELECT payload FROM "LeadEvent"
    WHERE type = 'overridden' AND ${within} AND payload ->> 'approvedBy' IS NULL`;
}

async function overrides(reader: Reader, since: Instant, until: Instant): Promise<number> {
  const [{ overrides }] = await reader.$queryRaw<[{ overrides: number }]>`
    SELECT count(*)::int AS overrides FROM (${submittedOverrides(since, until)}) AS submitted`;
  return overrides;
}

async function overriding(reader: Reader, since: Instant, until: Instant): Promise<OverrideTally[]> {
  return reader.$queryRaw<OverrideTally[]>`
    SELECT about.of, about.name, count(*)::int AS overrides
    FROM (${submittedOverrides(since, until)}) AS submitted
    CROSS JOIN LATERAL (VALUES
      ('person', payload ->> 'by'), ('rule', payload ->> 'rule'), ('team', payload ->> 'team')
    ) AS about(of, name)
    WHERE about.name IS NOT NULL GROUP BY about.of, about.name ORDER BY about.of, about.name`;
}

/**
 * Campaigns whose share may have grown: one of their leads has lately turned out to be none, or an alert is about them. Their
 * leads are counted from an index by campaign, so that it does not matter how many others there are.
 */
async function campaignTallies(
  reader: Reader,
  { since, also }: AlertsAsked["campaigns"],
  now: Instant,
): Promise<CampaignTally[]> {
  const from = instant(toMs(now) - CAMPAIGN_MS);
  return reader.$queryRaw<CampaignTally[]>`
    WITH asked AS MATERIALIZED (
      SELECT DISTINCT campaign FROM "Lead"
      WHERE campaign IS NOT NULL AND state IN ('recycled', 'nurture', 'suppressed')
        AND since >= ${since}::timestamptz
      UNION SELECT unnest(${[...also]}::text[])
    )
    SELECT asked.campaign, tally.leads, tally.disqualified FROM asked CROSS JOIN LATERAL (
      SELECT count(*)::int AS leads, (count(*) FILTER (WHERE ${DISQUALIFIED}))::int AS disqualified
      FROM "Lead" AS lead
      WHERE lead.campaign = asked.campaign AND ${DECIDED}
        AND lead."receivedAt" > ${from}::timestamptz AND lead."receivedAt" <= ${now}::timestamptz
    ) AS tally
    WHERE tally.leads > 0 ORDER BY asked.campaign`;
}
