/** `HistoryStore`: the leads with what their latest decision was made on, page by page. */
import type { HistoryStore, RecordedLead } from "../app/backtest/ports.ts";
import type { EventOf } from "../domain/events.ts";
import type { LeadState, RecycleReason, Touch, Turn } from "../domain/lead.ts";
import type { Submission } from "../domain/person.ts";
import type { Signal } from "../domain/signals.ts";
import type { LeadId } from "../ids.ts";
import type { Database } from "./database/open.ts";

/** Leads read at a time: the embedded database answers a page on this thread, and others' queries wait so long. */
const PAGE = 250;

interface Row {
  readonly id: LeadId;
  readonly source: string;
  readonly externalId: string;
  readonly state: LeadState;
  readonly cycle: number;
  readonly scored: boolean;
  readonly recycled: RecycleReason | null;
  readonly receivedAt: Date;
  readonly turns: readonly Turn[] | null;
  readonly touches: readonly Touch[] | null;
  /** How many of them there were when it was decided. */
  readonly touched: number | null;
  readonly submission: Submission | null;
  readonly signals: readonly Signal[] | null;
  readonly at: Date | null;
  readonly qualified: Omit<EventOf<"qualified">, "type"> | null;
  readonly suppressed: Omit<EventOf<"suppressed">, "type"> | null;
  readonly queue: string | null;
}

/**
 * By hand: one statement is one snapshot, and Prisma would send one for each table. The look-ups are written so that no
 * planner makes joins of them: a page is a few hundred leads, however many there are. The decision is taken from the
 * events, which are a tenth of the trace, and stay when personal data goes; of one that went to reviewers it is the one
 * that asked them, not the one that followed their yes.
 */
const page = `
  SELECT lead.id, lead.source, lead."externalId", lead.state, lead.cycle, lead."receivedAt", lead.score IS NOT NULL AS scored,
    lead.detail -> 'recycled' ->> 'reason' AS recycled,
    CASE WHEN lead.cycle > 1 THEN lead.detail -> 'turns' END AS turns,
    nullif(lead.detail -> 'touches', '[]') AS touches,
    CASE WHEN lead.detail -> 'touches' <> '[]' THEN (
      SELECT count(*)::int FROM "LeadEvent"
      WHERE "leadId" = lead.id AND type = 'touched' AND seq < decision.seq
    ) END AS touched,
    person.submission, person.signals,
    decision.at, decision.payload AS qualified,
    CASE WHEN decision.payload ->> 'decision' = 'suppressed' THEN (
      SELECT payload FROM "LeadEvent"
      WHERE "leadId" = lead.id AND seq = decision.seq + 1 AND type = 'suppressed'
    ) END AS suppressed,
    CASE WHEN decision.payload ->> 'decision' = 'review' THEN (
      SELECT payload ->> 'queue' FROM "LeadEvent"
      WHERE "leadId" = lead.id AND seq = decision.seq + 1 AND type = 'review_asked'
    ) END AS queue
  FROM (SELECT * FROM "Lead" WHERE id > $1 AND id <= $2 ORDER BY id LIMIT ${PAGE}) AS lead
  LEFT JOIN LATERAL (
    SELECT seq, at, payload FROM "LeadEvent" AS event
    WHERE "leadId" = lead.id AND type = 'qualified' AND NOT EXISTS (
      SELECT FROM "LeadEvent" AS before
      WHERE before."leadId" = event."leadId" AND before.seq = event.seq - 1 AND before.type = 'approved'
    )
    ORDER BY seq DESC LIMIT 1
  ) AS decision ON true
  LEFT JOIN LATERAL (
    SELECT submission, nullif(signals, '[]') AS signals FROM "Person" WHERE "leadId" = lead.id LIMIT 1
  ) AS person ON true
  ORDER BY lead.id`;

export function historyStore({ pool }: Pick<Database, "pool">): HistoryStore {
  /** Not prepared: planned anew with its values, a page never becomes a scan of the whole table. */
  async function pageOf(after: LeadId, last: LeadId): Promise<RecordedLead[]> {
    const { rows } = await pool.query<Row>(page, [after, last]);
    return rows.map(recordedLead);
  }

  return {
    async extent() {
      const { rows } = await pool.query<{ leads: number; last: LeadId | null }>(
        'SELECT count(*)::int AS leads, max(id) AS last FROM "Lead"',
      );
      return rows[0] ?? { leads: 0, last: null };
    },

    async *recorded(last) {
      let reading = pageOf("", last);
      for (;;) {
        const leads = await reading;
        const end = leads.at(-1)?.id;
        if (end === undefined) return;
        reading = pageOf(end, last);
        reading.catch(() => {}); // thrown where it is awaited; nobody awaits it when the reader has had enough
        yield leads;
      }
    },
  };
}

function recordedLead({
  at,
  qualified,
  suppressed,
  turns,
  touches,
  touched,
  signals,
  ...lead
}: Row): RecordedLead {
  return {
    ...lead,
    receivedAt: lead.receivedAt.toISOString(),
    turns: turns ?? [],
    touches: (touches ?? []).slice(0, touched ?? 0),
    signals: signals ?? [],
    qualified: at && qualified && { at: at.toISOString(), body: { type: "qualified", ...qualified } },
    suppressed: suppressed && { type: "suppressed", ...suppressed },
  };
}
