import { describe, expect, test } from "vitest";
import { embeddedTestDatabase, realPostgres, truncateAll } from "../../support/database.ts";

const embedded = await embeddedTestDatabase();
const real = await (await realPostgres()).open();

describe.each([
  { name: "embedded", database: embedded },
  { name: "PostgreSQL", database: real },
])("$name", ({ database }) => {
  test("a session is in UTC whatever the server's zone", async () => {
    const { rows } = await database.pool.query("SHOW TIME ZONE");
    expect(rows).toEqual([{ TimeZone: "UTC" }]);
    await truncateAll(database);
  });
});
