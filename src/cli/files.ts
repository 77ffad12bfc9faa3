// The files that commands are given: relative to where the person is, named in messages as they were typed.
import { isUtf8 } from "node:buffer";
import fs from "node:fs/promises";
import { resolve } from "node:path";
import { printable } from "../policy/problem.ts";
import { CannotRun, type Io } from "./io.ts";

/** As typed where that leads to the file from here too; else absolute, for another process's working directory. */
export function pathFrom(io: Io, file: string): string {
  const path = resolve(io.cwd, file);
  return path === resolve(file) ? file : path;
}

/** A text file, whole. @throws CannotRun naming the file */
export async function readTextFile(io: Io, file: string): Promise<string> {
  const name = printable(file);
  let bytes: Buffer;
  try {
    bytes = await fs.readFile(resolve(io.cwd, file));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const why = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new CannotRun(`${name}: ${why}; check the path, which starts from ${io.cwd}`);
  }
  if (!isUtf8(bytes)) throw new CannotRun(`${name}: it is not UTF-8 text; save it as UTF-8`);
  return bytes.toString("utf8");
}
