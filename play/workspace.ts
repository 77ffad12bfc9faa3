// Starts a local Slack with the team's people and channels, and Baton before it, both on one turned clock.
import { pino } from "pino";
import { type Sim, startSim } from "../sim/index.ts";
import { type Baton, startBaton } from "../src/baton.ts";
import type { TurnedClock } from "../src/clock.ts";
import type { BotConfig } from "../src/config.ts";
import type { Team } from "../src/policy/types.ts";

export interface Workspace {
  readonly sim: Sim;
  readonly baton: Baton;
  /** The bearer token of the play's source. */
  readonly token: string;
  stop(): Promise<void>;
}

export interface WorkspaceOptions {
  readonly clock: TurnedClock;
  readonly team: Team;
  readonly policyFile: string;
  readonly teamFile: string;
  readonly source: string;
  readonly databaseUrl: string | null;
  readonly logLevel: BotConfig["logLevel"];
}

const TOKEN = "the-play-posts-leads";
/** Once a year: the play sweeps when it turns the clock. */
const HARDLY_EVER = "0 0 0 1 1 *";

export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { clock, team } = options;
  const sim = await startSim({
    now: () => clock.now(),
    users: peopleOf(team),
    channels: [...team.channels].map(([name, id]) => ({ id, name: `leads-${name}` })),
  });
  try {
    const baton = await startBaton(configOf(sim, options), clock, pino({ level: options.logLevel }));
    sim.deliverTo(`${baton.url}/slack/events`);
    const stop = async () => {
      await baton.stop();
      await sim.stop();
    };
    return { sim, baton, token: TOKEN, stop };
  } catch (error) {
    await sim.stop();
    throw error;
  }
}

function peopleOf(team: Team) {
  const named = new Map(team.reps.map(({ slack, name, timezone }) => [slack, { name, tz: timezone }]));
  const { managers, stewards, overflow, reviewers } = team.roles;
  const others = [...managers, ...stewards, ...[...reviewers.values()].flat()];
  const ids = new Set([...named.keys(), ...others, ...(overflow === null ? [] : [overflow])]);
  return [...ids].map((id) => ({ id, name: id.slice(2).toLowerCase(), tz: team.timezone, ...named.get(id) }));
}

function configOf(sim: Sim, options: WorkspaceOptions): BotConfig {
  const { policyFile, teamFile, source, databaseUrl, logLevel } = options;
  return {
    databaseUrl,
    dataDir: "memory",
    policyFile,
    teamFile,
    auditKey: null,
    host: "127.0.0.1",
    port: 0,
    sweep: HARDLY_EVER,
    adminToken: null,
    logLevel,
    slack: {
      botToken: sim.botToken,
      signingSecret: sim.signingSecret,
      appToken: null,
      apiUrl: sim.apiUrl,
    },
    intakeTokens: [{ source, token: TOKEN }],
    providerKeys: {},
  };
}
