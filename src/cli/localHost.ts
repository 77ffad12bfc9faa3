// A command in its own process: settings from the environment, the database opened when first needed.
import fs from "node:fs/promises";
import { resolve } from "node:path";
import { pino } from "pino";
import { findAuditKey, openAuditKey } from "../app/audit/key.ts";
import { receiveLeads } from "../app/receiveLeads.ts";
import { systemClock } from "../clock.ts";
import { type Config, type ConfigResult, type Environment, parseConfig } from "../config.ts";
import { parseIntakeTokens } from "../intake/tokens.ts";
import { openServices, type Services } from "../services.ts";
import { BotNeeded, type Host } from "./host.ts";
import { CannotRun } from "./io.ts";

export interface LocalHost extends Host, AsyncDisposable {
  config(): Config;
}

/** `environment` as `readEnvironment` gives it: what is wrong with it only stops commands that read it. */
export function localHost(environment: ConfigResult<Environment>): LocalHost {
  let opened: Promise<Services> | undefined;
  const config = once((): Config => {
    const result = environment.ok ? parseConfig(environment.config) : environment;
    if (!result.ok) throw new CannotRun(result.problems.join("\n"));
    return result.config;
  });
  const services = (): Promise<Services> => {
    const { databaseUrl, dataDir } = config();
    if (databaseUrl === null && dataDir === "memory") return Promise.reject(new BotNeeded());
    const log = pino({ level: "silent" });
    opened ??= openServices({ databaseUrl, dataDir, clock: systemClock, log });
    return opened;
  };
  const keyPlace = () => {
    const { auditKey, dataDir } = config();
    return { configured: auditKey, dataDir };
  };
  return {
    config,
    services,
    teamFile: () => (environment.ok && environment.config.BATON_TEAM?.trim()) || null,
    intakeSources() {
      // Commands do without it; what is wrong with it is the bot's to say.
      const tokens = parseIntakeTokens((environment.ok && environment.config.BATON_INTAKE_TOKENS) || "");
      return tokens.ok ? tokens.tokens.map(({ source }) => source) : null;
    },
    // A bot elsewhere finds what is due on its next sweep, and counts leads that came to itself.
    receive: async () =>
      receiveLeads({
        ...(await services()),
        stepsDue: () => {},
        enrichmentDue: () => {},
        recorded: () => {},
      }),
    signingKey: () => openAuditKey(keyPlace(), fs),
    knownKey: () => findAuditKey(keyPlace(), fs),
    debug: environment.ok && /^(debug|trace)$/i.test(environment.config.LOG_LEVEL?.trim() ?? ""),
    async [Symbol.asyncDispose]() {
      const services = await opened?.catch(() => undefined);
      await services?.close();
    },
  };
}

/** Where the embedded database's folder is, absolute; null without one. */
export function dataFolder({ databaseUrl, dataDir }: Config): string | null {
  return databaseUrl === null && dataDir !== "memory" ? resolve(dataDir) : null;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
