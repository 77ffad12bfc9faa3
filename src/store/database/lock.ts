/**
 * One process per embedded database: two on one folder lose rows without an error. The lock is SQLite's on an
 * empty file, because the kernel releases it however the process ends, kill -9 included.
 */
import { DatabaseSync } from "node:sqlite";
import { DatabaseLocked } from "./errors.ts";

/** Held at module level: a handle that nothing refers to is garbage, and its lock with it. */
const held = new Set<DatabaseSync>();

const SQLITE_BUSY = 5;

export type Lock = { release(): void };

/**
 * Takes the lock for a folder, at `<folder>.lock`. Nothing else may open that file in this process: closing any
 * other handle on it would release the lock (POSIX).
 * @throws DatabaseLocked at once when another holds it.
 */
export function lockFolder(folder: string): Lock {
  const file = new DatabaseSync(`${folder}.lock`);
  try {
    file.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    file.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) {
      throw new DatabaseLocked(folder, { cause: error });
    }
    throw error;
  }
  held.add(file);
  return {
    release: () => {
      if (held.delete(file)) file.close();
    },
  };
}
