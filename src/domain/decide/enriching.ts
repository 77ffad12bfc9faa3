// What providers say of a lead in its buffer. Their answers only change how long it waits and what its rules read.
import { toMs } from "../../clock.ts";
import { commitTo } from "../chain.ts";
import type { Lead } from "../lead.ts";
import { recordSignals } from "../signals.ts";
import { done, refuse } from "./outcome.ts";
import type { Command, DecideContext, Decision } from "./types.ts";

const PROVIDERS = "providers";

/** The answers are in: the buffer ends at its earliest end, or at once where that has passed. Late ones are `stale`. */
export function enriched(
  lead: Lead,
  command: Extract<Command, { do: "enriched" }>,
  { now, person, decidedAt }: DecideContext,
): Decision {
  if (lead.state !== "buffering" || lead.enriching === null || lead.cycle !== command.cycle) {
    return refuse("stale", PROVIDERS);
  }
  const { providers, signals: fresh } = command;
  const { earliest } = lead.enriching;
  const at = toMs(earliest) > toMs(now) ? earliest : now;
  const signals = fresh.length > 0 ? commitTo(person.key, fresh) : null;
  const timer = { ladder: "buffer", steps: [{ do: "qualify", at }], next: 0 } as const;
  return done(
    PROVIDERS,
    [{ type: "enriched", providers, signals, timer }],
    fresh.length > 0 ? { signals: recordSignals(person.signals, fresh, decidedAt) } : {},
  );
}
