// Every lead at the end of a play, with its whole history, in pages.

import type { LeadEvent } from "../src/domain/events.ts";
import type { Lead } from "../src/domain/lead.ts";
import type { Services } from "../src/services.ts";

export interface Fate {
  readonly lead: Lead;
  readonly externalId: string;
  /** In order. */
  readonly events: readonly LeadEvent[];
}

export async function census({ audit, leads }: Pick<Services, "audit" | "leads">): Promise<Fate[]> {
  const fates: Fate[] = [];
  for await (const heads of audit.leadHeads()) {
    const ids = heads.map(({ leadId }) => leadId);
    const [records, chains] = await Promise.all([leads.loadMany(ids), audit.chains(ids)]);
    for (const { leadId, events } of chains) {
      const record = records.get(leadId);
      if (!record) continue;
      const { lead, person } = record;
      fates.push({ lead, externalId: person.externalId, events: events as readonly LeadEvent[] });
    }
  }
  return fates;
}
