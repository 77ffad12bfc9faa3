// The whole record decided again: the command as a person runs it, against the bare decision of the same leads.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { text } from "node:stream/consumers";
import { repsAnswers, backtest as runBacktest } from "../src/app/backtest/backtest.ts";
import { instant, systemClock } from "../src/clock.ts";
import { parsePolicy } from "../src/policy/index.ts";
import { batonDecider, POLICY } from "./decide/baton.ts";
import { submissions } from "./decide/leads.ts";
import { withPostgres } from "./support/postgres.ts";
import { BUFFER_MS } from "./support/rules.ts";
import { median, perSecond, timed } from "./support/stats.ts";
import type { Benchmark, Figure, Size } from "./support/types.ts";
import { engineOn, openWorld, sweepDue, takeIn, type World } from "./support/world.ts";

const SIZES: Record<Size, { leads: number; runs: number }> = {
  full: { leads: 100_000, runs: 3 },
  quick: { leads: 10_000, runs: 1 },
};
/** The goal's 500 MB; `maxRSS` is in KiB. */
const MOST_MEMORY_MB = 500;
const TELL_MEMORY = `process.on("exit", () => process.stderr.write("\\nKIB " + process.resourceUsage().maxRSS))`;

interface Run {
  readonly seconds: number;
  readonly leadsPerSecond: number;
  readonly megabytes: number;
}

export const backtest: Benchmark = {
  name: "backtest",
  title: "A policy tried on 100,000 recorded leads, against the bare decision of as many",
  async run(size) {
    const folder = await mkdtemp(join(tmpdir(), "baton-bench-"));
    try {
      const file = join(folder, "policy.yml");
      await writeFile(file, JSON.stringify(POLICY));
      const floor = bareDecisions();
      return [
        { what: "bare decisions", value: floor, unit: "/s" },
        ...(await withPostgres((url) => onPostgres(url, { file, folder, size, floor }))),
        ...(await onEmbedded({ file, folder, size, floor })),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Trial {
  readonly file: string;
  readonly folder: string;
  readonly size: Size;
  readonly floor: number;
}

async function onPostgres(url: string, trial: Trial): Promise<Figure[]> {
  {
    await using world = await openWorld(url);
    await record(world, SIZES[trial.size].leads);
  }
  return figures("PostgreSQL", trial, await runs(trial, { DATABASE_URL: url, BATON_DATA_DIR: trial.folder }));
}

async function onEmbedded(trial: Trial): Promise<Figure[]> {
  const dataDir = join(trial.folder, "data");
  let stall: number;
  {
    await using world = await openWorld(undefined, dataDir);
    await record(world, SIZES[trial.size].leads);
    stall = await longestStall(world);
  }
  const env = { BATON_DATA_DIR: dataDir };
  const opening = await measured(["policy", "list"], trial.folder, env);
  return [
    ...figures("embedded", trial, await runs(trial, env)),
    { what: "embedded, memory that opening it takes, MB", value: opening.megabytes, unit: "" },
    { what: "embedded, inside the bot: longest stall", value: stall, unit: "ms", goal: { atMost: 200 } },
  ];
}

/** Leads as they come in and are decided, all of them by now. */
async function record(world: World, leads: number): Promise<void> {
  await takeIn(world, leads, (index) => instant(systemClock.now() - BUFFER_MS - index));
  await sweepDue(engineOn(world.stores));
}

/** The command in a process of its own, as often as the size says. */
async function runs({ file, folder, size }: Trial, env: Record<string, string>): Promise<Run[]> {
  const all: Run[] = [];
  for (let run = 0; run < SIZES[size].runs; run++) all.push(await command(file, folder, env));
  return all;
}

async function command(file: string, cwd: string, env: Record<string, string>): Promise<Run> {
  const { said, ...run } = await measured(["policy", "backtest", file], cwd, env);
  const rate = /(\d+) leads\/s\n$/.exec(said)?.[1];
  if (rate === undefined) throw new Error(`the backtest failed: ${said}`);
  return { ...run, leadsPerSecond: Number(rate) };
}

async function measured(argv: readonly string[], cwd: string, env: Record<string, string>) {
  const memory = ["--import", `data:text/javascript,${encodeURIComponent(TELL_MEMORY)}`];
  const main = join(import.meta.dirname, "../src/cli/main.ts");
  let said = "";
  let errors = "";
  const ms = await timed(async () => {
    const child = spawn(process.execPath, [...memory, main, ...argv], {
      cwd,
      env: { PATH: process.env.PATH ?? "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    [said, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  });
  const kib = /KIB (\d+)$/.exec(errors)?.[1];
  if (kib === undefined) throw new Error(`${argv.join(" ")} failed: ${errors}`);
  return { said, seconds: ms / 1_000, megabytes: Number(kib) / 1_024 };
}

function figures(on: string, { size, floor }: Trial, all: readonly Run[]): Figure[] {
  const rate = median(all.map(({ leadsPerSecond }) => leadsPerSecond));
  const ms = median(all.map(({ seconds }) => seconds * 1_000));
  const memory = Math.max(...all.map(({ megabytes }) => megabytes));
  return [
    { what: `${on}, leads`, value: rate, unit: "/s", goal: { atLeast: 10_000 } },
    { what: `${on}, of the bare decisions`, value: rate / floor, unit: "×" },
    {
      what: `${on}, the whole command on ${SIZES[size].leads}`,
      value: ms,
      unit: "ms",
      goal: { atMost: 15_000 },
    },
    { what: `${on}, memory at most, MB`, value: memory, unit: "", goal: { atMost: MOST_MEMORY_MB } },
  ];
}

/** Decisions a second with nothing read from anywhere. */
function bareDecisions(): number {
  const decide = batonDecider();
  const leads = submissions(1_000);
  const rates = Array.from({ length: 20 }, () => {
    const started = performance.now();
    for (const lead of leads) decide(lead);
    return perSecond(leads.length, performance.now() - started);
  });
  return median(rates);
}

/** For how long at most nothing else has its turn, where the bot itself carries the command out. */
async function longestStall({ stores }: World): Promise<number> {
  const parsed = parsePolicy(JSON.stringify(POLICY), "policy.yml");
  if (!parsed.ok) throw new Error("the benchmark's policy is no policy");
  const options = { outcomes: repsAnswers, keep: 10, progress: () => ({ update() {}, end() {} }) };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await runBacktest(stores.history, { policy: parsed.policy, ...options });
  delay.disable();
  return delay.max / 1e6;
}
