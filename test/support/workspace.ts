// A whole Baton against the local Slack, with a clock that the test turns: people press, the clock moves, and what
// Slack shows is looked at.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { type Sim, type SimMessage, type SimOptions, startSim } from "../../sim/index.ts";
import { type Baton, startBaton, startBatonOn } from "../../src/baton.ts";
import { TurnedClock, toMs } from "../../src/clock.ts";
import type { BotConfig } from "../../src/config.ts";
import { servicesOn } from "../../src/services.ts";
import { freshEmbedded } from "./database.ts";
import { POLICY, TEAM } from "./fixtures.ts";

export interface WorkspaceOptions {
  readonly policy?: string;
  readonly team?: string;
  /** Further files beside the policy, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly transport?: "http" | "socket";
  /** PostgreSQL; the embedded database in memory without it. */
  readonly databaseUrl?: string;
  readonly startAt?: string;
  readonly sim?: Partial<SimOptions>;
  /** What the policy may name as a provider's key. */
  readonly providerKeys?: Record<string, string>;
  /** Providers hang: nobody waits for them, only for what is due. */
  readonly providersHang?: boolean;
}

export const PEOPLE = [
  ["U0ALICE", "Alice"],
  ["U0BOB", "Bob"],
  ["U0CAROL", "Carol"],
  ["U0MANAGER", "Mona"],
  ["U0STEWARD", "Stew"],
  ["U0OVERFLOW", "Otto"],
  ["U0STRANGER", "Stranger"],
] as const;

export const MANAGERS = "C0MANAGERS";
export const TANK = "C0TANK";
const TOKEN = "website-token";

export interface Workspace extends AsyncDisposable {
  readonly sim: Sim;
  readonly baton: Baton;
  readonly clock: TurnedClock;
  readonly config: BotConfig;
  /** Posts a lead as the website does; the answer's status and body. */
  post(lead: Record<string, unknown>): Promise<{ status: number; body: { leadId: string; status: string } }>;
  /** `GET /v1/leads/:id`. */
  lead(id: string): Promise<Record<string, unknown>>;
  /** Everything that is due at this instant is done and shown. */
  settle(): Promise<void>;
  /** Turns the clock, stopping at every instant at which something happens. */
  turn(ms: number): Promise<void>;
  /** The last message that a person sees in their DM with Baton. */
  card(person: string): SimMessage;
  /** Tampers with the embedded database, past every rule. */
  tamper(sql: string): Promise<void>;
  /** Another instance on the same database and the same Slack. */
  another(): Promise<Baton>;
}

export async function openWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const { transport = "http", startAt = "2026-03-02T10:00:00.000Z" } = options;
  const clock = new TurnedClock(toMs(startAt));
  const sim = await startSim({
    now: () => clock.now(),
    users: PEOPLE.map(([id, name]) => ({ id, name })),
    channels: [
      { id: MANAGERS, name: "managers" },
      { id: TANK, name: "shark-tank" },
    ],
    ...options.sim,
  });
  const folder = await mkdtemp(join(tmpdir(), "baton-workspace-"));
  await writeFile(join(folder, "policy.yml"), options.policy ?? POLICY);
  await writeFile(join(folder, "team.yml"), options.team ?? TEAM);
  for (const [name, text] of Object.entries(options.files ?? {})) await writeFile(join(folder, name), text);
  const config: BotConfig = {
    databaseUrl: options.databaseUrl ?? null,
    dataDir: options.databaseUrl ? folder : "memory",
    policyFile: join(folder, "policy.yml"),
    teamFile: join(folder, "team.yml"),
    auditKey: null,
    host: "127.0.0.1",
    port: 0,
    sweep: "* * * * * *",
    adminToken: "admin-token",
    logLevel: "silent",
    slack: {
      botToken: sim.botToken,
      signingSecret: sim.signingSecret,
      appToken: transport === "socket" ? sim.appToken : null,
      apiUrl: sim.apiUrl,
    },
    intakeTokens: [{ source: "website", token: TOKEN }],
    providerKeys: options.providerKeys ?? {},
  };
  const log = pino({ level: process.env.TEST_LOG ?? "silent" });
  const embedded = options.databaseUrl === undefined ? await freshEmbedded() : null;
  const baton = embedded
    ? await startBatonOn(await servicesOn(embedded, clock), config, log)
    : await startBaton(config, clock, log);
  if (transport === "http") sim.deliverTo(`${baton.url}/slack/events`);
  else await sim.waitFor(() => sim.connections > 0, { what: "a socket" });
  const batons = [baton];

  const settle = async () => {
    await sim.settled();
    await Promise.all(batons.map((one) => one.idle()));
    // A sweep leaves mirrors behind, and a card that Slack confirms starts a clock: round until both are quiet.
    for (let round = 0; round < 3; round++) {
      if (!options.providersHang) await baton.enrichment.drain();
      await baton.sweeper.drain();
      await Promise.all(batons.map((one) => one.raiseHomes()));
      await baton.reconciler.drain();
    }
  };
  const nextInstant = async () => {
    const { leads, mirrors } = baton.services;
    const asked = options.providersHang ? null : baton.enrichment.nextAt();
    const next = await Promise.all([leads.nextDueAt(), mirrors.nextAt(), asked]);
    return Math.min(...next.map((at) => (at === null ? Number.POSITIVE_INFINITY : toMs(at))));
  };

  return {
    sim,
    baton,
    clock,
    config,
    settle,
    async post(lead) {
      const response = await fetch(`${baton.url}/v1/leads`, {
        method: "POST",
        headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
        body: JSON.stringify(lead),
      });
      return { status: response.status, body: (await response.json()) as { leadId: string; status: string } };
    },
    async lead(id) {
      const response = await fetch(`${baton.url}/v1/leads/${id}`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      return (await response.json()) as Record<string, unknown>;
    },
    async turn(ms) {
      const target = clock.now() + ms;
      for (let next = await nextInstant(); next <= target; next = await nextInstant()) {
        clock.turnTo(next);
        await settle();
      }
      clock.turnTo(target);
      await settle();
    },
    card(person) {
      const message = sim.user(person).messages().at(-1);
      if (!message) throw new Error(`${person} has no message`);
      return message;
    },
    async tamper(sql) {
      await embedded?.pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
    },
    async another() {
      const other = await startBaton(config, clock, log);
      batons.push(other);
      return other;
    },
    async [Symbol.asyncDispose]() {
      for (const one of batons) await one.stop();
      await sim.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
