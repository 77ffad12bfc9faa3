// How soon a click is acknowledged, against a Bolt app that does nothing else; and how soon a lead is taken in. Both
// under the same load: one burst over twenty connections, each sending on as soon as it has its answer.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sim, type SimMessage, startSim } from "../../sim/index.ts";
import { systemClock } from "../../src/clock.ts";
import type { BotConfig } from "../../src/config.ts";
import { newLeadId } from "../../src/ids.ts";
import { submissions } from "../decide/leads.ts";
import { fire, type Shot } from "../support/load.ts";
import { withPostgres } from "../support/postgres.ts";
import { MANAGERS, POLICY, repId, TANK, teamText } from "../support/rules.ts";
import { median, percentile } from "../support/stats.ts";
import type { Benchmark, Figure, Size } from "../support/types.ts";
import { clicksOn, signed } from "./clicks.ts";
import { start } from "./servers.ts";

const CONNECTIONS = 20;
/** Baton posts one message a second to a channel: with so many reps nobody waits long for a card. */
const REPS = 100;
const TOKEN = "website-token";
const SIZES: Record<Size, { burst: number; rounds: number }> = {
  full: { burst: 500, rounds: 5 },
  quick: { burst: 200, rounds: 2 },
};

export const ack: Benchmark = {
  name: "ack",
  title: `Clicks acknowledged, against an empty Bolt handler, and leads taken in, over ${CONNECTIONS} connections`,
  run: async (size) => [
    ...(await withPostgres((url) => measure("PostgreSQL", url, size))),
    ...(await measure("embedded", null, size)),
  ],
};

interface Round {
  readonly intake: readonly number[];
  readonly baton: readonly number[];
  readonly bolt: readonly number[];
}

