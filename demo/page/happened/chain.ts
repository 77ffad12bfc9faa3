/** The hash chain of a lead's events, worked out again in this browser from nothing but what the events say. */
import canonicalize from "canonicalize";
import { payloadOf, type ShownEvent, type ShownLead } from "./lead.ts";

/** What the first event of every chain continues from. */
const BEGINNING = "0".repeat(64);

export interface Link {
  /** Whether it names the hash of the event before it. */
  readonly joins: boolean;
  /** Whether its own hash is that of what it says. */
  readonly isWhole: boolean;
}

/** A link for each event, in their order. */
export async function checkChain({ leadId, events }: ShownLead): Promise<readonly Link[]> {
  return Promise.all(
    events.map(async (event, index) => ({
      joins: event.prev === (events[index - 1]?.hash ?? BEGINNING),
      isWhole: event.hash === (await hashOf(leadId, event)),
    })),
  );
}

/** SHA-256 in hexadecimal of the event's canonical JSON (RFC 8785), without its own hash. */
async function hashOf(leadId: string, event: ShownEvent): Promise<string> {
  const { id, seq, at, actor, prev, type } = event;
  const text = canonicalize({ id, leadId, seq, at, actor, body: { type, ...payloadOf(event) }, prev });
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
