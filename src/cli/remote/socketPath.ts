// Where the running bot listens for commands: in its data folder, or where there is none (or its path is too long for
// a socket's) in a folder of the same user's among the temporary files.
import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CannotRun } from "../io.ts";

/** The kernel takes 107 bytes; the socket is made under a longer name first (a dot and eight characters more). */
const LONGEST = 107 - 9;

/** `folder`: the data folder, absolute; null for data in memory, which goes by the working directory. */
export async function socketPath(folder: string | null, cwd: string): Promise<string> {
  const path = folder && join(await real(folder), "baton.sock");
  if (path !== null && Buffer.byteLength(path) <= LONGEST) return path;
  const place = path === null ? `memory ${await real(cwd)}` : `folder ${path}`;
  const name = createHash("sha256").update(place).digest("hex").slice(0, 16);
  return join(tmpdir(), `baton-${userInfo().uid}`, `${name}.sock`);
}

/**
 * Makes the folder for a socket among the temporary files, where everybody may write: it must be ours alone.
 * @throws CannotRun when somebody else made it
 */
export async function prepareSocketFolder(path: string): Promise<void> {
  const folder = dirname(path);
  if (dirname(folder) !== resolve(tmpdir())) return; // the data folder is its owner's business
  await fs.mkdir(folder, { mode: 0o700 }).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
  const { uid } = userInfo();
  const stat = await fs.lstat(folder);
  if (stat.isDirectory() && stat.uid === uid && (stat.mode & 0o077) === 0) return;
  throw new CannotRun(
    `${folder}: not a folder of this user's alone, so no commands are taken there; remove it, or set TMPDIR`,
  );
}

/** Through links, so that bot and command agree; as it is where it does not exist yet. */
async function real(path: string): Promise<string> {
  return fs.realpath(path).catch(() => resolve(path));
}
