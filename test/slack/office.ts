// Slack's adapter at work: a real engine on an embedded database, the local Slack on the other side, a turned clock.
// Intake over HTTP, commands and jobs are left out: only what stands between engine and Slack is under test.
import { Hono } from "hono";
import { pino } from "pino";
import { type Sim, type SimMessage, type SimOptions, startSim } from "../../sim/index.ts";
import { NO_ACCOUNTS } from "../../src/app/accounts/ports.ts";
import { Absences } from "../../src/app/availability/absences.ts";
import { Engine } from "../../src/app/engine.ts";
import { receiveLeads } from "../../src/app/receiveLeads.ts";
import { setUpRules } from "../../src/app/setUp.ts";
import type { Chart } from "../../src/charts/chart.ts";
import { TurnedClock, toMs } from "../../src/clock.ts";
import type { Submission } from "../../src/domain/person.ts";
import { listen } from "../../src/http/server.ts";
import type { LeadId } from "../../src/ids.ts";
import { Sweeper } from "../../src/jobs/sweeper.ts";
import { mirrorEvents } from "../../src/mirror/mirrorEvents.ts";
import { Reconciler } from "../../src/mirror/reconciler.ts";
import { createSlack, type SlackAdapter } from "../../src/slack/index.ts";
import { isDatabaseAway } from "../../src/store/database/failures.ts";
import type { Database } from "../../src/store/database/open.ts";
import { createStores, type Stores } from "../../src/store/index.ts";
import { truncateAll } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { JANE } from "../support/story.ts";

export const HOUR = 3_600_000;
export const MANAGERS = "C0MANAGERS";
export const TANK = "C0TANK";

const PEOPLE = [
  ["U0ALICE", "Alice"],
  ["U0BOB", "Bob"],
  ["U0CAROL", "Carol"],
  ["U0MANAGER", "Mona"],
  ["U0STEWARD", "Stew"],
  ["U0OVERFLOW", "Otto"],
  ["U0STRANGER", "Stranger"],
] as const;

export interface OfficeOptions {
  readonly transport?: "http" | "socket";
  readonly policy?: string;
  readonly team?: string;
  readonly startAt?: string;
  readonly sim?: Partial<SimOptions>;
  readonly draw?: (chart: Chart) => Promise<Uint8Array>;
  /** Stores that behave otherwise than the database's own. */
  readonly stores?: (real: Stores) => Stores;
}

export interface Office extends AsyncDisposable {
  readonly sim: Sim;
  readonly slack: SlackAdapter;
  readonly stores: Stores;
  readonly clock: TurnedClock;
  /** Where HTTP listens. */
  readonly url: string;
  /** What was refused for want of a role. */
  readonly refused: string[];
  readonly absences: Absences;
  /** Whose availability was said to have changed. */
  readonly changed: readonly string[];
  /** Lines of the log, as objects. */
  readonly logged: Record<string, unknown>[];
  /** A lead that asked for a demo, offered and with its card in Slack; Jane from Acme unless said otherwise. */
  offer(submission?: Submission, externalId?: string): Promise<LeadId>;
  /** Everything that is due at this instant is done and shown. */
  settle(): Promise<void>;
  /** Turns the clock, stopping at every instant at which something happens. */
  turn(ms: number): Promise<void>;
  /** The last message that somebody sees, by default in their DM with Baton. */
  last(person: string, channel?: string): SimMessage;
  /** The next message that somebody is told, ephemerally, after `act`. */
  told(person: string, act: () => Promise<unknown>, channel?: string): Promise<SimMessage>;
}

