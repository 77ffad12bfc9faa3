// Takes leads in: each gets its id, its first event and its buffer, all in one transaction.
import { type Clock, instant, toMs } from "../clock.ts";
import { versionFor } from "../domain/canary.ts";
import type { EventBody } from "../domain/events.ts";
import { type Lead, nextStep } from "../domain/lead.ts";
import { identitiesOf, newPerson } from "../domain/person.ts";
import { receive } from "../domain/receive.ts";
import { newCommitmentKey, newLeadId } from "../ids.ts";
import type { Receive, ReceiveResult } from "../intake/receive.ts";
import type { InsertResult, LeadStore, NewLead, RulesStore } from "./ports.ts";
import { rulesInForce } from "./session.ts";

export interface ReceiveDeps {
  readonly leads: Pick<LeadStore, "insert">;
  readonly rules: RulesStore;
  readonly clock: Clock;
  /** Called when a lead's buffer is over already. */
  readonly stepsDue: () => void;
  /** Called when providers are to be asked about one of them. */
  readonly enrichmentDue: () => void;
  readonly recorded: (lead: Lead, events: readonly EventBody[]) => void;
}

/** The use case behind every intake: HTTP, batches, CSV. Throws only when nothing was committed. */
export function receiveLeads(deps: ReceiveDeps): Receive {
  return async (arrivals) => {
    const rules = await rulesInForce(deps.rules);
    const now = instant(deps.clock.now());
    const arriving = arrivals.map(({ source, externalId, submission }): NewLead => {
      const person = newPerson(externalId, submission, newCommitmentKey());
      const id = newLeadId();
      const { lead, events, enrich } = receive({ id, source, person, ...versionFor(id, rules), now });
      return { lead, person, identities: identitiesOf(submission), matchKeys: [], events, enrich };
    });
    const results = await deps.leads.insert(arriving);
    announce(arriving, results, deps);
    return results.map(resultOf);
  };
}

function announce(arriving: readonly NewLead[], results: readonly InsertResult[], deps: ReceiveDeps): void {
  const created = arriving.filter((_, index) => results[index]?.kind === "created");
  for (const { lead, events } of created)
    deps.recorded(
      lead,
      events.map(({ body }) => body),
    );
  const now = deps.clock.now();
  const due = created.some(({ lead }) => {
    const next = nextStep(lead);
    return next !== null && toMs(next.at) <= now;
  });
  if (due) deps.stepsDue();
  if (arriving.some(({ enrich }, index) => enrich !== null && results[index]?.kind === "created"))
    deps.enrichmentDue();
}

function resultOf(result: InsertResult): ReceiveResult {
  if (result.kind === "created") return result;
  const { kind, leadId, state } = result;
  return result.samePerson ? { kind, leadId, state } : { kind: "conflict" };
}
