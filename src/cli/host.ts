// Where a command runs: in its own process, or for somebody else inside the running bot.
import type { KeyResult } from "../app/audit/key.ts";
import type { Config } from "../config.ts";
import type { Receive } from "../intake/receive.ts";
import type { Services } from "../services.ts";

export interface Host {
  /** The settings. Only asked by commands that need them: some run without any environment. @throws CannotRun */
  config(): Pick<Config, "policyFile">;
  /** The file that BATON_TEAM names; null where it is not set. */
  teamFile(): string | null;
  /** The database, opened on the first call. @throws CannotRun, DatabaseStartError, BotNeeded */
  services(): Promise<Services>;
  /** The sources that have a token; null where the settings name none. */
  intakeSources(): readonly string[] | null;
  /** The way in for leads. */
  receive(): Promise<Receive>;
  /** The key that signs the audit trail, made where there is none yet. */
  signingKey(): Promise<KeyResult>;
  /** The key that signs, where there is one already. */
  knownKey(): Promise<KeyResult | null>;
  /** Whether unexpected errors come with their stack. */
  readonly debug: boolean;
}

/** The data is in the running bot's memory: nobody but it can run the command. */
export class BotNeeded extends Error {
  override readonly name = "BotNeeded";
}
