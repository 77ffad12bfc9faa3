// Behaviour of a person known already: it is counted, and may bring the lead back.
import { doneOnce, together } from "../behaviour.ts";
import { commitTo } from "../chain.ts";
import type { Back, Lead } from "../lead.ts";
import type { Person } from "../person.ts";
import { BEHAVIOUR, recordSignals } from "../signals.ts";
import { done, refuse } from "./outcome.ts";
import { reEngaged } from "./reEngaging.ts";
import type { Command, DecideContext, Decision } from "./types.ts";

type Observe = Extract<Command, { do: "observe" }>;

/** As conditions name it. */
export function behaviourKey({ type, name }: Pick<Observe, "type" | "name">): string {
  return `signals.${type}.${name}`;
}

/** Whether something else than the lead's behaviour so far would be counted, and how much that already is. */
export function behavioursOf({ signals }: Person): ReadonlySet<string> {
  return new Set(signals.flatMap(({ provider, key }) => (provider === BEHAVIOUR ? key : [])));
}

/** What goes on record of it: the same for the same behaviour at the same time. */
export function observedCommitment({ key }: Person, command: Observe): string {
  return commitTo(key, { key: behaviourKey(command), at: command.at });
}

/** Counts it; what is on record already is counted once. */
export function observe(lead: Lead, command: Observe, context: DecideContext): Decision {
  const actor = `source:${command.source}`;
  if (lead.state === "merged") return refuse("moved_on", actor);
  if (context.isOnRecord) return done(actor, []);
  const { person, decidedAt } = context;
  const key = behaviourKey(command);
  const before = person.signals.find((signal) => signal.provider === BEHAVIOUR && signal.key === key);
  const counted = together(before, doneOnce(key, command.at, context.now));
  const signals = recordSignals(person.signals, [counted], decidedAt);
  const observed = { type: "observed", signal: observedCommitment(person, command) } as const;
  const back = broughtBackBy(lead, command, context);
  if (!back) return done(actor, [observed], { signals });
  const known = { ...context, person: { ...person, signals } };
  const again = reEngaged(lead, known, { back, lateMs: 0 });
  return done(actor, [observed, again.event], { signals, ...again.effects });
}

/** A lead without a budget comes back when the person looks at a page that the policy names. */
function broughtBackBy(lead: Lead, { type, name }: Observe, { policy }: DecideContext): Back | null {
  if (lead.state !== "recycled" || lead.recycled.reason !== "budget" || type !== "page_visit") return null;
  const named = policy.recycle.budget.returnOn.some(({ page }) => page === name);
  return named ? { by: "page_visit", page: name } : null;
}
