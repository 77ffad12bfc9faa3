// What asks the providers that policies name, as the bot is configured.
import path from "node:path";
import type { Logger } from "pino";
import packageJson from "../package.json" with { type: "json" };
import type { Enricher } from "./app/enrichPorts.ts";
import type { BotConfig } from "./config.ts";
import { createEnricher } from "./enrich/index.ts";
import type { Metrics } from "./metrics.ts";
import type { Services } from "./services.ts";

/** The providers of whatever policy a lead goes by; their files are beside the bot's policy file. */
export function enricherFor(
  config: BotConfig,
  { answers, clock }: Services,
  metrics: Metrics,
  log: Logger,
): Enricher {
  const { answered, breakerChanged } = metrics;
  const { policyFile, providerKeys } = config;
  const folder = path.dirname(path.resolve(policyFile));
  const userAgent = `Baton/${packageJson.version}`;
  return createEnricher({
    answers,
    clock,
    log,
    answered,
    breakerChanged,
    folder,
    keys: providerKeys,
    userAgent,
  });
}
