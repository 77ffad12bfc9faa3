// Reps' numbers from the log of everything that happened, against counting the events of the same window.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { repStats } from "../src/app/repStats.ts";
import { systemClock } from "../src/clock.ts";
import { STATS_DAYS, type StatsDays } from "../src/domain/stats.ts";
import { withPostgres } from "./support/postgres.ts";
import { repId } from "./support/rules.ts";
import { seedEvents } from "./support/seed.ts";
import { median, percentile, repeated, timed } from "./support/stats.ts";
import type { Benchmark, Figure, Size } from "./support/types.ts";
import { openWorld, type World } from "./support/world.ts";

const SIZES: Record<Size, { events: number; runs: number }> = {
  full: { events: 1_000_000, runs: 10 },
  quick: { events: 100_000, runs: 5 },
};
const REPS = Array.from({ length: 20 }, (_, index) => repId(index));
/** The log reaches back twice as far as anybody asks. */
const DAYS = 60;
const MOST_MS = 1_000;
/** The embedded database answers one after the other: a long question keeps every click waiting. */
const MOST_WAIT_MS = 200;

export const stats: Benchmark = {
  name: "stats",
  title: "Everybody's numbers out of a million events in 60 days, against counting the window's events",
  async run(size) {
    const folder = await mkdtemp(join(tmpdir(), "baton-bench-"));
    try {
      return [
        ...(await withPostgres((url) => numbers("PostgreSQL", size, url))),
        ...(await numbers("embedded", size, undefined, join(folder, "data"))),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function numbers(on: string, size: Size, url: string | undefined, dataDir?: string): Promise<Figure[]> {
  const { events, runs } = SIZES[size];
  await using world = await openWorld(url, dataDir);
  const seeding = await timed(() => seedEvents(world, { events, days: DAYS, reps: REPS }));
  process.stderr.write(`${on}: seeded in ${Math.round(seeding / 1_000)} s\n`);
  const figures: Figure[] = [];
  for (const days of STATS_DAYS) figures.push(...(await window(world, `${on}, ${days} days`, days, runs)));
  return figures;
}

async function window(world: World, what: string, days: StatsDays, runs: number): Promise<Figure[]> {
  const { pool } = world.database;
  const counting = `SELECT count(*)::int AS events FROM "LeadEvent"
    WHERE at > now() - $1 * interval '1 day' AND type IN ('offered', 'accepted', 'recycled', 'taken_away', 'claimed')`;
  const { rows } = await pool.query<{ events: number }>(counting, [days]);
  const floor = median(await repeated(runs, () => pool.query(counting, [days])));
  const waits: number[] = [];
  const ms = await repeated(runs, async () => {
    const over = new AbortController();
    const others = waitsOf(() => pool.query("SELECT 1"), over.signal);
    const { team } = await repStats({ leads: world.stores.leads, clock: systemClock }, days);
    over.abort();
    waits.push(...(await others));
    if (team.accepted === 0) throw new Error("nothing is on record");
  });
  return [
    { what: `${what}: events on reps' records`, value: rows[0]?.events ?? 0, unit: "" },
    { what: `${what}: counting them, p50`, value: floor, unit: "ms" },
    { what: `${what}: everybody's numbers, p50`, value: median(ms), unit: "ms" },
    { what: `${what}: of counting`, value: median(ms) / floor, unit: "×" },
    { what: `${what}: at most`, value: percentile(ms, 1), unit: "ms", goal: { atMost: MOST_MS } },
    {
      ...{ what: `${what}: a question meanwhile waits at most`, value: percentile(waits, 1), unit: "ms" },
      goal: { atMost: MOST_WAIT_MS },
    },
  ];
}

/** How long somebody else's question takes, asked every few milliseconds until then. */
async function waitsOf(ask: () => Promise<unknown>, until: AbortSignal): Promise<number[]> {
  const waits: number[] = [];
  while (!until.aborted) {
    waits.push(await timed(ask));
    await sleep(2);
  }
  return waits;
}
