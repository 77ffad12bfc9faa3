// Follows every chain while events go by: each lead's, and those that are no lead's. The events of different chains may be
// mixed; a chain's own are in order.
import { GENESIS, hashEvent } from "../../domain/chain.ts";
import { OWN_CHAINS } from "../../domain/ownChains.ts";
import { eventId } from "../../ids.ts";
import type { AuditEvent } from "./ports.ts";
import type { Broken } from "./verdict.ts";

interface ChainEnd {
  readonly seq: number;
  readonly head: string;
}

const START: ChainEnd = { seq: 0, head: GENESIS };

/** What is wrong with an event by itself, whatever stands around it; null when nothing is. It has a canonical form. */
export function faultIn(event: AuditEvent): string | null {
  const { id, leadId, seq, hash } = event;
  if (id !== eventId(leadId, seq)) return `it is not the id of event ${seq} of ${leadId}`;
  return hash === hashEvent(event) ? null : "its hash does not fit what it says";
}

export class ChainCheck {
  readonly #ends = new Map<string, ChainEnd>();

  /** How many leads have gone by. */
  get leads(): number {
    return this.#ends.size - OWN_CHAINS.filter((chain) => this.#ends.has(chain)).length;
  }

  get leadIds(): Iterable<string> {
    return this.#ends.keys();
  }

  /** Where the lead's chain has come to; null when it has not been met. */
  end(leadId: string): ChainEnd | null {
    return this.#ends.get(leadId) ?? null;
  }

  /** Takes the next event; says what is wrong with it or missing before it, or null. `event` has a canonical form. */
  next(event: AuditEvent): Broken | null {
    const { id, leadId, seq, prev, hash } = event;
    const at = { eventId: id, leadId };
    const fault = faultIn(event);
    if (fault !== null) return { ...at, what: fault };
    const end = this.#ends.get(leadId) ?? START;
    if (seq <= end.seq) {
      return { ...at, what: `it is event ${seq} of ${leadId}, and ${end.seq} have gone before` };
    }
    if (seq > end.seq + 1) {
      const gone = seq - end.seq - 1;
      return {
        eventId: eventId(leadId, end.seq + 1),
        leadId,
        what: `event ${end.seq + 1} of ${leadId}${gone > 1 ? ` and ${gone - 1} more` : ""} is missing, before ${id}`,
      };
    }
    if (prev !== end.head) return { ...at, what: `it does not continue from event ${end.seq} of ${leadId}` };
    this.#ends.set(leadId, { seq, head: hash });
    return null;
  }
}
