/** What an alert says beside that there is one, gathered when it is raised and when its message is brought up to date. */
import { type Instant, instant, toMs } from "../../clock.ts";
import type { AlertFacts, CampaignFacts, DisqualifiedBy, ReasonCount } from "../../domain/alertFacts.ts";
import {
  type AlertLines,
  type AlertNumbers,
  CAMPAIGN_MS,
  LATENCY_MS,
  type Occurrence,
  subjectParts,
} from "../../domain/alerts.ts";
import { medianOf, type WaitEvent, whereLeadsWaited } from "../../domain/whereLeadsWait.ts";
import type { SlackId } from "../../ids.ts";
import { Prisma } from "../generated/client.ts";
import { DECIDED, DISQUALIFIED } from "../leads/disqualified.ts";
import { QUEUE_RANK } from "../leads/leadRow.ts";
import { firstAnswers, type Reader, submittedOverrides } from "./numbers.ts";

/** Ids that the policy knows; what else a rep may have typed stays with the lead. */
export interface KnownRules {
  readonly criteria: readonly string[];
  /** Score rules that suppress by themselves. */
  readonly suppressing: readonly string[];
}

export interface FactsAsked {
  readonly numbers: AlertNumbers;
  readonly lines: AlertLines;
  readonly known: KnownRules;
  readonly now: Instant;
}

const REPS_SHOWN = 3;
const REASONS_SHOWN = 5;
const PEOPLE_SHOWN = 5;
const EXAMPLES = 3;
/** Of so many of the latest leads it is reckoned where they waited. */
const LEADS_LOOKED_AT = 500;

/** Null: the alert's kind is switched off, or the numbers are gone meanwhile. */
export async function factsOf(
  reader: Reader,
  { kind, subject }: Occurrence,
  asked: FactsAsked,
): Promise<AlertFacts | null> {
  const { numbers, lines } = asked;
  switch (kind) {
    case "latency":
      return latencyFacts(reader, asked);
    case "overrides": {
      const line = lines.overrides;
      if (!line) return null;
      return {
        kind,
        overrides: numbers.overrides,
        line,
        ...(await overriders(reader, line.withinMs, asked)),
      };
    }
    case "tank":
      return (
        lines.tank && { kind, leads: numbers.tank, line: lines.tank, oldest: await oldestInTank(reader) }
      );
    case "campaign":
      return campaignFacts(reader, subject, asked);
    case "post_mortem": {
      const about = subjectParts(subject);
      const rules = lines.postMortem;
      if (!about || !rules) return null;
      const { of, name } = about;
      const overrides = numbers.overriding.find((one) => one.of === of && one.name === name)?.overrides ?? 0;
      const line = { moreThan: rules.moreThan[of], withinMs: rules.withinMs };
      return { kind, of, overrides, line, ...(await overriders(reader, rules.withinMs, asked, about)) };
    }
    default:
      return kind satisfies never;
  }
}

async function latencyFacts(
  reader: Reader,
  { numbers: { latency }, lines, now }: FactsAsked,
): Promise<AlertFacts | null> {
  const { leads, medianMs, p95Ms } = latency;
  if (!lines.latency || medianMs === null || p95Ms === null) return null;
  const events = await reader.$queryRaw<(Omit<WaitEvent, "at"> & { at: Date })[]>`
    WITH answered AS (
      SELECT * FROM (${firstAnswers(instant(toMs(now) - LATENCY_MS), now)}) AS first
      ORDER BY at DESC LIMIT ${LEADS_LOOKED_AT}
    )
    SELECT event."leadId", event.type, event.at, event.rep FROM answered
    JOIN "LeadEvent" AS event ON event."leadId" = answered."leadId"
      AND event.seq <= answered.seq AND event.at >= answered.since
    ORDER BY event."leadId", event.seq`;
  const waiting = whereLeadsWaited(events.map((event) => ({ ...event, at: event.at.toISOString() })));
  const all = [...waiting.places.values()].reduce((sum, ms) => sum + ms, 0) || 1;
  const waited = [...waiting.places]
    .map(([place, ms]) => ({ place, share: ms / all }))
    .toSorted((a, b) => b.share - a.share);
  const reps = [...waiting.offers]
    .map(([rep, ms]) => ({ rep, offers: ms.length, medianMs: medianOf(ms) ?? 0 }))
    .toSorted((a, b) => b.medianMs - a.medianMs)
    .slice(0, REPS_SHOWN);
  return { kind: "latency", leads, medianMs, p95Ms, line: lines.latency, reps, waited };
}

async function oldestInTank(reader: Reader): Promise<Instant | null> {
  const [row] = await reader.$queryRaw<[{ oldest: Date | null }]>`
    SELECT min("queueAt") AS oldest FROM "Lead" WHERE "queueRank" = ${QUEUE_RANK.tank}`;
  return row.oldest?.toISOString() ?? null;
}

