// The first event of every lead: it has arrived, and its buffer runs.
import type { Instant } from "../clock.ts";
import type { LeadId } from "../ids.ts";
import type { CompiledPolicy } from "../policy/types.ts";
import { commitTo, GENESIS, link } from "./chain.ts";
import type { LeadEvent } from "./events.ts";
import { evolve } from "./evolve.ts";
import { factsOf, laneOf } from "./facts.ts";
import { once } from "./ladder.ts";
import type { Lead, PolicyRef } from "./lead.ts";
import type { Person } from "./person.ts";

/**
 * A lead in its buffer, and the event that says so. The buffer ends when its minimum has passed and the answers are
 * in; in this version no provider is asked, so that is at the minimum. The lane's buffer goes before the general one.
 */
export function receive(input: {
  readonly id: LeadId;
  readonly source: string;
  readonly person: Person;
  readonly ref: PolicyRef;
  readonly policy: CompiledPolicy;
  readonly now: Instant;
}): { lead: Lead; events: LeadEvent[] } {
  const { id, source, person, ref, policy, now } = input;
  const { externalId, submission } = person;
  const facts = factsOf(policy, {
    ...{ source, externalId, submission, cycle: 1, recycledBefore: null, now },
    ...{ receivedAt: now, signals: person.signals, touches: [] },
  });
  const lane = laneOf(policy, facts);
  const { minMs } = lane?.buffer ?? policy.buffer;
  const events = link(id, { seq: 0, head: GENESIS }, now, `source:${source}`, [
    {
      type: "received",
      source,
      person: commitTo(person.key, submission),
      policy: ref,
      lane: lane?.id ?? null,
      timer: once("buffer", "qualify", now, minMs),
    },
  ]);
  const lead = events.reduce<Lead | null>(evolve, null);
  if (lead === null) throw new TypeError("received gave no lead");
  return { lead, events };
}
