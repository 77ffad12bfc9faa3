import { Behaviour, getterOf, type PreparedFacts } from "./facts.ts";

/**
 * When the value at a path was observed: behaviour when it last happened, anything else as its signal says, or the
 * signal of what it is a part of (`lead.extra.visits` for `lead.extra.visits.week`). Null where nobody knows.
 */
export function observedAt(path: string, facts: PreparedFacts): number | null {
  const names = path.split(".");
  if (names[0] === "signals") {
    const behaviour = getterOf(names.slice(0, 3))(facts);
    return behaviour instanceof Behaviour ? (behaviour.last?.getTime() ?? null) : null;
  }
  if (facts.observedAt === null) return null;
  for (let length = names.length; length >= 2; length--) {
    const at = facts.observedAt(names.slice(0, length).join("."));
    if (at !== null) return at;
  }
  return null;
}
