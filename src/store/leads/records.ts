/** Leads as use cases and renderers load them: state, person and latest trace. */
import type { LeadRecord } from "../../app/ports.ts";
import type { Person, Submission } from "../../domain/person.ts";
import { type Trace, traceHash } from "../../domain/trace.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { type LeadRow, leadOf } from "./leadRow.ts";

interface RecordRow extends LeadRow {
  readonly key: string;
  readonly submission: Submission;
  readonly signals: Person["signals"];
  readonly answers: Person["answers"];
  readonly overrides: Person["overrides"];
  readonly trace: Trace | null;
}

/**
 * The records of the rows that `leads` (a SELECT from "Lead") gives, in the order of `order`. By hand, because one
 * statement is one snapshot: read one after the other, a lead could come with the trace of its next cycle.
 * `more` columns of `leads` come along.
 */
export async function readRecords<More extends object = object>(
  prisma: PrismaClient,
  leads: Prisma.Sql,
  order: Prisma.Sql = Prisma.sql`lead.id`,
): Promise<{ record: LeadRecord; row: LeadRow & More }[]> {
  const rows = await prisma.$queryRaw<(RecordRow & More)[]>`
    SELECT lead.*, person.key, person.submission, person.signals, person.answers, person.overrides,
      decision.trace
    FROM (${leads}) AS lead
    JOIN "Person" AS person ON person."leadId" = lead.id
    LEFT JOIN LATERAL (
      SELECT trace FROM "Decision" WHERE "leadId" = lead.id ORDER BY cycle DESC LIMIT 1
    ) AS decision ON true
    ORDER BY ${order}`;
  return rows.map((row) => ({ record: recordOf(row), row }));
}

function recordOf(row: RecordRow): LeadRecord {
  const { externalId, submission, key, signals, answers, overrides, trace } = row;
  return {
    lead: leadOf(row),
    person: { externalId, submission, key, signals, answers, overrides },
    // A trace that was written before there were hashes has the one it would have been given.
    trace: trace && { ...trace, hash: trace.hash ?? traceHash(trace) },
  };
}
