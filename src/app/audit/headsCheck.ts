// Checks that each lead's row and its events end alike, and with that the events that are not sealed yet.
import { GENESIS } from "../../domain/chain.ts";
import { eventId, type LeadId } from "../../ids.ts";
import type { AuditStore } from "../ports.ts";
import { ChainCheck, type ChainEnd } from "./chainCheck.ts";
import { formFault } from "./sealedCheck.ts";
import type { Broken } from "./verdict.ts";

type Chain = Awaited<ReturnType<AuditStore["chains"]>>[number];

export class HeadsCheck {
  /** Events found whole that have no leaf yet, and leads of which none has. */
  events = 0;
  leads = 0;
  readonly #sealed: ChainCheck;

  /** `sealed`: where each lead's chain came to by what is sealed, once that has been gone through. */
  constructor(sealed: ChainCheck) {
    this.#sealed = sealed;
  }

  /** Goes through all lead rows; stops at the first thing broken and says what. */
  async run(audit: AuditStore): Promise<Broken | null> {
    const rowless = new Set(this.#sealed.leadIds);
    for await (const page of audit.leadHeads()) {
      const moved: LeadId[] = [];
      for (const { leadId, seq, head } of page) {
        rowless.delete(leadId);
        const end = this.#sealed.end(leadId);
        if (end?.seq !== seq || end.head !== head) moved.push(leadId);
      }
      // Ahead of the seal, or broken: row and events read at one moment tell which.
      for (const chain of moved.length === 0 ? [] : await audit.chains(moved)) {
        const broken = this.#chain(chain);
        if (broken !== null) return broken;
      }
    }
    const [leadId] = rowless;
    return leadId === undefined ? null : { leadId, what: `${leadId} has events and is missing itself` };
  }

  #chain({ leadId, seq, head, events }: Chain): Broken | null {
    const sealed = this.#sealed.end(leadId);
    const chain = new ChainCheck();
    for (const event of events) {
      const broken = formFault(event) ?? chain.next(event);
      if (broken !== null) return broken;
      if (event.seq === sealed?.seq && event.hash !== sealed.head) {
        return { eventId: event.id, leadId, what: "it is not the event that was sealed" };
      }
    }
    const end: ChainEnd = chain.end(leadId) ?? { seq: 0, head: GENESIS };
    const least = Math.max(seq, sealed?.seq ?? 0);
    if (end.seq < least) {
      const missing = end.seq + 1;
      return { eventId: eventId(leadId, missing), leadId, what: `event ${missing} of ${leadId} is missing` };
    }
    if (end.seq !== seq || end.head !== head) {
      const at = { eventId: eventId(leadId, end.seq), leadId };
      return {
        ...at,
        what: `it is the last event of ${leadId}, whose row ends at event ${seq} or with another hash`,
      };
    }
    this.events += end.seq - (sealed?.seq ?? 0);
    if (sealed === null) this.leads += 1;
    return null;
  }
}
