// A database of its own on a real PostgreSQL: on TEST_DATABASE_URL's server, or on one started for the run as
// PostgreSQL comes, durable: what Baton runs on.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { startPostgresServer } from "../../test/support/postgresServer.ts";

/** Runs `work` with the address of an empty database, which is gone afterwards. */
export async function withPostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return withDatabase(given, work);
  const server = await startPostgresServer({ durable: true });
  try {
    return await withDatabase(server.url, work);
  } finally {
    await server.remove();
  }
}

async function withDatabase<T>(server: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `baton_bench_${randomUUID().slice(0, 8)}`;
  await administer(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  try {
    return await work(Object.assign(new URL(server), { pathname: `/${name}` }).href);
  } finally {
    await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
