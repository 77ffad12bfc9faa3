import { afterAll, expect, test, vi } from "vitest";
import { isDatabaseAway, reasonOf } from "../../../src/store/database/failures.ts";
import { openDatabase } from "../../../src/store/database/open.ts";
import { defaultPatience } from "../../../src/store/database/postgres.ts";
import { realPostgres, silent } from "../../support/database.ts";
import { startPostgresServer } from "../../support/postgresServer.ts";

const server = await startPostgresServer();
afterAll(() => server.remove());

test("while the server is down every query fails as away, and works by itself when it is back", async () => {
  const warn = vi.fn();
  const { prisma, pool, close } = await openDatabase({ url: server.url, dataDir: "memory", log: { warn } });
  const queries = () => [
    prisma.$queryRaw`SELECT 1`,
    pool.query("SELECT 1"),
    prisma.$transaction((transaction) => transaction.$queryRaw`SELECT 1`),
    prisma.$transaction([prisma.$queryRaw`SELECT 1`]),
  ];
  await Promise.all(queries());
  const cut = prisma.$queryRaw`SELECT pg_sleep(30)`.catch((error: unknown) => error);
  await vi.waitFor(async () => {
    const { rows } = await pool.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'");
    expect(rows).not.toEqual([]);
  });
  await server.stop();
  expect(isDatabaseAway(await cut)).toBe(true);
  for (const outcome of await Promise.allSettled(queries())) {
    expect(outcome.status === "rejected" && isDatabaseAway(outcome.reason)).toBe(true);
  }
  expect(warn).toHaveBeenCalled();
  await server.start();
  await Promise.all(queries());
  await close();
});

test("a transaction cut off in the middle fails as away and leaves a usable pool", async () => {
  const { prisma, pool, close } = await openDatabase({
    url: server.url,
    dataDir: "memory",
    log: silent,
    poolSize: 1,
  });
  const work = prisma.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT 1`;
    await server.stop();
    await server.start();
    await transaction.$queryRaw`SELECT 1`;
  });
  expect(isDatabaseAway(await work.catch((error: unknown) => error))).toBe(true);
  expect((await pool.query("SELECT 2 AS n")).rows).toEqual([{ n: 2 }]);
  await close();
});

test("a server that stops answering is given up in time, also inside a transaction", async () => {
  const patience = { ...defaultPatience, statement: 200 };
  const options = { url: server.url, dataDir: "memory", log: silent, patience, poolSize: 1 };
  const { prisma, pool, close } = await openDatabase(options);
  const frozen: number[] = [];
  const started = performance.now();
  const work = prisma.$transaction(async (transaction) => {
    const [backend] = await transaction.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    frozen.push((backend as { pid: number }).pid);
    process.kill((backend as { pid: number }).pid, "SIGSTOP");
    await transaction.$queryRaw`SELECT 1`;
  });
  expect(isDatabaseAway(await work.catch((error: unknown) => error))).toBe(true);
  expect((await pool.query("SELECT 2 AS n")).rows).toEqual([{ n: 2 }]);
  expect(performance.now() - started).toBeLessThan(5_000);
  for (const pid of frozen) process.kill(pid, "SIGCONT");
  await close();
});

test("a connection lost while it is held but idle fails the next query, not the process", async () => {
  const { pool, close } = await openDatabase({ url: server.url, dataDir: "memory", log: silent });
  const client = await pool.connect();
  const lost = new Promise<void>((resolve) => client.once("end", () => resolve()));
  await server.stop();
  await lost;
  const error = await client.query("SELECT 1").catch((error: unknown) => error);
  expect(isDatabaseAway(error)).toBe(true);
  client.release(true);
  await server.start();
  await close();
});

test("a statement that takes too long is cancelled by the server", async () => {
  const patience = { ...defaultPatience, statement: 200 };
  const { prisma, close } = await openDatabase({ url: server.url, dataDir: "memory", log: silent, patience });
  const error = await prisma.$queryRaw`SELECT pg_sleep(30)`.catch((error: unknown) => error);
  expect(reasonOf(error)).toBe("canceling statement due to statement timeout");
  expect(isDatabaseAway(error)).toBe(true);
  await close();
});

test("opening says in one line what cannot be reached and why, without the password", async () => {
  const { url } = await realPostgres();
  const name = new URL(url).pathname.slice(1);
  const at = new URL(url).host;
  const attempts = {
    "postgres://ann:hunter2@127.0.0.1:1/baton":
      /^PostgreSQL at 127\.0\.0\.1:1\/baton cannot be reached: connect ECONNREFUSED/,
    "postgres://ann:hunter2@nowhere.invalid/baton":
      /^PostgreSQL at nowhere\.invalid:5432\/baton cannot be reached: getaddrinfo/,
    [`postgres://ann:hunter2@${at}/${name}`]: /cannot be reached: role "ann" does not exist/,
    [`postgres://postgres:hunter2@${at}/absent`]: /cannot be reached: database "absent" does not exist/,
  };
  for (const [address, said] of Object.entries(attempts)) {
    const error = await openDatabase({ url: address, dataDir: "memory", log: silent }).catch(
      (error: Error) => error,
    );
    expect(error).toMatchObject({ name: "DatabaseUnreachable", message: expect.stringMatching(said) });
    expect((error as Error).message).not.toMatch(/hunter2|\n/);
  }
});
