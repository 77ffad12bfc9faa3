import { describe, expect, test } from "vitest";
import { isDatabaseAway, isRetryable, uniqueIndexOf } from "../../../src/store/database/failures.ts";
import { embeddedTestDatabase, realPostgres } from "../../support/database.ts";

const postgres = await realPostgres();
const [embedded, real] = await Promise.all([embeddedTestDatabase(), postgres.open()]);

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "no error",
    (error: unknown) => error,
  );
}

describe.each([
  { kind: "the embedded database", database: embedded },
  { kind: "PostgreSQL", database: real },
])("on $kind", ({ database: { prisma, pool } }) => {
  test("a unique violation names its index, from Prisma and from the pool", async () => {
    await pool.query('CREATE TABLE seat (n int); CREATE UNIQUE INDEX "seat_taken" ON seat (n)');
    await pool.query("INSERT INTO seat VALUES (1)");
    const insert = "INSERT INTO seat VALUES (1)";
    for (const add of [() => prisma.$executeRawUnsafe(insert), () => pool.query(insert)]) {
      const error = await failure(add());
      expect(uniqueIndexOf(error)).toBe("seat_taken");
      expect([isDatabaseAway(error), isRetryable(error)]).toEqual([false, false]);
    }
  });

  test("an error in the query is neither an outage, nor a reason to retry, nor a duplicate", async () => {
    const error = await failure(prisma.$queryRaw`SELECT nonsense`);
    expect(error).toBeInstanceOf(Error);
    expect([isDatabaseAway(error), isRetryable(error), uniqueIndexOf(error)]).toEqual([
      false,
      false,
      undefined,
    ]);
  });
});

test("of two transactions that block each other, one is told to try again", async () => {
  const { prisma, pool } = real;
  await pool.query("CREATE TABLE pair (id int PRIMARY KEY, n int); INSERT INTO pair VALUES (1, 0), (2, 0)");
  const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const cross = (first: number, second: number, mine: number) =>
    prisma.$transaction(async (transaction) => {
      await transaction.$executeRaw`UPDATE pair SET n = n + 1 WHERE id = ${first}`;
      both[mine]?.resolve();
      await both[1 - mine]?.promise;
      await transaction.$executeRaw`UPDATE pair SET n = n + 1 WHERE id = ${second}`;
    });
  const outcomes = await Promise.all([failure(cross(1, 2, 0)), failure(cross(2, 1, 1))]);
  const errors = outcomes.filter((outcome) => outcome !== "no error");
  expect(errors).toHaveLength(1);
  expect(isRetryable(errors[0])).toBe(true);
  expect(isDatabaseAway(errors[0])).toBe(false);
});

test("a serialization failure is a reason to try again", async () => {
  const { prisma, pool } = real;
  await pool.query("CREATE TABLE tally (n int); INSERT INTO tally VALUES (0)");
  const error = await failure(
    prisma.$transaction(
      async (transaction) => {
        await transaction.$queryRaw`SELECT n FROM tally`;
        const other = await postgres.open();
        await other.pool.query("UPDATE tally SET n = n + 1");
        await transaction.$executeRaw`UPDATE tally SET n = n + 10`;
      },
      { isolationLevel: "RepeatableRead" },
    ),
  );
  expect(isRetryable(error)).toBe(true);
});
