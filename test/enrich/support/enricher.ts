// The providers of a policy about one lead, with a clock that is turned and answers kept in memory.

import type { AnswerStore, EnrichAnswer, EnrichRequest, KeptAnswer } from "../../../src/app/enrichPorts.ts";
import { instant, TurnedClock, toMs } from "../../../src/clock.ts";
import { createEnricher } from "../../../src/enrich/index.ts";
import { parsePolicy } from "../../../src/policy/index.ts";
import type { JsonValue, Provider } from "../../../src/policy/types.ts";

export const START = "2026-03-02T10:00:00.000Z";

export interface Bench {
  readonly clock: TurnedClock;
  readonly kept: Map<string, KeptAnswer>;
  readonly said: { level: string; fields: Record<string, unknown>; text: string }[];
  readonly breakers: [provider: string, isOpen: boolean][];
  ask(
    providers: readonly Provider[],
    values?: Record<string, JsonValue>,
    more?: Partial<EnrichRequest>,
  ): Promise<EnrichAnswer>;
  start: ReturnType<typeof createEnricher>["ask"];
  stop(): void;
}

export function bench(
  options: { folder?: string; keys?: Record<string, string>; answers?: AnswerStore } = {},
): Bench {
  const clock = new TurnedClock(toMs(START));
  const kept = new Map<string, KeptAnswer>();
  const said: Bench["said"] = [];
  const breakers: Bench["breakers"] = [];
  const logger =
    (level: string) =>
    (fields: Record<string, unknown>, text: string): void => {
      said.push({ level, fields, text });
    };
  const answers: AnswerStore = options.answers ?? {
    forgetStale: async () => 0,
    get: async (key) => kept.get(key) ?? null,
    async put(key, { values, at }) {
      kept.set(key, { values, at });
    },
  };
  const enricher = createEnricher({
    answers,
    clock,
    log: { info: logger("info"), warn: logger("warn"), error: logger("error") } as never,
    keys: options.keys ?? {},
    userAgent: "Baton/test",
    breakerChanged: (provider, isOpen) => breakers.push([provider, isOpen]),
    folder: options.folder ?? "/nowhere",
    answered: () => {},
  });
  const requestOf = (
    providers: readonly Provider[],
    values: Record<string, JsonValue>,
    more: Partial<EnrichRequest>,
  ): EnrichRequest => ({
    ...{ providers, values: new Map(Object.entries(values)), recorded: [], before: null, freeMail: [] },
    ...{ isWanted: () => true, isUrgent: false, mayAsk: true, until: instant(clock.now() + 300_000) },
    ...more,
  });
  return {
    ...{ clock, kept, said, breakers },
    ask: (providers, values = { "company.domain": "acme.com" }, more = {}) =>
      enricher.ask(requestOf(providers, values, more)).done,
    start: (request) => enricher.ask(request),
    stop: () => enricher.stop(),
  };
}

/** Providers as a policy has them; `yaml` is what stands under `enrichment:`. */
export function providersOf(yaml: string): readonly Provider[] {
  const text = `version: 1\nscore: {}\ntiers: [{ id: all, when: true }]\nroute: {}\nladders: {}\nenrichment:\n${yaml}\n`;
  const result = parsePolicy(text, "policy.yml");
  if (!result.ok)
    throw new Error(result.problems.map(({ path, what, todo }) => `${path}: ${what}; ${todo}`).join("\n"));
  return result.policy.enrichment;
}
