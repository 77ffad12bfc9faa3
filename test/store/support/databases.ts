/** The same tests on the embedded database and on a real PostgreSQL. */
import { describe } from "vitest";
import type { Database } from "../../../src/store/database/open.ts";
import { createStores, type Stores } from "../../../src/store/index.ts";
import { embeddedTestDatabase, realPostgres, truncateAll } from "../../support/database.ts";

export interface Subject {
  readonly stores: Stores;
  /** A second instance of Baton on the same database; on the embedded one, which allows no second, the same. */
  readonly other: Stores;
  readonly database: Database;
  empty(): Promise<void>;
}

const postgres = await realPostgres();

const subjects: Record<string, Subject> = {
  "the embedded database": await subject(await embeddedTestDatabase()),
  PostgreSQL: await subject(await postgres.open({ poolSize: 20 }), await postgres.open()),
};

async function subject(database: Database, second: Database = database): Promise<Subject> {
  return {
    stores: createStores(database),
    other: createStores(second),
    database,
    empty: () => truncateAll(database),
  };
}

/** Declares `tests` once for each kind of database. */
export function onBothDatabases(tests: (subject: Subject) => void): void {
  for (const [name, subject] of Object.entries(subjects)) describe(`on ${name}`, () => tests(subject));
}
