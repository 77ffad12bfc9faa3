import { expect, test } from "vitest";
import { embeddedTestDatabase, realPostgres, truncateAll } from "../../support/database.ts";

const postgres = await realPostgres();
const databases = await Promise.all([embeddedTestDatabase(), postgres.open()]);

test("truncateAll empties tables that refer to each other and refuse deletion", async () => {
  for (const database of databases) {
    await database.pool.query(`
      CREATE TABLE parent (id serial PRIMARY KEY);
      CREATE TABLE child (id int REFERENCES parent);
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'append only'; END; $$;
      CREATE TRIGGER kept BEFORE TRUNCATE ON child FOR EACH STATEMENT EXECUTE FUNCTION refuse();
      INSERT INTO parent VALUES (DEFAULT); INSERT INTO child VALUES (1)`);
    await expect(database.pool.query("TRUNCATE child")).rejects.toThrow("append only");
    await truncateAll(database);
    const { rows } = await database.pool.query(
      "SELECT (SELECT count(*)::int FROM parent) AS parents, (SELECT count(*)::int FROM child) AS children",
    );
    expect(rows).toEqual([{ parents: 0, children: 0 }]);
    await expect(database.pool.query("TRUNCATE child")).rejects.toThrow("append only");
  }
});
