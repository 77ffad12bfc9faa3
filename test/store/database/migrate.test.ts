import { createHash } from "node:crypto";
import type pg from "pg";
import { describe, expect, test } from "vitest";
import { migrate, pendingMigrations } from "../../../src/store/database/migrate.ts";
import type { Migration } from "../../../src/store/database/migrationFiles.ts";
import { openDatabase } from "../../../src/store/database/open.ts";
import { realPostgres, silent } from "../../support/database.ts";

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

const first = migration(
  "20260101000000_first",
  `-- a function's body is full of semicolons; and so is 'this; string'
   CREATE TYPE mood AS ENUM ('calm');
   CREATE TABLE cat (name text, mood mood NOT NULL DEFAULT 'calm');
   CREATE FUNCTION cats() RETURNS int LANGUAGE plpgsql AS $$
   DECLARE n int; BEGIN SELECT count(*) INTO n FROM cat; RETURN n; END; $$;`,
);
const second = migration(
  "20260102000000_second",
  `ALTER TYPE mood ADD VALUE 'wild'; INSERT INTO cat VALUES ('Tom');`,
);
const third = migration("20260103000000_third", `INSERT INTO cat VALUES ('Kit', 'wild');`);

const empty: Record<string, () => Promise<pg.Pool[]>> = {
  "the embedded database": async () => {
    const database = await openDatabase({ dataDir: "memory", log: silent });
    return [database.pool];
  },
  PostgreSQL: async () => {
    const postgres = await realPostgres("empty");
    return Promise.all([1, 2, 3].map(async () => (await postgres.open()).pool));
  },
};

describe.each(Object.keys(empty))("on %s", async (kind) => {
  const pools = (await empty[kind]?.()) as pg.Pool[];
  const [pool] = pools as [pg.Pool];
  const cats = async () => (await pool.query("SELECT cats()")).rows[0].cats;

  test("migrations are pending until they are applied", async () => {
    expect(await pendingMigrations(pool, [first])).toEqual([first.name]);
    expect(await migrate(pool, [first])).toEqual([first.name]);
    expect(await pendingMigrations(pool, [first])).toEqual([]);
    expect(await cats()).toBe(0);
  });

  test("instances that start at once apply each migration once, in order", async () => {
    const starts = [...pools, ...pools].map((each) => migrate(each, [first, second, third]));
    const applied = (await Promise.all(starts)).flat();
    expect(applied.sort()).toEqual([second.name, third.name]);
    expect(await cats()).toBe(2);
  });

  test("a second run changes nothing", async () => {
    expect(await migrate(pool, [first, second, third])).toEqual([]);
    expect(await cats()).toBe(2);
  });

  test("they are recorded as Prisma records them", async () => {
    const { rows } = await pool.query(
      `SELECT migration_name, checksum, applied_steps_count, finished_at >= started_at AS finished, logs, rolled_back_at,
         length(id) AS id FROM "_prisma_migrations" ORDER BY migration_name`,
    );
    expect(rows).toEqual(
      [first, second, third].map(({ name, checksum }) => ({
        ...{ migration_name: name, checksum, applied_steps_count: 1, finished: true },
        ...{ logs: null, rolled_back_at: null, id: 36 },
      })),
    );
  });

  test("a migration that fails is undone, and says where", async () => {
    const broken = migration("20260104000000_broken", "INSERT INTO cat VALUES ('Ghost');\nSELECT nonsense;");
    await expect(migrate(pool, [first, second, third, broken])).rejects.toThrow(
      'Migration 20260104000000_broken failed at line 2 and was undone: column "nonsense" does not exist.',
    );
    expect(await cats()).toBe(2);
    expect(await pendingMigrations(pool, [first, second, third, broken])).toEqual([broken.name]);
  });

  test("a migration changed after it was applied is refused", async () => {
    const changed = migration(second.name, `${second.sql} -- changed`);
    const added = migration("20260105000000_added", "INSERT INTO cat VALUES ('Ghost')");
    const refused = /^The migration 20260102000000_second was changed after it had been applied/;
    await expect(migrate(pool, [first, changed, third, added])).rejects.toThrow(refused);
    await expect(pendingMigrations(pool, [first, changed, third])).rejects.toThrow(refused);
    expect(await cats()).toBe(2);
  });

  test("a database brought up to date by a newer version is refused", async () => {
    await expect(migrate(pool, [first])).rejects.toThrow(
      /^The database has the migration 20260102000000_second, which this version of Baton does not know/,
    );
  });

  test("a migration that another tool began and did not finish is refused", async () => {
    await pool.query(`UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name = $1`, [
      third.name,
    ]);
    await expect(migrate(pool, [first, second, third])).rejects.toThrow(
      /begun by another tool and did not finish/,
    );
  });
});
