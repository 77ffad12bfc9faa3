// The inspection: asks, independently of everything that does the work, whether a lead has been lost sight of.
import { isDeepStrictEqual } from "node:util";
import { type Clock, instant } from "../clock.ts";
import { replay } from "../domain/evolve.ts";
import type { Finding, InspectionStore, LeadStore } from "./ports.ts";

/** Longer than any back-off, lease or pace explains. */
const GRACE_MS = 15 * 60_000;
const MOST_FINDINGS = 100;
/** How many of the latest events have their leads replayed. */
const EVENTS_REPLAYED = 100;

export interface InspectDeps {
  readonly inspection: InspectionStore;
  readonly leads: Pick<LeadStore, "load" | "events">;
  readonly clock: Clock;
}

/** Everything found, at most 100 by the rows and 100 by replay. Nothing is repaired: whatever is found is a fault. */
export async function inspect({ inspection, leads, clock }: InspectDeps): Promise<Finding[]> {
  const findings = await inspection.inspect(instant(clock.now()), GRACE_MS, MOST_FINDINGS);
  for (const leadId of await inspection.lastChanged(EVENTS_REPLAYED)) {
    // The events first: what happens in between makes them a prefix, which is no difference.
    const events = await leads.events(leadId);
    const record = await leads.load(leadId);
    if (!record || record.lead.seq !== events.length) continue;
    if (isDeepStrictEqual(replay(events), record.lead)) continue;
    findings.push({ leadId, what: "state_differs", detail: `after event ${events.length}` });
  }
  return findings;
}
