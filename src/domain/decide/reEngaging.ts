// A new cycle under the rules of today: buffered and qualified again.
import { beginBuffer } from "../buffer.ts";
import type { EventOf } from "../events.ts";
import { factsOf, factsSource } from "../facts.ts";
import type { Back, Lead } from "../lead.ts";
import type { DecideContext, Effects } from "./types.ts";

/** What is recorded after a decision counts from the next millisecond: the decision that follows must not come before. */
const LEAST_MS = 1;

/** `back`: what began it, where it was not the clock. What the person is known by is in the context as it is by then. */
export function reEngaged(
  lead: Lead,
  { now, person, active }: Pick<DecideContext, "now" | "person" | "active">,
  { back, lateMs }: { readonly back?: Back; readonly lateMs: number },
): { readonly event: EventOf<"re_engaged">; readonly effects: Pick<Effects, "enrich"> } {
  const cycle = lead.cycle + 1;
  const recycledBefore = lead.state === "recycled" ? lead.recycled.reason : lead.recycledBefore;
  const known = factsSource(lead, person, now);
  const facts = factsOf(active.policy, { ...known, cycle, recycledBefore });
  const { begun, enrich } = beginBuffer(active.policy, facts, lead.source, now, LEAST_MS);
  const event = {
    type: "re_engaged",
    ...(back && { back }),
    cycle,
    policy: active.ref,
    ...begun,
    lateMs,
  } as const;
  return { event, effects: enrich ? { enrich } : {} };
}
