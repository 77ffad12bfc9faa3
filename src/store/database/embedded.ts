/** The embedded database: a folder with its lock, a PGlite on it, and a pool of one connection to that. */
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { type Lock, lockFolder } from "./lock.ts";
import { startPglite } from "./pglite.ts";
import { PgliteStream } from "./pgliteStream.ts";
import { GuardedPool } from "./transactionGuard.ts";

/** `dataDir`: BATON_DATA_DIR, or `memory`. `dump`: contents for a database that does not exist yet. */
type EmbeddedOptions = { dataDir: string | "memory"; dump?: Blob | undefined };

export type Embedded = {
  pool: GuardedPool;
  pglite: PGlite;
  /** Where PostgreSQL's files are; `memory` for none. */
  folder: string | "memory";
  /** Closes PGlite and then gives up the lock. The pool must have ended. Call once. */
  close(): Promise<void>;
};

/**
 * Opens the embedded database, creating it where there is none.
 * @throws DatabaseLocked when another process has it open.
 */
export async function openEmbedded({ dataDir, dump }: EmbeddedOptions): Promise<Embedded> {
  if (dataDir === "memory") {
    return connected(await startPglite({ folder: "memory", dump }), "memory");
  }
  const folder = embeddedFolder(dataDir);
  await mkdir(dataDir, { recursive: true });
  const lock = lockFolder(folder);
  try {
    return connected(await startInFolder(folder, dump), folder, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Where the embedded database of a data folder keeps PostgreSQL's files: absolute. */
function embeddedFolder(dataDir: string): string {
  return resolve(join(dataDir, "database"));
}

/** A folder whose creation was cut short never held a lead; the mark next to it says so, and it is made anew. */
async function startInFolder(folder: string, dump: Blob | undefined): Promise<PGlite> {
  const unfinished = `${folder}.unfinished`;
  if (existsSync(unfinished)) await rm(folder, { recursive: true, force: true });
  if (existsSync(folder)) return startPglite({ folder });
  await writeFile(unfinished, "");
  const pglite = await startPglite({ folder, dump });
  await rm(unfinished);
  return pglite;
}

function connected(pglite: PGlite, folder: string, lock?: Lock): Embedded {
  // No time-outs: there is no network to lose, and a queue behind the one connection is work, not a fault.
  const pool = new GuardedPool({
    max: 1,
    idleTimeoutMillis: 0,
    user: "postgres",
    database: "postgres",
    ssl: false,
    stream: () => new PgliteStream(pglite) as never,
  });
  const close = async () => {
    await pglite.close();
    lock?.release();
  };
  return { pool, pglite, folder, close };
}
