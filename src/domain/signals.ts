// What rules can read of a lead, each value with where it is from. A lead brings its own; providers, the CRM, later touches
// and behaviour add theirs. Where several give the same attribute, a written precedence settles which one counts.
import { type Instant, instant, toMs } from "../clock.ts";
import type { JsonValue } from "../policy/types.ts";
import type { Submission } from "./person.ts";

/** The providers that no policy names: what a lead itself brought, what the CRM says, what a person has done. */
export const OWN = "lead";
export const CRM = "crm";
export const BEHAVIOUR = "behaviour";

/** A value that gave way, and to whom it belonged. */
export interface Replaced {
  readonly value: JsonValue;
  readonly provider: string;
  readonly observedAt: Instant;
}

export interface Signal {
  /** As conditions name it: `lead.title`, `company.employees`, `lead.extra.visits`, `signals.page_visit.pricing`. */
  readonly key: string;
  readonly value: JsonValue;
  /** `lead`, the id of a provider in the policy, `crm`, or `behaviour`. */
  readonly provider: string;
  readonly observedAt: Instant;
  /** It counts until then; null: for good. */
  readonly freshUntil: Instant | null;
  /** From 0 to 1. */
  readonly confidence: number;
  /** What it won against, or what the same provider had said before; absent where there was nothing else. */
  readonly replaced?: Replaced;
}

/** How conflicts are settled. `order` is the default: providers from the one that counts most. */
export interface Precedence {
  readonly byKey: ReadonlyMap<string, readonly string[]>;
  readonly order: readonly string[];
}

/** Every attribute that the lead brought, in the order it brought them; `extra`, `utm` and `consent` by their keys. */
export function signalsOf({ company = {}, ...lead }: Submission, receivedAt: Instant): Signal[] {
  const entries = [...attributes("lead", lead), ...attributes("company", company)];
  return entries.map(([key, value]) => ({
    key,
    value,
    provider: OWN,
    observedAt: receivedAt,
    freshUntil: null,
    confidence: 1,
  }));
}

const GROUPS = new Set(["lead.extra", "lead.utm", "lead.consent"]);

function attributes(prefix: string, values: object): [key: string, value: JsonValue][] {
  return Object.entries(values).flatMap(([name, value]): [string, JsonValue][] => {
    const key = `${prefix}.${name}`;
    return GROUPS.has(key) ? attributes(key, value) : [[key, value]];
  });
}

/**
 * The signal that counts for each attribute at `now`, with what it replaced: the best by precedence of those that are
 * fresh; of one provider's the newest. `signals` in any order; the answer is in the order keys first appear.
 */
export function resolveSignals(signals: readonly Signal[], precedence: Precedence, now: Instant): Signal[] {
  const byKey = new Map<string, Signal[]>();
  for (const signal of signals) {
    if (signal.freshUntil !== null && toMs(signal.freshUntil) <= toMs(now)) continue;
    const same = byKey.get(signal.key);
    if (same) same.push(signal);
    else byKey.set(signal.key, [signal]);
  }
  return [...byKey].flatMap(([key, candidates]) => winnerOf(key, candidates, precedence) ?? []);
}

function winnerOf(key: string, candidates: readonly Signal[], precedence: Precedence): Signal | undefined {
  if (candidates.length === 1) return candidates[0];
  const order = [...(precedence.byKey.get(key) ?? []), ...precedence.order];
  const rank = ({ provider }: Signal) => {
    const at = order.indexOf(provider);
    return at < 0 ? order.length : at;
  };
  // Of one moment the later word counts: leads of one delivery stand in the order they came in.
  const [best, ...others] = candidates
    .toReversed()
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        toMs(b.observedAt) - toMs(a.observedAt) ||
        (a.provider < b.provider ? -1 : a.provider > b.provider ? 1 : 0),
    );
  const gaveWay = others.find(({ value }) => JSON.stringify(value) !== JSON.stringify(best?.value));
  if (!best || !gaveWay) return best;
  const { value, provider, observedAt } = gaveWay;
  return { ...best, replaced: { value, provider, observedAt } };
}

/**
 * What is on record after `fresh` has been observed: of each provider and attribute one value. One that differs from
 * what the same provider said before keeps that as `replaced`. The lead's own values are not kept over: each touch's are.
 * `decidedAt`: when the lead was last decided; what counted then stays `replaced`, however often it is replaced since, and
 * what is recorded afterwards counts as observed afterwards, also at the same instant: the decision can be made again.
 */
export function recordSignals(
  known: readonly Signal[],
  fresh: readonly Signal[],
  decidedAt: Instant | null = null,
): Signal[] {
  const kept = new Map(known.map((signal) => [placeOf(signal), signal]));
  for (const one of fresh) {
    const signal = { ...one, observedAt: after(decidedAt, one.observedAt) };
    const place = placeOf(signal);
    const before = kept.get(place);
    const replaced = before && replacedBy(signal, before, decidedAt);
    kept.set(place, replaced === undefined ? signal : { ...signal, replaced });
  }
  return [...kept.values()];
}

/** The instant, or the first one after a decision that knew nothing of it. */
function after(decidedAt: Instant | null, at: Instant): Instant {
  return decidedAt === null || toMs(at) > toMs(decidedAt) ? at : instant(toMs(decidedAt) + 1);
}

function replacedBy(signal: Signal, before: Signal, decidedAt: Instant | null): Replaced | undefined {
  const { value, provider, observedAt } = before;
  const said = { value, provider, observedAt };
  const changed = JSON.stringify(value) !== JSON.stringify(signal.value);
  if (decidedAt !== null) {
    const countedThen = toMs(observedAt) <= toMs(decidedAt);
    if (countedThen && toMs(signal.observedAt) > toMs(decidedAt)) return said;
    if (!countedThen && before.replaced) return before.replaced;
  }
  return changed ? said : before.replaced;
}

function placeOf({ key, provider }: Signal): string {
  return `${provider} ${key}`;
}

/**
 * What was on record when the lead was last decided: of each provider and attribute the latest value is kept, and the one
 * that counted then.
 */
export function signalsAt(signals: readonly Signal[], moment: Instant): Signal[] {
  return signals.flatMap((signal): Signal[] => {
    if (signal.observedAt <= moment) return [signal];
    const { replaced, ...rest } = signal;
    if (!replaced || replaced.provider !== signal.provider || replaced.observedAt > moment) return [];
    return [{ ...rest, value: replaced.value, observedAt: replaced.observedAt, freshUntil: null }];
  });
}
