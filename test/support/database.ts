/** Databases for tests: the embedded one for what a test file needs by itself, a real PostgreSQL for races. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { openAsBlob } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import pg from "pg";
import { pino } from "pino";
import { afterAll, inject } from "vitest";
import { type Database, openDatabase } from "../../src/store/database/open.ts";
import { type Shared, template } from "./postgresGlobal.ts";

export const silent = pino({ level: "silent" });

/** The test file's own migrated, embedded database, in memory. Call at the top of the file; it closes by itself. */
export async function embeddedTestDatabase(): Promise<Database> {
  const database = await freshEmbedded();
  afterAll(database.close);
  return database;
}

/** A migrated, embedded database in memory that whoever asked for it closes. */
export async function freshEmbedded(): Promise<Database> {
  const dump = await openAsBlob(await shared("dump"));
  return openDatabase({ dataDir: "memory", dump, log: silent });
}

export type RealPostgres = {
  /** Of this test file's own database. */
  url: string;
  /** Opens it, as one instance of Baton would. All are closed at the end of the file. */
  open(options?: { poolSize?: number; url?: string }): Promise<Database>;
};

/**
 * A database on a real PostgreSQL, for this test file alone. Call at the top of the file; it is dropped at its end.
 * @param contents `empty` for one without any migration.
 */
export async function realPostgres(contents: "migrated" | "empty" = "migrated"): Promise<RealPostgres> {
  const server = await shared("postgres");
  const name = `baton_test_${randomUUID().slice(0, 8)}`;
  const source = contents === "migrated" ? template : "template0";
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${source}`);
  const opened: Database[] = [];
  afterAll(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    url,
    open: async (options) => {
      const database = await openDatabase({ url, dataDir: "memory", log: silent, ...options });
      opened.push(database);
      return database;
    },
  };
}

/** Empties every table, between tests. Passes the triggers that keep events from being deleted. */
export async function truncateAll({ pool }: Pick<Database, "pool">): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'`,
  );
  if (rows.length === 0) return;
  const tables = rows.map(({ name }) => name).join(", ");
  await pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE ${tables} RESTART IDENTITY; COMMIT`,
  );
}

async function shared(name: keyof Shared): Promise<string> {
  const socket = connect(inject("sharedDatabasesPort"), "127.0.0.1");
  await once(socket, "connect");
  socket.write(name);
  const answer = JSON.parse(await text(socket)) as { value: string } | { error: string };
  if ("error" in answer) throw new Error(`No ${name} for the tests: ${answer.error}`);
  return answer.value;
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