export async function openOffice(database: Database, options: OfficeOptions = {}): Promise<Office> {
  const { transport = "http", startAt = "2026-03-02T10:00:00.000Z" } = options;
  await truncateAll(database);
  const clock = new TurnedClock(toMs(startAt));
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => logged.push(JSON.parse(line)) });
  const sim = await startSim({
    now: () => clock.now(),
    users: PEOPLE.map(([id, name]) => ({ id, name })),
    channels: [
      { id: MANAGERS, name: "managers" },
      { id: TANK, name: "shark-tank" },
    ],
    ...options.sim,
  });
  const real = createStores(database);
  const files: Record<string, string> = {
    "policy.yml": options.policy ?? POLICY,
    "team.yml": options.team ?? TEAM,
  };
  const ready = await setUpRules(
    real.rules,
    { policyFile: "policy.yml", teamFile: "team.yml", read: async (file) => files[file] ?? "" },
    clock,
  );
  if (!ready.ok) throw new Error(ready.problems.join("\n"));
  const stores = options.stores?.(real) ?? real;
  const { leads, rules, people } = stores;
  const nothing = () => {};
  const engine: Engine = new Engine({
    leads,
    reports: real.reports,
    rules,
    people,
    availability: stores.availability,
    accounts: NO_ACCOUNTS,
    clock,
    isDatabaseAway,
    mirrorsBehind: () => reconciler.wake(),
    stepsDue: nothing,
    enrichmentDue: nothing,
    recorded: nothing,
    stuck: nothing,
  });
  const refused: string[] = [];
  const changed: string[] = [];
  const absences = new Absences({
    ...stores,
    engine,
    clock,
    log,
    availabilityChanged: (person) => changed.push(person),
  });
  const slack = createSlack({
    config: {
      botToken: sim.botToken,
      signingSecret: sim.signingSecret,
      appToken: transport === "socket" ? sim.appToken : null,
      apiUrl: sim.apiUrl,
    },
    engine,
    leads,
    rules,
    guards: real.guards,
    mirrors: real.mirrors,
    reports: real.reports,
    overrides: real.overrides,
    figures: real.figures,
    alerts: real.alerts,
    people,
    absences,
    availability: real.availability,
    homes: real.homes,
    clock,
    log,
    isDatabaseAway,
    mirrorsBehind: () => reconciler.wake(),
    draw: options.draw ?? (() => Promise.reject(new Error("nothing is drawn here"))),
    refused: (reason) => refused.push(reason),
  });
  const reconciler: Reconciler = new Reconciler({
    mirrors: real.mirrors,
    clock,
    log,
    messenger: slack.messenger,
    events: mirrorEvents({
      figures: real.figures,
      pictures: slack.pictures,
      engine,
      exceptions: real.exceptions,
      leads: real.leads,
      rules,
      guards: real.guards,
      reports: real.reports,
      alerts: real.alerts,
      homes: real.homes,
      overrides: real.overrides,
      people,
      availability: real.availability,
      clock,
      personGone: (person, status) => slack.people.personGone(person, status),
    }),
  });
  const router = new Hono();
  slack.mount(router);
  const listening = await listen(router, "127.0.0.1", 0);
  if (!listening.ok) throw new Error(listening.problem);
  const url = `http://127.0.0.1:${listening.port}`;
  slack.start();
  reconciler.start();
  if (transport === "http") sim.deliverTo(`${url}/slack/events`);
  else await sim.waitFor(() => sim.connections > 0, { what: "a socket" });
  await sim.waitFor(() => slack.answered(), { what: "auth.test" });

  const sweeper = new Sweeper({
    engine,
    leads: real.leads,
    clock,
    log,
    every: "* * * * *",
    batch: 100,
    beforeTaking: async () => {},
  });
  const settle = async () => {
    await sim.settled();
    for (let round = 0; round < 3; round++) {
      await sweeper.drain();
      await reconciler.drain();
    }
  };
  const turn = async (ms: number) => {
    const target = clock.now() + ms;
    for (;;) {
      const waiting = await Promise.all([real.leads.nextDueAt(), real.mirrors.nextAt()]);
      const next = Math.min(...waiting.map((at) => (at === null ? Number.POSITIVE_INFINITY : toMs(at))));
      if (next > target) break;
      clock.turnTo(next);
      await settle();
    }
    clock.turnTo(target);
    await settle();
  };
  const receive = receiveLeads({
    leads: real.leads,
    rules,
    clock,
    stepsDue: nothing,
    enrichmentDue: nothing,
    recorded: nothing,
  });
  let arrived = 0;

  return {
    sim,
    slack,
    stores: real,
    clock,
    url,
    refused,
    absences,
    changed,
    logged,
    settle,
    turn,
    async offer(submission = JANE, externalId = `web-${++arrived}`) {
      const [result] = await receive([{ source: "website", externalId, submission }]);
      if (result?.kind !== "created") throw new Error(`not created: ${JSON.stringify(result)}`);
      await turn(5 * 60_000);
      return result.leadId;
    },
    last(person, channel) {
      const message = sim.user(person).messages(channel).at(-1);
      if (!message) throw new Error(`${person} sees no message`);
      return message;
    },
    async told(person, act, channel) {
      const before = new Set(ephemerals(sim, person, channel).map(({ ts }) => ts));
      await act();
      const fresh = () => ephemerals(sim, person, channel).find(({ ts }) => !before.has(ts));
      return sim.waitFor(fresh, { what: `an ephemeral answer to ${person}` });
    },
    async [Symbol.asyncDispose]() {
      await listening.close();
      await slack.stop();
      await reconciler.stop();
      await sim.stop();
    },
  };
}

function ephemerals(sim: Sim, person: string, channel?: string): SimMessage[] {
  return sim
    .user(person)
    .messages(channel)
    .filter(({ ephemeralTo }) => ephemeralTo === person);
}

/** All that a message shows, blocks and all. */
export function shown(message: SimMessage): string {
  return `${message.text}\n${JSON.stringify(message.blocks)}`;
}
