/**
 * Brings a database up to date. Prisma's own `migrate deploy` needs a native engine that is not to be had everywhere;
 * this keeps the same table with the same checksums, so that either may carry on where the other left off.
 */
import type pg from "pg";
import { MigrationRefused } from "./errors.ts";
import { isDatabaseAway, reasonOf } from "./failures.ts";
import { type Migration, readMigrations } from "./migrationFiles.ts";

/** Prisma's key for its advisory lock: whoever migrates, one at a time. */
const LOCK = 72707369;

/** Longer than any migration: building an index on a large table must not be given up half-way. */
const HOURS_6 = 6 * 3_600_000;

const createTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

type Recorded = { name: string; checksum: string; finished: boolean };

/**
 * Applies the migrations that the database does not have yet, each with its record in one transaction. Any number of
 * instances may call it at once: they take turns, and each migration runs once.
 * @returns the names of those applied by this call, in order.
 * @throws MigrationRefused when the database and the files do not fit together, and nothing is changed then; or when
 *   the database refuses one of them, which is then undone. A lost connection is thrown as it came.
 */
export async function migrate(pool: pg.Pool, migrations?: readonly Migration[]): Promise<string[]> {
  const files = migrations ?? (await readMigrations());
  const applied: string[] = [];
  const client = await pool.connect();
  try {
    for (;;) {
      const name = await applyNext(client, files);
      if (name === undefined) return applied;
      applied.push(name);
    }
  } catch (error) {
    if (error instanceof MigrationRefused || isDatabaseAway(error)) throw error;
    throw new MigrationRefused(`The database refused to be brought up to date: ${reasonOf(error)}.`, {
      cause: error,
    });
  } finally {
    // Destroyed rather than returned: an open transaction, its lock and its settings end with the connection.
    client.release(true);
  }
}

/**
 * The names of the migrations that the database does not have yet; reads only.
 * @throws MigrationRefused when the database and the files do not fit together.
 */
export async function pendingMigrations(pool: pg.Pool, migrations?: readonly Migration[]): Promise<string[]> {
  const files = migrations ?? (await readMigrations());
  const { rows } = await pool.query(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS exists`);
  const recorded = rows[0].exists ? await readRecorded(pool) : [];
  return pending(files, recorded).map(({ name }) => name);
}

/** One transaction a migration: a value that one adds to an enum cannot be used before it is committed. */
async function applyNext(client: pg.PoolClient, files: readonly Migration[]): Promise<string | undefined> {
  await run(client, `BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(${LOCK})`);
  await run(client, createTable);
  const [next] = pending(files, await readRecorded(client));
  if (next) {
    await start(client, next);
    await apply(client, next);
    await finish(client, next);
  }
  await run(client, "COMMIT");
  return next?.name;
}

/** By the wall clock: the transaction's `now()` is when it began to wait for the lock. */
async function start(client: pg.PoolClient, { name, checksum }: Migration): Promise<void> {
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, migration_name, checksum, started_at)
     VALUES (gen_random_uuid()::text, $1, $2, clock_timestamp())`,
    [name, checksum],
  );
}

async function finish(client: pg.PoolClient, { name }: Migration): Promise<void> {
  await client.query(
    `UPDATE "_prisma_migrations" SET finished_at = clock_timestamp(), applied_steps_count = 1
     WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
    [name],
  );
}

async function apply(client: pg.PoolClient, { name, sql }: Migration): Promise<void> {
  try {
    await run(client, sql);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const { message, position } = error as { message: string; position?: string };
    const line = position ? ` at line ${sql.slice(0, Number(position)).split("\n").length}` : "";
    throw new MigrationRefused(`Migration ${name} failed${line} and was undone: ${message}.`, {
      cause: error,
    });
  }
}

/** One simple-protocol query, however many statements: cutting at `;` would cut through function bodies. */
function run(client: pg.PoolClient, text: string): Promise<unknown> {
  return client.query({ text, query_timeout: HOURS_6 } as pg.QueryConfig);
}

async function readRecorded(queryable: pg.Pool | pg.PoolClient): Promise<Recorded[]> {
  const { rows } = await queryable.query<Recorded>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

function pending(files: readonly Migration[], recorded: readonly Recorded[]): Migration[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { name, checksum, finished } of recorded) {
    const file = byName.get(name);
    if (!file) {
      throw new MigrationRefused(
        `The database has the migration ${name}, which this version of Baton does not know: ` +
          "it was brought up to date by a newer version. Run that one.",
      );
    }
    if (!finished) {
      throw new MigrationRefused(
        `The migration ${name} was begun by another tool and did not finish. ` +
          "Restore the database, or settle it with `prisma migrate resolve`.",
      );
    }
    if (checksum !== file.checksum) {
      throw new MigrationRefused(
        `The migration ${name} was changed after it had been applied to this database. ` +
          "Put the file back as it was; a change belongs in a new migration.",
      );
    }
  }
  const done = new Set(recorded.map(({ name }) => name));
  return files.filter(({ name }) => !done.has(name));
}
