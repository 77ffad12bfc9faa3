/** Taking in new leads, one or ten thousand at a time, in one statement: the function `insert_leads`. */
import type { InsertResult, LeadStore, NewLead } from "../../app/ports.ts";
import type { LeadState } from "../../domain/lead.ts";
import type { LeadId } from "../../ids.ts";
import type { Database } from "../database/open.ts";
import { retried } from "../retry.ts";
import { deadlineValues } from "./deadlineRow.ts";
import { eventValues } from "./eventRow.ts";
import { leadValues } from "./leadRow.ts";

interface Known {
  readonly nth: number;
  readonly leadId: LeadId;
  readonly state: LeadState;
  readonly samePerson: boolean;
}

/** By `pg` itself, as commits are. */
const statement = {
  name: "insert_leads",
  text: 'SELECT nth, "leadId", state, "samePerson" FROM insert_leads($1::text::jsonb)',
};

export function insertion({ pool }: Pick<Database, "pool">): Pick<LeadStore, "insert"> {
  return {
    async insert(leads): Promise<InsertResult[]> {
      if (leads.length === 0) return [];
      const change = JSON.stringify(changeOf(leads));
      const { rows: known } = await retried(() => pool.query<Known>({ ...statement, values: [change] }));
      const results = leads.map(({ lead }): InsertResult => ({ kind: "created", leadId: lead.id }));
      for (const { nth, ...rest } of known) results[nth] = { kind: "known", ...rest };
      return results;
    },
  };
}

/** The parameter of `insert_leads`. `persons` and `leads` go by the same index. */
function changeOf(leads: readonly NewLead[]): object {
  return {
    leads: leads.map(({ lead, person }, nth) => ({
      nth,
      ...leadValues(lead),
      externalId: person.externalId,
      campaign: person.submission.campaign?.trim() || null,
    })),
    persons: leads.map(({ lead, person: { key, submission, signals, answers }, identities }) => ({
      ...{ leadId: lead.id, key, submission, signals, answers, identities },
      email: submission.email,
      phone: submission.phone,
    })),
    events: leads.flatMap(({ events }) => events.map(eventValues)),
    deadlines: leads.flatMap(({ lead }) => deadlineValues(lead) ?? []),
    identities: leads.flatMap(({ lead, matchKeys }) =>
      matchKeys.map((key) => ({ key, leadId: lead.id, at: lead.receivedAt })),
    ),
    enrichments: leads.flatMap(({ lead, enrich }) =>
      enrich ? { leadId: lead.id, cycle: lead.cycle, since: lead.since, ...enrich } : [],
    ),
  };
}
