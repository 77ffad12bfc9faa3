// How a lead's buffer begins: how long it waits at the least and at the most, and whether providers are asked meanwhile.
import { type Instant, instant, toMs } from "../clock.ts";
import type { CompiledPolicy, Facts } from "../policy/types.ts";
import type { EventOf } from "./events.ts";
import { laneOf } from "./facts.ts";
import { once } from "./ladder.ts";

/** Who is asked about first: leads in a lane that is shorter than the general buffer, and last those from files. */
const PRIORITY = { hurry: 0, others: 1, files: 2 } as const;

export interface Buffer {
  /** What the event that begins it says. */
  readonly begun: Pick<EventOf<"received">, "lane" | "timer" | "enriching">;
  /** Providers are to be asked; null: there are none. */
  readonly enrich: { readonly priority: number } | null;
}

/**
 * The buffer of the lead's lane, or the general one. With providers to ask it ends at its maximum, unless their answers
 * are in before (`enriched`); without any it ends at its minimum, because there is nothing to wait for. It never ends
 * before `leastMs` have passed.
 */
export function beginBuffer(
  policy: CompiledPolicy,
  facts: Facts,
  source: string,
  now: Instant,
  leastMs = 0,
): Buffer {
  const lane = laneOf(policy, facts);
  const buffer = lane?.buffer ?? policy.buffer;
  const minMs = Math.max(leastMs, buffer.minMs);
  const maxMs = Math.max(leastMs, buffer.maxMs);
  if (policy.enrichment.length === 0) {
    return { begun: { lane: lane?.id ?? null, timer: once("buffer", "qualify", now, minMs) }, enrich: null };
  }
  const isFile = policy.sources.get(source)?.kind === "csv";
  const others = isFile ? PRIORITY.files : PRIORITY.others;
  const priority = maxMs < policy.buffer.maxMs ? PRIORITY.hurry : others;
  const timer = once("buffer", "qualify", now, maxMs);
  const enriching = { earliest: instant(toMs(now) + minMs) };
  return { begun: { lane: lane?.id ?? null, timer, enriching }, enrich: { priority } };
}
