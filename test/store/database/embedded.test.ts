import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DatabaseLocked } from "../../../src/store/database/errors.ts";
import { openDatabase } from "../../../src/store/database/open.ts";
import { vacuum } from "../../../src/store/database/vacuum.ts";
import { silent } from "../../support/database.ts";

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "baton-embedded-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  rmSync(dataDir, { recursive: true });
});

const open = () => openDatabase({ dataDir, log: silent });

/** Another process with this database: it writes numbers and says each on a line once it is committed. */
function writer(count: number): { child: ChildProcess; lines: AsyncIterator<string> } {
  const script = fileURLToPath(new URL("./writer.ts", import.meta.url));
  const child = spawn(process.execPath, [script, dataDir, `${count}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

test("a second process is refused, naming the folder, until the first is killed; what it committed is there", async () => {
  const { child, lines } = writer(Number.POSITIVE_INFINITY);
  let committed = "";
  for (let line = 0; line < 20; line++) committed = (await lines.next()).value;
  const refused = await open().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DatabaseLocked);
  expect((refused as Error).message).toContain(`The database in ${join(dataDir, "database")} is in use`);
  await kill(child);
  for await (const line of { [Symbol.asyncIterator]: () => lines }) committed = line;
  const { pool, close } = await open();
  const { rows } = await pool.query("SELECT count(*)::int AS n FROM written WHERE n <= $1", [committed]);
  expect(rows).toEqual([{ n: Number(committed) }]);
  await close();
});

test("a process that closes its database ends by itself and gives the folder up", async () => {
  const { child, lines } = writer(3);
  for await (const _ of { [Symbol.asyncIterator]: () => lines });
  if (child.exitCode === null) await once(child, "exit");
  expect(child.exitCode).toBe(0);
  const { pool, close } = await open();
  expect((await pool.query("SELECT max(n) AS n FROM written")).rows).toEqual([{ n: 3 }]);
  await close();
  await close();
});

test("a folder whose making was cut short is made anew", async () => {
  mkdirSync(join(dataDir, "database"));
  writeFileSync(join(dataDir, "database", "PG_VERSION"), "18\n");
  writeFileSync(join(dataDir, "database.unfinished"), "");
  const { pool, close } = await open();
  await pool.query("CREATE TABLE kept (n int)");
  await close();
  const again = await open();
  expect((await again.pool.query("SELECT * FROM kept")).rows).toEqual([]);
  await again.close();
});

test("rows that were read do not stay in memory", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const { pool, close } = await openDatabase({ dataDir: "memory", log: silent });
  const read = async (times: number) => {
    for (let n = 0; n < times; n++) await pool.query("SELECT n, 'x' FROM generate_series(1, 20000) n");
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = await read(2);
  expect((await read(10)) - before).toBeLessThan(10_000_000);
  await close();
});

test("vacuum gives the room of dead rows back and refreshes the statistics", async () => {
  const { pool, kind, close } = await openDatabase({ dataDir: "memory", log: silent });
  await pool.query('CREATE TABLE "Busy" AS SELECT repeat($$x$$, 100) AS text FROM generate_series(1, 5000)');
  await pool.query('DELETE FROM "Busy"');
  const size = async () =>
    (
      await pool.query(
        `SELECT pg_table_size('"Busy"')::int AS size, reltuples AS rows FROM pg_class WHERE relname = 'Busy'`,
      )
    ).rows[0];
  const before = await size();
  await vacuum({ kind, pool }, ["Busy"]);
  expect(await size()).toEqual({
    size: expect.toSatisfy((bytes: number) => bytes < before.size / 10),
    rows: 0,
  });
  await close();
});
