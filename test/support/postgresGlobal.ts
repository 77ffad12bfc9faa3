/**
 * What all test files of a run share: one PostgreSQL server and one dump of the embedded database. Each is made when
 * the first test asks for it, so a run that needs none starts at once. Test files are processes of their own; they
 * ask by connecting to a port of this one and read the answer from there.
 */
import { once } from "node:events";
import { createServer } from "node:net";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migratedDump } from "../../src/store/database/emptyDump.ts";
import { migrate } from "../../src/store/database/migrate.ts";
import { type PostgresServer, startPostgresServer } from "./postgresServer.ts";

/** `postgres`: a server's address, where `template` is a migrated database. `dump`: a file's path. */
export type Shared = { postgres: string; dump: string };

export const template = "baton_test_template";

declare module "vitest" {
  interface ProvidedContext {
    sharedDatabasesPort: number;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: PostgresServer | undefined;
  const makers: { [Name in keyof Shared]: () => Promise<Shared[Name]> } = {
    postgres: async () => {
      const given = process.env.TEST_DATABASE_URL;
      server = given ? undefined : await startPostgresServer();
      const url = given ?? (server as PostgresServer).url;
      await makeTemplate(url);
      return url;
    },
    dump: migratedDump,
  };
  const made = new Map<string, Promise<string>>();
  const broker = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", async (name) => {
      const asked = name.toString() as keyof Shared;
      if (!made.has(asked)) made.set(asked, makers[asked]());
      const answer = (made.get(asked) as Promise<string>).then(
        (value) => ({ value }),
        (error: Error) => ({ error: error.message }),
      );
      socket.end(JSON.stringify(await answer));
    });
  }).listen(0, "127.0.0.1");
  await once(broker, "listening");
  const address = broker.address();
  if (address === null || typeof address === "string") throw new Error("No port to listen on.");
  project.provide("sharedDatabasesPort", address.port);
  return async () => {
    broker.close();
    await server?.remove();
  };
}

async function makeTemplate(server: string): Promise<void> {
  const url = new URL(server);
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${template}`);
  await admin.query(`CREATE DATABASE ${template} TEMPLATE template0`);
  await admin.end();
  url.pathname = `/${template}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 1 });
  await migrate(pool);
  await pool.end();
}
