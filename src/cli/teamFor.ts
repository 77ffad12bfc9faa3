// The team that a policy's file is looked at with, by commands that have no database to ask for the one in force.
import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseTeam, type TeamResult } from "../policy/index.ts";
import { readTextFile } from "./files.ts";
import type { Host } from "./host.ts";
import type { Io } from "./io.ts";

export interface TeamFile {
  readonly file: string;
  readonly result: TeamResult;
}

/**
 * The file of `--team`, else the one that BATON_TEAM names, else a `team.yml` beside the policy; null where there is
 * none of them. @throws CannotRun when a file that was named is not there
 */
export async function teamFor(
  policyFile: string,
  option: string | undefined,
  io: Io,
  host: Pick<Host, "teamFile">,
): Promise<TeamFile | null> {
  const named = option ?? host.teamFile();
  const file = named ?? beside(policyFile, "team.yml");
  if (named === null && !(await isFile(resolve(io.cwd, file)))) return null;
  return { file, result: parseTeam(await readTextFile(io, file), file) };
}

/** The path of another file in the same folder. */
export function beside(file: string, name: string): string {
  return join(dirname(file), name);
}

export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