/** Who overrode, and by which reason codes. */
async function overriders(
  reader: Reader,
  withinMs: number,
  { now }: FactsAsked,
  about: { readonly of: string; readonly name: string } | null = null,
): Promise<{ people: { by: SlackId; count: number }[]; reasons: ReasonCount[] }> {
  const key = about === null ? null : about.of === "person" ? "by" : about.of;
  const submitted = submittedOverrides(instant(toMs(now) - withinMs), now);
  const counted = async (by: "by" | "reasonCode", most: number) =>
    reader.$queryRaw<{ name: string; count: number }[]>`
      SELECT payload ->> ${by} AS name, count(*)::int AS count FROM (${submitted}) AS submitted
      WHERE payload ->> ${by} IS NOT NULL AND (${key}::text IS NULL OR payload ->> ${key}::text = ${about?.name ?? null})
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${most}`;
  const people = (await counted("by", PEOPLE_SHOWN)).map(({ name, count }) => ({ by: name, count }));
  const reasons = (await counted("reasonCode", REASONS_SHOWN)).map(({ name, count }) => ({
    ...{ reason: name, count },
  }));
  return { people, reasons };
}

interface DisqualifiedRow {
  readonly id: string;
  readonly tier: string | null;
  readonly score: number | null;
  readonly country: string | null;
  readonly by: DisqualifiedBy["by"];
  readonly rule: string | null;
}

async function campaignFacts(
  reader: Reader,
  campaign: string,
  { numbers, lines, known, now }: FactsAsked,
): Promise<CampaignFacts | null> {
  const line = lines.campaign;
  const tally = numbers.campaigns.find((one) => one.campaign === campaign);
  if (!line || !tally) return null;
  const rows = disqualifiedOf(campaign, known, now);
  const reasons = await reader.$queryRaw<(Pick<DisqualifiedRow, "by" | "rule"> & { count: number })[]>`
    SELECT by, rule, count(*)::int AS count FROM (${rows}) AS disqualified
    GROUP BY by, rule ORDER BY 3 DESC, 1, 2 LIMIT ${REASONS_SHOWN}`;
  const examples = await reader.$queryRaw<DisqualifiedRow[]>`
    SELECT id, tier, score, country, by, rule FROM (${rows}) AS disqualified
    ORDER BY since DESC, id DESC LIMIT ${EXAMPLES}`;
  return {
    kind: "campaign",
    leads: tally.leads,
    disqualified: tally.disqualified,
    line,
    reasons: reasons.map(({ count, ...row }) => ({ why: whyOf(row), count })),
    examples: examples.map(({ id, tier, score, country, ...row }) => ({
      ...{ lead: id, tier, score, country, why: whyOf(row) },
    })),
  };
}

function whyOf({ by, rule }: Pick<DisqualifiedRow, "by" | "rule">): DisqualifiedBy {
  return by === "not_icp" ? { by, criterion: rule } : { by, rule };
}

/**
 * Each lead of the campaign that turned out to be none, with the first thing that made it so. Of a lead that was suppressed by
 * its score that is the rule that took most from it.
 */
function disqualifiedOf(campaign: string, { criteria, suppressing }: KnownRules, now: Instant): Prisma.Sql {
  const from = instant(toMs(now) - CAMPAIGN_MS);
  const firstWhere = (condition: Prisma.Sql) => Prisma.sql`(
    SELECT why.one ->> 'rule' FROM jsonb_array_elements(decision.trace -> 'why') WITH ORDINALITY AS why(one, nth)
    WHERE ${condition} ORDER BY why.nth LIMIT 1
  )`;
  return Prisma.sql`
    SELECT lead.id, lead.tier, lead.score, lead.since, 
      coalesce(person.submission ->> 'country', person.submission -> 'company' ->> 'country') AS country,
      CASE lead.state::text WHEN 'recycled' THEN 'not_icp' WHEN 'nurture' THEN 'icp'
        ELSE lead.detail ->> 'because' END AS by,
      CASE
        WHEN lead.state::text = 'recycled' THEN
          (SELECT id FROM unnest(${[...criteria]}::text[]) AS id WHERE id = lead.detail -> 'recycled' ->> 'criterion')
        WHEN lead.detail ->> 'because' = 'score' THEN ${firstWhere(Prisma.sql`(why.one ->> 'points')::float8 < 0`)}
        WHEN lead.detail ->> 'because' = 'rule' THEN
          ${firstWhere(Prisma.sql`why.one ->> 'rule' = ANY (${[...suppressing]}::text[])`)}
        ELSE ${firstWhere(Prisma.sql`NOT why.one ? 'points'`)}
      END AS rule
    FROM "Lead" AS lead
    JOIN "Person" AS person ON person."leadId" = lead.id
    LEFT JOIN LATERAL (
      SELECT trace::jsonb AS trace FROM "Decision" WHERE "leadId" = lead.id ORDER BY cycle DESC LIMIT 1
    ) AS decision ON true
    WHERE lead.campaign = ${campaign} AND ${DECIDED} AND ${DISQUALIFIED}
      AND lead."receivedAt" > ${from}::timestamptz AND lead."receivedAt" <= ${now}::timestamptz`;
}
