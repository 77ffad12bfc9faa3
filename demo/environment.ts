// What Baton is told at its start: all of it the demo's own, nothing from the caller's environment.
import type { Sim } from "../sim/index.ts";
import type { LeadSource } from "./source.ts";

export interface Settings {
  readonly sim: Pick<Sim, "botToken" | "signingSecret" | "appToken" | "apiUrl">;
  readonly source: Pick<LeadSource, "policyFile" | "teamFile" | "source">;
  /** Of the data, absolute. */
  readonly folder: string;
  readonly socketMode: boolean;
  /** Whoever has it may hand in leads. */
  readonly token: string;
}

export function environmentFor({ sim, source, folder, socketMode, token }: Settings): Record<string, string> {
  return {
    BATON_DATA_DIR: folder,
    BATON_POLICY: source.policyFile,
    BATON_TEAM: source.teamFile,
    BATON_INTAKE_TOKENS: `${source.source}:${token}`,
    BATON_SWEEP: "* * * * * *",
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "warn",
    SLACK_BOT_TOKEN: sim.botToken,
    SLACK_SIGNING_SECRET: sim.signingSecret,
    SLACK_API_URL: sim.apiUrl,
    ...(socketMode ? { SLACK_APP_TOKEN: sim.appToken } : {}),
  };
}
