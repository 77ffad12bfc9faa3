// Where the values that a reason read are from, where others than the lead itself said something.
import type { Known } from "./facts.ts";
import type { Origin, Why } from "./trace.ts";

/** The reasons, each with the signals that what it read is from. */
export function withOrigins(why: readonly Why[], origins: Known["origins"]): readonly Why[] {
  if (origins === null) return why;
  return why.map((one) => {
    const from = Object.keys(one.read).flatMap((attribute): [string, Origin][] => {
      const signal = originOf(attribute, origins);
      if (!signal) return [];
      const { provider, observedAt, replaced } = signal;
      return [[attribute, { provider, observedAt, ...(replaced && { replaced }) }]];
    });
    return from.length > 0 ? { ...one, from: Object.fromEntries(from) } : one;
  });
}

/** The signal that an attribute is, or is a part of: `lead.extra.visits` for `lead.extra.visits.week`. */
function originOf(attribute: string, origins: NonNullable<Known["origins"]>) {
  for (let key = attribute; key.includes("."); key = key.slice(0, key.lastIndexOf("."))) {
    const signal = origins.get(key);
    if (signal) return signal;
  }
  return undefined;
}
