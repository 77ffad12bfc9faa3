import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { OutsideTransaction } from "../../../src/store/database/errors.ts";
import { embeddedTestDatabase, realPostgres } from "../../support/database.ts";

const postgres = await realPostgres();
const [embedded, real] = await Promise.all([embeddedTestDatabase(), postgres.open()]);

describe.each([
  { kind: "the embedded database", database: embedded },
  { kind: "PostgreSQL", database: real },
])("on $kind", ({ database: { prisma, pool } }) => {
  beforeAll(async () => {
    await pool.query("CREATE TABLE note (id int PRIMARY KEY)");
  });
  afterEach(async () => {
    await pool.query("DELETE FROM note");
  });
  const notes = async () => (await pool.query("SELECT id FROM note ORDER BY id")).rows.map(({ id }) => id);

  test("using the outer client inside a transaction is an error at once, and undoes it", async () => {
    const outside = [
      () => prisma.$queryRaw`SELECT 1`,
      () => prisma.$transaction(async () => 1),
      () => prisma.$transaction([prisma.$queryRaw`SELECT 1`]),
      () => pool.query("SELECT 1"),
    ];
    for (const query of outside) {
      const work = prisma.$transaction(async (transaction) => {
        await transaction.$executeRaw`INSERT INTO note VALUES (1)`;
        await query();
      });
      await expect(work).rejects.toThrow(OutsideTransaction);
    }
    expect(await notes()).toEqual([]);
  });

  test("work that a transaction started and left running may query after it", async () => {
    const over = Promise.withResolvers<void>();
    let left: Promise<number[]> | undefined;
    await prisma.$transaction(async (transaction) => {
      left = over.promise.then(notes);
      await transaction.$executeRaw`INSERT INTO note VALUES (2)`;
    });
    over.resolve();
    expect(await left).toEqual([2]);
  });

  test("an error inside a transaction leaves nothing of it to the next", async () => {
    const failing = prisma.$transaction(async (transaction) => {
      await transaction.$executeRaw`INSERT INTO note VALUES (3)`;
      await transaction.$executeRaw`INSERT INTO note VALUES (3)`;
    });
    await expect(failing).rejects.toThrow(/note_pkey|already exists|P2010/i);
    await prisma.$transaction((transaction) => transaction.$executeRaw`INSERT INTO note VALUES (4)`);
    expect(await notes()).toEqual([4]);
  });

  test("a prepared statement works again after the error that cost its connection", async () => {
    const insert = (id: number) => prisma.$executeRaw`INSERT INTO note VALUES (${id})`;
    await insert(5);
    await expect(insert(5)).rejects.toThrow();
    await insert(6);
    expect(await notes()).toEqual([5, 6]);
  });

  test("fifty transactions at once are all done", async () => {
    const ids = Array.from({ length: 50 }, (_, id) => id);
    await Promise.all(
      ids.map((id) =>
        prisma.$transaction(async (transaction) => {
          await transaction.$executeRaw`INSERT INTO note VALUES (${id})`;
        }),
      ),
    );
    expect(await notes()).toEqual(ids);
  });
});
