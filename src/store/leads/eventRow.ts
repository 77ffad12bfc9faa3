/** How an event lies in the table `LeadEvent`. Nothing is checked on reading: the hash chain is what vouches for it. */
import type { Instant } from "../../clock.ts";
import type { Linked } from "../../domain/chain.ts";
import type { EventBody, LeadEvent } from "../../domain/events.ts";

interface RowAs<At> {
  readonly id: string;
  readonly leadId: string;
  readonly seq: number;
  readonly type: string;
  readonly actor: string;
  readonly at: At;
  readonly payload: object;
  readonly prevHash: string;
  readonly hash: string;
}

/** A row as the database gives it. */
export type EventRow = RowAs<Date>;

/** A row as it is sent to the database. `rep`: whose record the event is on. */
export type EventValues = RowAs<Instant> & { readonly rep: string | null };

export function eventValues<Body extends { readonly type: string; readonly rep?: string }>({
  id,
  leadId,
  seq,
  at,
  actor,
  body,
  prev,
  hash,
}: Linked<Body>): EventValues {
  const { type, ...payload } = body;
  const rep = body.rep ?? null;
  return { id, leadId, seq, type, actor, rep, at, payload, prevHash: prev, hash };
}

export function eventOf(row: EventRow): LeadEvent {
  const { id, leadId, seq, type, actor, at, payload, prevHash, hash } = row;
  const body = { type, ...payload } as EventBody;
  return { id, leadId, seq, at: at.toISOString(), actor, body, prev: prevHash, hash };
}
