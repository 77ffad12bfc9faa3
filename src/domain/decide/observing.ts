// Behaviour of a person known already: it is counted, and may bring the lead back.
import { toMs } from "../../clock.ts";
import type { JsonValue } from "../../policy/types.ts";
import { commitTo } from "../chain.ts";
import type { Back, Lead } from "../lead.ts";
import type { Person } from "../person.ts";
import { recordSignals, type Signal } from "../signals.ts";
import { done, refuse } from "./outcome.ts";
import { reEngaged } from "./reEngaging.ts";
import type { Command, DecideContext, Decision } from "./types.ts";

type Observe = Extract<Command, { do: "observe" }>;

const BEHAVIOUR = "behaviour";

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
  const { person } = context;
  const signals = recordSignals(person.signals, [counted(person, command)]);
  const observed = { type: "observed", signal: observedCommitment(person, command) } as const;
  const back = broughtBackBy(lead, command, context);
  if (!back) return done(actor, [observed], { signals });
  const known = { ...context, person: { ...person, signals } };
  const again = reEngaged(lead, known, { back, lateMs: 0 });
  return done(actor, [observed, again.event], { signals, ...again.effects });
}

interface Counted {
  readonly [key: string]: JsonValue;
  readonly count: number;
  readonly first: string;
  readonly last: string;
}

/** One more time; reports may come in any order. */
function counted({ signals }: Person, command: Observe): Signal {
  const key = behaviourKey(command);
  const before = signals.find((signal) => signal.provider === BEHAVIOUR && signal.key === key)?.value as
    | Counted
    | undefined;
  const { at } = command;
  const value: Counted = {
    count: (before?.count ?? 0) + 1,
    first: before && toMs(before.first) < toMs(at) ? before.first : at,
    last: before && toMs(before.last) > toMs(at) ? before.last : at,
  };
  return { key, value, provider: BEHAVIOUR, observedAt: value.last, freshUntil: null, confidence: 1 };
}

/** A lead without a budget comes back when the person looks at a page that the policy names. */
function broughtBackBy(lead: Lead, { type, name }: Observe, { policy }: DecideContext): Back | null {
  if (lead.state !== "recycled" || lead.recycled.reason !== "budget" || type !== "page_visit") return null;
  const named = policy.recycle.budget.returnOn.some(({ page }) => page === name);
  return named ? { by: "page_visit", page: name } : null;
}
