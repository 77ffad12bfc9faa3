// The managers' queue with very many leads open and far more closed: any page, under any filter, against reading twenty
// leads whose ids are known.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PAGE_SIZE, renderQueue } from "../blocks/queue.ts";
import type { QueueFilter } from "../src/app/ports.ts";
import { queueStatus } from "../src/app/queueStatus.ts";
import { systemClock } from "../src/clock.ts";
import { inBulk } from "./support/bulk.ts";
import { withPostgres } from "./support/postgres.ts";
import { repId } from "./support/rules.ts";
import { seedLeads } from "./support/seed.ts";
import { median, percentile, repeated, timed } from "./support/stats.ts";
import type { Benchmark, Figure, Size } from "./support/types.ts";
import { openWorld, type World } from "./support/world.ts";

const SIZES: Record<Size, { open: number; closed: number; runs: number }> = {
  full: { open: 100_000, closed: 1_000_000, runs: 15 },
  quick: { open: 10_000, closed: 100_000, runs: 10 },
};
const REPS = Array.from({ length: 20 }, (_, index) => repId(index));
const MOST_MS = 300;

/** The first rep holds half of all that is held, the others the rest. */
const FILTERS: readonly (readonly [string, QueueFilter])[] = [
  ["all", { kind: "all" }],
  ["overdue", { kind: "overdue" }],
  ["tank", { kind: "tank" }],
  ["a rep's", { kind: "rep", rep: repId(3) }],
  ["the rep's who holds half", { kind: "rep", rep: repId(0) }],
];

export const queue: Benchmark = {
  name: "queue",
  title:
    "A page of the queue, 100,000 leads open and a million closed, against reading its twenty leads by id",
  async run(size) {
    const folder = await mkdtemp(join(tmpdir(), "baton-bench-"));
    try {
      return [
        ...(await withPostgres((url) => pages("PostgreSQL", size, url))),
        ...(await pages("embedded", size, undefined, join(folder, "data"))),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function pages(on: string, size: Size, url: string | undefined, dataDir?: string): Promise<Figure[]> {
  const { open, closed, runs } = SIZES[size];
  await using world = await openWorld(url, dataDir);
  const seeding = await timed(() =>
    seedLeads(world, { open, closed, overdue: 0.41 * open, tank: 0.37 * open, reps: REPS }),
  );
  process.stderr.write(`${on}: seeded in ${Math.round(seeding / 1_000)} s\n`);
  const floor = median(await repeated(runs, await twentyById(world)));
  const figures: Figure[] = [{ what: `${on}, twenty leads by their ids, p50`, value: floor, unit: "ms" }];
  for (const [name, filter] of FILTERS) figures.push(...(await measured(world, `${on}, ${name}`, filter)));
  // An eighth of the open leads has just moved on, and nothing has been cleared up since.
  await inBulk(world, (run) =>
    run(`UPDATE "Lead" SET seq = seq + 1 WHERE "queueRank" IS NOT NULL AND right(id, 1) IN ('0', '8')`),
  );
  figures.push(...(await measured(world, `${on}, all, an eighth just changed`, { kind: "all" })));
  return figures;

  async function measured(world: World, what: string, filter: QueueFilter): Promise<Figure[]> {
    const { matching } = await world.stores.leads.queue(filter, { offset: 0, limit: 1 }, "");
    const last = Math.ceil(matching / PAGE_SIZE);
    const first = await repeated(runs, () => answer(world, filter, 1));
    const deep = await repeated(runs, () => answer(world, filter, last));
    const middle = await repeated(runs, () => answer(world, filter, Math.ceil(last / 2)));
    const worst = percentile([...first, ...deep, ...middle], 1);
    return [
      { what: `${what}: first page, p50`, value: median(first), unit: "ms" },
      { what: `${what}: last of ${last} pages, p50`, value: median(deep), unit: "ms" },
      { what: `${what}: last page, of reading by id`, value: median(deep) / floor, unit: "×" },
      {
        what: `${what}: any of these and the middle, at most`,
        value: worst,
        unit: "ms",
        goal: { atMost: MOST_MS },
      },
    ];
  }
}

/** From the press to the blocks: what Slack is sent. */
async function answer({ stores }: World, filter: QueueFilter, page: number): Promise<void> {
  const status = await queueStatus(
    { leads: stores.leads, clock: systemClock },
    { filter, page, pageSize: PAGE_SIZE },
  );
  if (status.page !== page || status.rows.length === 0) throw new Error(`page ${page} is not there`);
  renderQueue(status, { filter, page }, { now: systemClock.now(), names: new Map(), timezone: "UTC" });
}

async function twentyById({ stores }: World): Promise<() => Promise<unknown>> {
  const { rows } = await stores.leads.queue({ kind: "all" }, { offset: 0, limit: PAGE_SIZE }, "");
  const ids = rows.map(({ lead }) => lead.id);
  return () => stores.leads.loadMany(ids);
}
