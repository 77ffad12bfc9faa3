/** What routing asks of earlier leads. By hand: expressions, laterals and medians are beyond Prisma. */
import type { LeadStore } from "../../app/ports.ts";
import type { HadBefore } from "../../domain/candidates.ts";
import type { RepRecord } from "../../domain/performance.ts";
import type { LeadId, SlackId } from "../../ids.ts";
import type { PrismaClient } from "../generated/client.ts";
import { QUEUE_RANK } from "./leadRow.ts";

/** So many of a rep's latest answers say how they answer; more would not change it, and cost. */
const ANSWERS = 200;

export function earlier(prisma: PrismaClient): Pick<LeadStore, "acceptedBy" | "hadBefore" | "repRecords"> {
  return {
    async acceptedBy(companies) {
      const domains = companies.flatMap((company, nth) => company.domains.map((domain) => ({ nth, domain })));
      const names = companies.flatMap(({ name }, nth) => (name === null ? [] : { nth, name }));
      if (domains.length === 0 && names.length === 0) return companies.map(() => null);
      // The laterals keep any planner at looking leads up one by one: it takes every company for a two-hundredth of all.
      const rows = await prisma.$queryRaw<{ nth: number; owner: SlackId }[]>`
        SELECT DISTINCT ON (nth) nth, owner FROM (
          SELECT asked.nth, lead.owner, lead.since, lead.id
          FROM unnest(${domains.map(({ nth }) => nth)}::int[], ${domains.map(({ domain }) => domain)}::text[])
            AS asked(nth, domain)
          CROSS JOIN LATERAL (
            SELECT "leadId" FROM "Person" WHERE lead_domain(submission, signals) = asked.domain OFFSET 0
          ) AS person
          CROSS JOIN LATERAL (SELECT * FROM "Lead" WHERE id = person."leadId" OFFSET 0) AS lead
          WHERE lead.state = 'accepted'
          UNION ALL
          SELECT asked.nth, lead.owner, lead.since, lead.id
          FROM unnest(${names.map(({ nth }) => nth)}::int[], ${names.map(({ name }) => name)}::text[])
            AS asked(nth, name)
          CROSS JOIN LATERAL (
            SELECT "leadId" FROM "Person" WHERE lead_company(submission) = lower(asked.name) OFFSET 0
          ) AS person
          CROSS JOIN LATERAL (SELECT * FROM "Lead" WHERE id = person."leadId" OFFSET 0) AS lead
          WHERE lead.state = 'accepted'
        ) AS accepted
        ORDER BY nth, since DESC, id DESC`;
      const found = new Map(rows.map(({ nth, owner }) => [nth, owner]));
      return companies.map((_, nth) => found.get(nth) ?? null);
    },

    async hadBefore(ids, since) {
      const rows = await prisma.$queryRaw<{ leadId: LeadId; rep: SlackId; at: Date }[]>`
        SELECT DISTINCT mine."leadId", event.rep, event.at
        FROM "Identity" AS mine
        JOIN "Identity" AS other ON other.key = mine.key AND other."leadId" <> mine."leadId"
        JOIN "LeadEvent" AS event ON event."leadId" = other."leadId"
        WHERE mine."leadId" = ANY(${[...ids]}::text[])
          AND event.type IN ('accepted', 'claimed', 'recycled') AND event.at >= ${since}::timestamptz`;
      const had = Map.groupBy(rows, ({ leadId }) => leadId);
      return new Map(
        [...had].map(([id, found]): [LeadId, HadBefore[]] => [
          id,
          found.map(({ rep, at }) => ({ rep, at: at.toISOString() })),
        ]),
      );
    },

    async repRecords(reps, since) {
      const [answered, overdue] = await Promise.all([
        prisma.$queryRaw<(RepRecord & { rep: SlackId })[]>`
          SELECT asked.rep, count(*)::int AS offers,
            (count(*) FILTER (WHERE answer.type = 'accepted'))::int AS accepted,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answer.at - offered.at) * 1000)
              FILTER (WHERE answer.type = 'accepted') AS "medianMs"
          FROM unnest(${[...reps]}::text[]) AS asked(rep)
          CROSS JOIN LATERAL (
            SELECT "leadId", seq, type, at, payload FROM "LeadEvent"
            WHERE rep = asked.rep AND type IN ('accepted', 'recycled', 'taken_away')
              AND at >= ${since}::timestamptz
            ORDER BY at DESC LIMIT ${ANSWERS}
          ) AS answer
          CROSS JOIN LATERAL (
            SELECT at, payload ->> 'how' AS how FROM "LeadEvent"
            WHERE "leadId" = answer."leadId" AND seq < answer.seq AND type = 'offered'
            ORDER BY seq DESC LIMIT 1
          ) AS offered
          WHERE offered.how IN ('share', 'sticky')
            AND (answer.type <> 'taken_away' OR answer.payload ->> 'why' = 'window')
          GROUP BY asked.rep`,
        prisma.lead.groupBy({
          by: ["owner"],
          where: { queueRank: QUEUE_RANK.overdue, owner: { in: [...reps] } },
          _count: true,
        }),
      ]);
      const records = new Map(answered.map(({ rep, ...record }): [SlackId, RepRecord] => [rep, record]));
      for (const { owner, _count } of overdue) {
        const rep = owner as SlackId;
        const record = records.get(rep) ?? { offers: 0, accepted: 0, medianMs: null };
        records.set(rep, { ...record, offers: record.offers + _count });
      }
      return records;
    },
  };
}
