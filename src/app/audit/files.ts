// Reading and writing the files of the audit commands. A failure names the file and what could not be done with it.
import { isUtf8 } from "node:buffer";
import type fs from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** The part of node:fs/promises that is needed. */
export type AuditFiles = Pick<
  typeof fs,
  "readFile" | "open" | "rename" | "rm" | "mkdtemp" | "realpath" | "stat"
>;

/** A command cannot run. The message is one line for the person who asked: what, where, what to do. */
export class CannotRun extends Error {
  override readonly name = "CannotRun";
}

async function onFile<T>(path: string, doing: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CannotRun(`${path}: cannot ${doing} it (${reason})`, { cause: error });
  }
}

interface OpenFile extends AsyncDisposable {
  /** Bytes. */
  readonly size: number;
  /** The whole file from its start; may be called again. */
  read(): AsyncIterable<Uint8Array>;
}

/** Opens a file that will be read more than once. @throws CannotRun */
export async function openFile(path: string, files: AuditFiles): Promise<OpenFile> {
  const handle = await onFile(path, "read", files.open(path, "r"));
  const stat = await onFile(path, "read", handle.stat());
  if (!stat.isFile()) {
    await handle.close();
    throw new CannotRun(`${path}: not a file that can be read twice; save it to one first`);
  }
  return {
    size: stat.size,
    async *read() {
      const chunk = Buffer.allocUnsafe(256 * 1024);
      for (let position = 0; ; ) {
        const { bytesRead } = await onFile(path, "read", handle.read(chunk, 0, chunk.length, position));
        if (bytesRead === 0) return;
        position += bytesRead;
        // A copy: who reads may keep parts of it while the next is read.
        yield Buffer.from(chunk.subarray(0, bytesRead));
      }
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** A small text file, whole; null when it is not UTF-8. @throws CannotRun */
export async function readText(path: string, files: AuditFiles): Promise<string | null> {
  const bytes = await onFile(path, "read", files.readFile(path));
  return isUtf8(bytes) ? bytes.toString("utf8") : null;
}

/**
 * Writes a file that others see whole or not at all: what `fill` writes goes beside it, to disk, and takes its name
 * at the end, provided `keep` agrees with the result. A file of that name is replaced. @throws CannotRun
 */
export async function writeWhole<T>(
  path: string,
  files: AuditFiles,
  fill: (write: (text: string) => Promise<void>) => Promise<T>,
  keep: (result: T) => boolean,
): Promise<T> {
  const target = await targetOf(path, files);
  const folder = await onFile(path, "write", files.mkdtemp(join(dirname(target), `.${basename(target)}-`)));
  try {
    const draft = join(folder, "draft");
    await using file = await onFile(path, "write", files.open(draft, "wx"));
    const result = await fill((text) => onFile(path, "write", file.appendFile(text)));
    if (!keep(result)) return result;
    await onFile(path, "write", file.sync());
    await onFile(path, "write", files.rename(draft, target));
    await using directory = await onFile(path, "write", files.open(dirname(target), "r"));
    await onFile(path, "write", directory.sync());
    return result;
  } finally {
    await files.rm(folder, { recursive: true, force: true });
  }
}

/** Through links to the file itself, so that a link stays one; a device or a pipe must not be replaced by a file. */
async function targetOf(path: string, files: AuditFiles): Promise<string> {
  try {
    const target = await files.realpath(path);
    if ((await files.stat(target)).isFile()) return target;
  } catch {
    return resolve(path);
  }
  throw new CannotRun(`${path}: not a file; name one that may be written or replaced`);
}
