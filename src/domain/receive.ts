// The first event of every lead: it has arrived, and its buffer runs.
import type { Instant } from "../clock.ts";
import type { LeadId } from "../ids.ts";
import type { CompiledPolicy } from "../policy/types.ts";
import { type Buffer, beginBuffer } from "./buffer.ts";
import { commitTo, GENESIS, link } from "./chain.ts";
import type { LeadEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import { factsOf } from "./facts.ts";
import { once } from "./ladder.ts";
import type { Lead, PolicyRef } from "./lead.ts";
import type { Person } from "./person.ts";

/** A lead in its buffer, the event that says so, and whether providers are to be asked about it. */
export function receive(input: {
  readonly id: LeadId;
  readonly source: string;
  readonly person: Person;
  readonly ref: PolicyRef;
  readonly policy: CompiledPolicy;
  readonly now: Instant;
  /** It will be merged into an earlier lead: nobody is asked about it, and nothing waited for. */
  readonly recognised: boolean;
}): { lead: Lead; events: LeadEvent[]; enrich: Buffer["enrich"] } {
  const { id, source, person, ref, policy, now, recognised } = input;
  const { externalId, submission } = person;
  const facts = factsOf(policy, {
    ...{ source, externalId, submission, cycle: 1, recycledBefore: null, now },
    ...{ receivedAt: now, signals: person.signals, touches: [] },
  });
  const { begun, enrich } = recognised
    ? { begun: { lane: null, timer: once("buffer", "qualify", now, 0) }, enrich: null }
    : beginBuffer(policy, facts, source, now);
  const events = link(id, { seq: 0, head: GENESIS }, now, `source:${source}`, [
    {
      type: "received",
      source,
      person: commitTo(person.key, submission),
      policy: ref,
      ...begun,
    },
  ]);
  const lead = events.reduce<Lead | null>(evolve, null);
  if (lead === null) throw new TypeError("received gave no lead");
  return { lead, events, enrich };
}