async function measure(database: string, databaseUrl: string | null, size: Size): Promise<Figure[]> {
  const { burst, rounds } = SIZES[size];
  const folder = await mkdtemp(join(tmpdir(), "baton-bench-"));
  const sim = await startSim({
    users: people().map((id) => ({ id, name: id })),
    channels: [
      { id: MANAGERS, name: "managers" },
      { id: TANK, name: "shark-tank" },
    ],
    // What is measured is how fast Baton answers, not how fast Slack lets it post the cards for it.
    rateLimits: false,
  });
  try {
    await using bolt = await start({ side: "bolt", signingSecret: sim.signingSecret, apiUrl: sim.apiUrl });
    await using baton = await start({ side: "baton", config: await configure(folder, databaseUrl, sim) });
    const measured: Round[] = [];
    const seen = new Set<string>();
    for (let round = 0; round <= rounds; round++) {
      const intake = await post(leadsTo(baton.leads, burst));
      const clicks = await clicksOn(sim, await freshCards(sim, burst, seen));
      const one = { intake, baton: [] as number[], bolt: [] as number[] };
      // Who goes first changes from round to round.
      const sides = round % 2 === 0 ? (["baton", "bolt"] as const) : (["bolt", "baton"] as const);
      for (const side of sides) {
        const { clicks: url } = side === "baton" ? baton : bolt;
        one[side] = await post(signed(clicks, url, sim.signingSecret));
      }
      await accepted(baton.leads, clicks);
      // The first round is where everything is compiled.
      if (round > 0) measured.push(one);
    }
    return figuresOf(database, measured);
  } finally {
    await sim.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function people(): string[] {
  const reps = Array.from({ length: REPS }, (_, index) => repId(index));
  return [...reps, "U0MANAGER", "U0STEWARD", "U0OVERFLOW"];
}

async function configure(folder: string, databaseUrl: string | null, sim: Sim): Promise<BotConfig> {
  const policyFile = join(folder, "policy.yml");
  const teamFile = join(folder, "team.yml");
  // Long enough for a burst to be in before the first of its leads goes out.
  await writeFile(policyFile, JSON.stringify({ ...JSON.parse(POLICY), buffer: { min: "3s", max: "5m" } }));
  await writeFile(teamFile, teamText(REPS));
  return {
    ...{ databaseUrl, dataDir: databaseUrl ? folder : "memory", policyFile, teamFile },
    ...{
      auditKey: null,
      host: "127.0.0.1",
      port: 0,
      sweep: "* * * * * *",
      adminToken: null,
      logLevel: "silent",
    },
    slack: { botToken: sim.botToken, signingSecret: sim.signingSecret, appToken: null, apiUrl: sim.apiUrl },
    intakeTokens: [{ source: "website", token: TOKEN }],
    providerKeys: {},
  };
}

function leadsTo(url: string, count: number): Shot[] {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  return submissions(count).map(({ company, ...lead }) => {
    const externalId = newLeadId();
    // Another person each time: somebody who has come before is merged.
    const email = `${externalId.slice("lead_".length)}@acme.example`;
    const body = JSON.stringify({ ...lead, email, externalId, company: { employees: company?.employees } });
    return { url, headers, body };
  });
}

/** Sends them; the milliseconds of each. Whatever is not taken is a fault of the benchmark. */
async function post(shots: readonly Shot[]): Promise<number[]> {
  const answers = await fire({ shots, connections: CONNECTIONS });
  const failed = answers.find(({ status }) => status < 200 || status > 299);
  if (failed) throw new Error(`a request was answered ${failed.status}`);
  return answers.map(({ ms }) => ms);
}

type Card = { rep: string; card: SimMessage };

/** Waits until so many new cards are in front of their reps. */
async function freshCards(sim: Sim, count: number, seen: Set<string>): Promise<Card[]> {
  const fresh = () =>
    Array.from({ length: REPS }, (_, index) => repId(index)).flatMap((rep) =>
      sim
        .user(rep)
        .messages()
        .filter(({ ts }) => !seen.has(`${rep}:${ts}`))
        .map((card) => ({ rep, card })),
    );
  const cards = await sim.waitFor(() => (fresh().length === count ? fresh() : null), {
    timeoutMs: 120_000,
    what: `${count} cards`,
  });
  for (const { rep, card } of cards) seen.add(`${rep}:${card.ts}`);
  return cards;
}

/** Waits until every lead that was clicked is accepted: Baton has nothing more to do for these clicks then. */
async function accepted(leads: string, clicks: readonly string[]): Promise<void> {
  const deadline = systemClock.now() + 60_000;
  for (const click of clicks) {
    const [id] = /lead_[0-9a-f]{32}/.exec(click) ?? [];
    while ((await stateOf(`${leads}/${id}`)) !== "accepted") {
      if (systemClock.now() > deadline) throw new Error(`${id} was clicked and is not accepted`);
    }
  }
}

async function stateOf(url: string): Promise<string> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  const { state } = (await response.json()) as { state: string };
  return state;
}

function figuresOf(database: string, rounds: readonly Round[]): Figure[] {
  const of = (pick: (round: Round) => readonly number[], share: number) =>
    median(rounds.map((round) => percentile(pick(round), share)));
  const ratio = median(rounds.map(({ baton, bolt }) => percentile(baton, 0.99) / percentile(bolt, 0.99)));
  return [
    { what: `${database}: empty Bolt handler, p50`, value: of(({ bolt }) => bolt, 0.5), unit: "ms" },
    { what: `${database}: empty Bolt handler, p99`, value: of(({ bolt }) => bolt, 0.99), unit: "ms" },
    { what: `${database}: Baton, p50`, value: of(({ baton }) => baton, 0.5), unit: "ms" },
    {
      what: `${database}: Baton, p99`,
      value: of(({ baton }) => baton, 0.99),
      unit: "ms",
      goal: { atMost: 100 },
    },
    { what: `${database}: ratio of the p99`, value: ratio, unit: "×", goal: { atMost: 1.5 } },
    { what: `${database}: lead taken in, p50`, value: of(({ intake }) => intake, 0.5), unit: "ms" },
    {
      what: `${database}: lead taken in, p99`,
      value: of(({ intake }) => intake, 0.99),
      unit: "ms",
      goal: { atMost: 100 },
    },
  ];
}
