/** A dump of a migrated, empty embedded database, so that a test file begins in 0.3 s instead of 4. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openEmbedded } from "../../src/store/database/embedded.ts";
import { migrate } from "../../src/store/database/migrate.ts";
import { readMigrations } from "../../src/store/database/migrationFiles.ts";

const cache = fileURLToPath(new URL("../../node_modules/.cache/baton", import.meta.url));

/** @returns the dump's file, made now unless one of the same migrations and the same PGlite is there. */
export async function migratedDump(): Promise<string> {
  const file = join(cache, `migrated-${await fingerprint()}.tar`);
  if (!existsSync(file)) await makeDump(file);
  return file;
}

async function makeDump(file: string): Promise<void> {
  const { pool, pglite, close } = await openEmbedded({ dataDir: "memory" });
  await migrate(pool);
  await pool.end();
  const dump = await pglite.dumpDataDir("none");
  await close();
  await mkdir(cache, { recursive: true });
  // Two runs may make it at the same time; a reader sees a whole file or none.
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, dump.stream());
  await rename(unfinished, file);
}

async function fingerprint(): Promise<string> {
  const pglite = dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite"));
  const { version } = JSON.parse(await readFile(join(pglite, "../package.json"), "utf8")) as {
    version: string;
  };
  const migrations = (await readMigrations()).map(({ name, checksum }) => [name, checksum]);
  return createHash("sha256")
    .update(JSON.stringify([version, migrations]))
    .digest("hex")
    .slice(0, 16);
}
