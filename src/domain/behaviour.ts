// What a person has done, as it is kept and as rules read it: how often, first and last.
import { type Instant, toMs } from "../clock.ts";
import type { JsonValue } from "../policy/types.ts";
import { BEHAVIOUR, type Signal } from "./signals.ts";

interface Counted {
  readonly [key: string]: JsonValue;
  readonly count: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** Done once. `now`: when Baton was told, which may be long after; rules read when it was done. */
export function doneOnce(key: string, at: Instant, now: Instant): Signal {
  const value: Counted = { count: 1, first: at, last: at };
  return { key, value, provider: BEHAVIOUR, observedAt: now, freshUntil: null, confidence: 1 };
}

/** Both together, each counted in full; told in whatever order. */
export function together(known: Signal | undefined, more: Signal): Signal {
  if (!known) return more;
  const [a, b] = [known.value as Counted, more.value as Counted];
  const first = toMs(b.first) < toMs(a.first) ? b.first : a.first;
  const last = toMs(b.last) > toMs(a.last) ? b.last : a.last;
  return { ...more, value: { count: a.count + b.count, first, last } satisfies Counted };
}
