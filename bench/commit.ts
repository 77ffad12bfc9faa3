// The commit of one lead's decision against a bare one-row INSERT: same server, same pool, both prepared.
import type { Commit } from "../src/app/ports.ts";
import { instant, systemClock } from "../src/clock.ts";
import type { LeadId } from "../src/ids.ts";
import { withPostgres } from "./support/postgres.ts";
import { WINDOW_MS } from "./support/rules.ts";
import { chunked, median, perSecond, timed } from "./support/stats.ts";
import type { Benchmark, Figure } from "./support/types.ts";
import { engineOn, offer, openWorld, type World } from "./support/world.ts";

const AT_ONCE = 20;

export const commit: Benchmark = {
  name: "commit",
  title: "An accepted offer's commit against a bare one-row INSERT on the same PostgreSQL",
  run: (size) =>
    withPostgres(async (url) => {
      await using world = await openWorld(url);
      const rounds = size === "full" ? 10 : 4;
      const each = size === "full" ? 200 : 100;
      // Every round takes fresh offers three times over: for the sequential commits, the concurrent, the whole command.
      const ids = await offer(world, each * 3 * (rounds + 1), instant(systemClock.now() + WINDOW_MS));
      await world.database.pool.query(
        'CREATE TABLE "Bare" (id text PRIMARY KEY, body text NOT NULL); ANALYZE',
      );
      const samples: Samples[] = [];
      for (const part of chunked(ids, each * 3)) samples.push(await measure(world, part, each));
      // The first round prepares the statements.
      return figuresOf(samples.slice(1));
    }),
};

interface Rates {
  readonly bare: number;
  readonly baton: number;
}

interface Samples {
  readonly sequential: Rates;
  readonly concurrent: Rates;
  readonly command: number;
}

async function measure(world: World, ids: readonly LeadId[], each: number): Promise<Samples> {
  const [alone = [], together = [], whole = []] = chunked(ids, each);
  const { commit } = world.stores.leads;
  const written = async (one: Commit) => {
    if ((await commit(one)) !== "won") throw new Error("a commit that nobody contends was lost");
  };
  const insert = barely(world);
  const sequential = await sideBySide(await accepted(world, alone), 1, insert, written);
  const concurrent = await sideBySide(await accepted(world, together), AT_ONCE, insert, written);
  const engine = engineOn(world.stores);
  const ms = await timed(async () => {
    for (const id of whole) await engine.run(id, await acceptance(world, id));
  });
  return { sequential, concurrent, command: perSecond(each, ms) };
}

/** Alternates blocks of both, so that whatever else the machine does meets both alike. */
async function sideBySide(
  commits: readonly Commit[],
  atOnce: number,
  insert: () => Promise<unknown>,
  write: (commit: Commit) => Promise<void>,
): Promise<Rates> {
  let bare = 0;
  let baton = 0;
  for (const block of chunked(commits, 20)) {
    bare += await timed(() => inLanes(block, atOnce, insert));
    baton += await timed(() => inLanes(block, atOnce, write));
  }
  return { bare: perSecond(commits.length, bare), baton: perSecond(commits.length, baton) };
}

async function inLanes<T>(
  values: readonly T[],
  lanes: number,
  work: (value: T) => Promise<unknown>,
): Promise<void> {
  const left = values.values();
  const lane = async () => {
    for (const value of left) await work(value);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function barely({ database: { pool } }: World): () => Promise<unknown> {
  const statement = { name: "bare", text: 'INSERT INTO "Bare" (id, body) VALUES ($1, $2)' };
  const body = "one row, nothing else";
  return () => pool.query({ ...statement, values: [crypto.randomUUID(), body] });
}

async function acceptance({ stores }: World, id: LeadId) {
  const record = await stores.leads.load(id);
  if (record?.lead.state !== "offered") throw new Error(`${id} is not offered`);
  return { do: "accept", by: record.lead.owner, turn: 1 } as const;
}

/** The commits that the engine makes when these offers are accepted, decided but not yet written. */
async function accepted(world: World, ids: readonly LeadId[]): Promise<Commit[]> {
  const made: Commit[] = [];
  const held = async (one: Commit) => {
    made.push(one);
    return "won" as const;
  };
  const engine = engineOn({ ...world.stores, leads: { ...world.stores.leads, commit: held } });
  for (const id of ids) await engine.run(id, await acceptance(world, id));
  return made;
}

function figuresOf(samples: readonly Samples[]): Figure[] {
  const of = (pick: (sample: Samples) => number) => median(samples.map(pick));
  return [
    { what: "bare INSERT, one after the other", value: of(({ sequential }) => sequential.bare), unit: "/s" },
    { what: "commit, one after the other", value: of(({ sequential }) => sequential.baton), unit: "/s" },
    {
      what: "ratio, one after the other",
      value: of(({ sequential }) => sequential.baton / sequential.bare),
      unit: "×",
      goal: { atLeast: 0.4 },
    },
    { what: `bare INSERT, ${AT_ONCE} at once`, value: of(({ concurrent }) => concurrent.bare), unit: "/s" },
    { what: `commit, ${AT_ONCE} at once`, value: of(({ concurrent }) => concurrent.baton), unit: "/s" },
    {
      what: `ratio, ${AT_ONCE} at once`,
      value: of(({ concurrent }) => concurrent.baton / concurrent.bare),
      unit: "×",
    },
    { what: "whole command: load, decide, commit", value: of(({ command }) => command), unit: "/s" },
  ];
}
