import pg from "pg";
import { describe, expect, test } from "vitest";
import { describeAddress } from "../../../src/store/database/postgres.ts";
import { checkSession } from "../../../src/store/database/session.ts";
import { embeddedTestDatabase, realPostgres } from "../../support/database.ts";

const postgres = await realPostgres();
const [embedded, real] = await Promise.all([embeddedTestDatabase(), postgres.open()]);
const tenUtc = new Date("2026-03-01T10:00:00.000Z");

describe.each([
  { kind: "the embedded database", database: embedded },
  { kind: "a PostgreSQL whose zone is Asia/Kolkata", database: real },
])("on $kind", ({ database }) => {
  test("an instant comes back as it was written", async () => {
    const [row] = await database.prisma.$queryRaw<
      { at: Date; said: string }[]
    >`SELECT ${tenUtc}::timestamptz AS at, ${tenUtc}::timestamptz::text AS said`;
    expect(row).toEqual({ at: tenUtc, said: "2026-03-01 10:00:00+00" });
  });

  test("a session that was left in another zone does not pass it on", async () => {
    await expect(database.pool.query("SET TIME ZONE 'Asia/Kolkata'; SELECT 1/0")).rejects.toThrow(/zero/);
    const { rows } = await database.pool.query("SHOW TIME ZONE");
    expect(rows).toEqual([{ TimeZone: "UTC" }]);
  });
});

test("options in the address do not change the zone", async () => {
  const url = `${postgres.url}?options=-c%20timezone%3DAmerica/New_York`;
  const database = await postgres.open({ url });
  const { rows } = await database.pool.query("SHOW TIME ZONE");
  expect(rows).toEqual([{ TimeZone: "UTC" }]);
});

async function refusal(settings: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: postgres.url, options: settings, max: 1 });
  try {
    await checkSession(pool, "db.example:5432/baton");
    return "accepted";
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  } finally {
    await pool.end();
  }
}

test("a database that keeps sessions out of UTC is refused, saying so", async () => {
  expect(await refusal("-c timezone=UTC")).toBe("accepted");
  expect(await refusal("-c timezone=Asia/Kolkata")).toMatch(
    /^DatabaseUnsuitable: PostgreSQL at db\.example:5432\/baton runs our sessions in the time zone Asia\/Kolkata/,
  );
});

test("a read-only database is refused, saying so", async () => {
  const settings = "-c timezone=UTC -c default_transaction_read_only=on";
  expect(await refusal(settings)).toMatch(/^DatabaseUnsuitable: .* is read-only/);
});

test("an address that names no PostgreSQL database is refused without quoting its password", () => {
  for (const url of ["mysql://root:hunter2@localhost/baton", "postgres://u:hunter2@@x:y/z", "hunter2"]) {
    expect(() => describeAddress(url)).toThrow(/^DATABASE_URL is not the address of a PostgreSQL database/);
    expect(() => describeAddress(url)).not.toThrow(/hunter2/);
  }
});
