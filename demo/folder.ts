// Where the demo's data is: a temporary folder of its own, or the one that is to be kept.
import { existsSync } from "node:fs";
import { access, constants, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CannotRun } from "../src/cli/io.ts";

export interface Folder {
  /** Absolute. */
  readonly path: string;
  /** Whether it goes when the demo ends. */
  readonly temporary: boolean;
}

/** @throws CannotRun when the folder to keep is none that can be written to. */
export async function openFolder(keep: string | undefined): Promise<Folder> {
  if (keep === undefined) return { path: await mkdtemp(join(tmpdir(), "baton-demo-")), temporary: true };
  const path = resolve(keep);
  try {
    await make(path);
    // A file has no inside.
    await access(`${path}/.`, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CannotRun(`--keep: ${path} cannot hold the data (${code}); name a folder that can be written`);
  }
  return { path, temporary: false };
}

/** One after the other: with `recursive`, Node tries for ever where a file system takes no folders, such as in /proc. */
async function make(path: string): Promise<void> {
  if (!existsSync(path)) {
    await make(dirname(path));
    // For nobody else: Baton takes commands there.
    await mkdir(path, { mode: 0o700 });
  }
}
