/**
 * A dump of a migrated, empty embedded database: what begins with it begins in less than a second instead of four.
 * `npm ci` makes it, for tests and the demo.
 */
import { createHash } from "node:crypto";
import { existsSync, openAsBlob } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { readMigrations } from "./migrationFiles.ts";

const cache = fileURLToPath(new URL("../../../node_modules/.cache/baton", import.meta.url));

/** @returns the dump's file, made now unless one of the same migrations and the same PGlite is there. */
export async function migratedDump(): Promise<string> {
  const file = await dumpFile();
  if (!existsSync(file)) await makeDump(file);
  return file;
}

/** The dump that has been made already; undefined where there is none that fits. */
export async function madeDump(): Promise<Blob | undefined> {
  const file = await dumpFile();
  return existsSync(file) ? openAsBlob(file) : undefined;
}

async function dumpFile(): Promise<string> {
  return join(cache, `migrated-${await fingerprint()}.tar`);
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
