// Many deadlines at one instant among very many: how late the last of them happen, and how soon after a restart.
import { type Clock, type Instant, instant, systemClock, toMs } from "../src/clock.ts";
import { Sweeper } from "../src/jobs/sweeper.ts";
import { withPostgres } from "./support/postgres.ts";
import { BUFFER_MS } from "./support/rules.ts";
import { percentile, timed } from "./support/stats.ts";
import type { Benchmark, Figure, Size } from "./support/types.ts";
import { engineOn, offer, openWorld, silent, takeIn, type World } from "./support/world.ts";

const HOUR_MS = 3_600_000;
const SIZES: Record<Size, { pending: number; due: number }> = {
  full: { pending: 100_000, due: 5_000 },
  quick: { pending: 10_000, due: 1_000 },
};
/** What a crashed instance had taken: until its lease is over, nobody else may do it. */
const CRASHED_WITH = 200;
const LEASE_MS = 2_000;
/** The sweeper is running, with nothing to do, for so long before. */
const LEAD_MS = 2_000;

export const deadlines: Benchmark = {
  name: "deadlines",
  title: "Deadlines due at one instant among 100,000 pending, on PostgreSQL",
  run: (size) =>
    withPostgres(async (url) => {
      const { pending, due } = SIZES[size];
      await using world = await openWorld(url);
      const tomorrow = systemClock.now() + 24 * HOUR_MS;
      await takeIn(world, pending, (index) => instant(tomorrow + index * 1_000));
      return [
        ...(await offersRunOut(world, due)),
        ...(await buffersEnd(world, due)),
        ...(await restart(world, url, due)),
      ];
    }),
};

/** Offers become overdue: a notice each or in bundles, and the card behind. */
async function offersRunOut(world: World, due: number): Promise<Figure[]> {
  const at = hoursFromNow(1);
  await offer(world, due, at);
  await settle(world);
  return lateness("offers overdue", await sweepUntilDone(world, due, at, clockAt(toMs(at) - LEAD_MS)));
}

/** Buffers end: each lead is qualified, given to a rep by fair shares, and its card is behind. */
async function buffersEnd(world: World, due: number): Promise<Figure[]> {
  const at = hoursFromNow(2);
  await takeIn(world, due, () => instant(toMs(at) - BUFFER_MS));
  await settle(world);
  return lateness("buffers ended", await sweepUntilDone(world, due, at, clockAt(toMs(at) - LEAD_MS)));
}

/** Everything became due while nobody was there, and the instance that went had begun with some of it. */
async function restart(world: World, url: string, due: number): Promise<Figure[]> {
  const at = hoursFromNow(2.5);
  await takeIn(world, due, () => instant(toMs(at) - BUFFER_MS));
  await settle(world);
  const clock = clockAt(toMs(at) + LEAD_MS);
  await world.stores.leads.leaseDue(instant(clock.now()), CRASHED_WITH, LEASE_MS);
  const ms = await timed(async () => {
    await using fresh = await openWorld(url);
    await sweepUntilDone(fresh, due, at, clock);
  });
  return [
    { what: `${due} due at a restart, all done after`, value: ms, unit: "ms", goal: { atMost: 5_000 } },
  ];
}

function hoursFromNow(hours: number): Instant {
  return instant(systemClock.now() + hours * HOUR_MS);
}

/** A clock that runs as the system's does, set to `ms` now: nobody has to wait for the hours in between. */
function clockAt(ms: number): Clock {
  const ahead = ms - systemClock.now();
  return { now: () => systemClock.now() + ahead };
}

function lateness(what: string, late: readonly number[]): Figure[] {
  return [
    { what: `${late.length} ${what}, lateness p50`, value: percentile(late, 0.5), unit: "ms" },
    {
      what: `${late.length} ${what}, lateness p99`,
      value: percentile(late, 0.99),
      unit: "ms",
      goal: { atMost: 1_000 },
    },
  ];
}

/** Runs the sweeper until so many steps are on disk; how long after `at` each of them was, in ms. */
async function sweepUntilDone(
  { stores }: World,
  count: number,
  at: Instant,
  clock: Clock,
): Promise<number[]> {
  const late: number[] = [];
  const done = Promise.withResolvers<void>();
  const engine = engineOn(stores, {
    clock,
    stepsDue: () => sweeper.wake(),
    enrichmentDue: () => {},
    recorded: () => {
      late.push(clock.now() - toMs(at));
      if (late.length === count) done.resolve();
    },
  });
  const sweeper: Sweeper = new Sweeper({
    ...{ engine, leads: stores.leads, clock, log: silent },
    every: "* * * * * *",
    batch: 500,
    beforeTaking: async () => {},
  });
  sweeper.start();
  await done.promise;
  await sweeper.stop();
  return late;
}

/** What autovacuum would have done by the time so many rows had come in. */
async function settle({ database }: World): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    await client.query("VACUUM ANALYZE");
  } finally {
    client.release(true);
  }
}
