// Checks the events that are not sealed yet, and that each lead's row ends where its events do.
import { eventId } from "../../ids.ts";
import type { ChainCheck } from "./chainCheck.ts";
import type { AuditStore } from "./ports.ts";
import { formFault } from "./sealedCheck.ts";
import type { Broken } from "./verdict.ts";

type Chain = Awaited<ReturnType<AuditStore["chains"]>>[number];

export class RowsCheck {
  /** Events found whole that had no leaf. */
  events = 0;
  readonly #chains: ChainCheck;

  /** `chains`: where what is sealed has led to; the rest continues from there. */
  constructor(chains: ChainCheck) {
    this.#chains = chains;
  }

  /** Goes through all leads; stops at the first thing broken and says what. */
  async run(audit: AuditStore): Promise<Broken | null> {
    const rowless = new Set(this.#chains.leadIds);
    for await (const page of audit.leadHeads()) {
      // Rows once more, with their events and at the same moment: the bot may be at work.
      for (const chain of await audit.chains(page.map(({ leadId }) => leadId))) {
        rowless.delete(chain.leadId);
        const broken = this.#chain(chain);
        if (broken !== null) return broken;
      }
    }
    const [leadId] = rowless;
    return leadId === undefined ? null : { leadId, what: `${leadId} has events and is missing itself` };
  }

  #chain({ leadId, seq, head, events }: Chain): Broken | null {
    const sealed = this.#chains.end(leadId)?.seq ?? 0;
    for (const event of events) {
      if (event.seq <= sealed) continue;
      const broken = formFault(event) ?? this.#chains.next(event);
      if (broken !== null) return broken;
      this.events += 1;
    }
    const end = this.#chains.end(leadId);
    const last = end?.seq ?? 0;
    if (last < seq) {
      const missing = { eventId: eventId(leadId, last + 1), leadId };
      return {
        ...missing,
        what: `event ${last + 1} of ${leadId} is missing, and its row ends at event ${seq}`,
      };
    }
    if (last === seq && end?.head === head) return null;
    const what = `it is the last event of ${leadId}, whose row ends at event ${seq} or with another hash`;
    return { eventId: eventId(leadId, last), leadId, what };
  }
}
