// The per-lead hash chain: each event's hash covers the one before, so that nothing can be changed, dropped or put in.
import { createHmac, hash } from "node:crypto";
import { canonical } from "../canonical.ts";
import type { Instant } from "../clock.ts";
import { eventId, type LeadId } from "../ids.ts";
import type { EventBody } from "./events.ts";
import type { OwnEventBody } from "./ownChains.ts";

/** An event as a chain holds it, with whatever body; `leadId` names the chain: a lead's, or one that is no lead's. */
export interface Linked<Body> {
  readonly id: string;
  readonly leadId: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly body: Body;
  readonly prev: string;
  readonly hash: string;
}

/** What the first event of every chain continues from. */
export const GENESIS = "0".repeat(64);

/** SHA-256, lower-case hex, of an event's canonical form without its own hash. */
export function hashEvent(event: Omit<Linked<unknown>, "hash">): string {
  const { id, leadId, seq, at, actor, body, prev } = event;
  return hash("sha256", canonical({ id, leadId, seq, at, actor, body, prev }), "hex");
}

/** The events that `bodies` become when they continue a chain after `seq` events ending in `head`. */
export function link<Body extends EventBody | OwnEventBody>(
  leadId: LeadId,
  after: { readonly seq: number; readonly head: string },
  at: Instant,
  actor: string,
  bodies: readonly Body[],
): Linked<Body>[] {
  let prev = after.head;
  return bodies.map((body, index) => {
    const seq = after.seq + index + 1;
    const unhashed = { id: eventId(leadId, seq), leadId, seq, at, actor, body, prev };
    const event = { ...unhashed, hash: hashEvent(unhashed) };
    prev = event.hash;
    return event;
  });
}

/**
 * A keyed commitment to personal data: HMAC-SHA-256 of its canonical JSON under the person's own key. Whoever holds
 * key and data can show that they are what was recorded; with the key destroyed nothing can be learnt from it.
 */
export function commitTo(key: string, value: unknown): string {
  return createHmac("sha256", Buffer.from(key, "hex")).update(canonical(value)).digest("hex");
}
