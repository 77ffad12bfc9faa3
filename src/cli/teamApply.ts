// `baton team apply`: puts a roster in force, whole or not at all, and says what changed.
import { isDeepStrictEqual } from "node:util";
import { instant } from "../clock.ts";
import {
  checkAgainstTeam,
  formatProblem,
  formatRemark,
  parseTeam,
  type Rep,
  type Team,
  unroutableReps,
} from "../policy/index.ts";
import { readTextFile } from "./files.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";
import { table } from "./table.ts";

/** Exit 0 in force, also when it was already; 1 refused, each problem on a line. `by` is trimmed and not empty. */
export async function applyTeam(
  args: { readonly file: string; readonly by: string; readonly json: boolean },
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const { file, by } = args;
  const parsed = parseTeam(await readTextFile(io, file), file);
  if (!parsed.ok) {
    for (const problem of parsed.problems) io.err(`${formatProblem(problem)}\n`);
    return 1;
  }
  const { team } = parsed;
  const { rules, clock } = await host.services();
  const [{ active: policy, canary }, before] = await Promise.all([rules.inForce(), rules.activeTeam()]);
  // Both decide leads from the moment on that the team is in force.
  const both = [policy, canary].filter((one) => one !== null);
  const problems = both.flatMap((one) =>
    checkAgainstTeam(one.policy, team, file, parsed.place).map(formatProblem),
  );
  const lacking = [...new Set(problems)];
  if (lacking.length > 0) {
    for (const problem of lacking) io.err(`${problem}\n`);
    return 1;
  }
  const idle = policy ? unroutableReps(policy.policy, team, file, parsed.place) : [];
  for (const remark of idle) io.err(`${formatRemark(remark)}\n`);
  const { canonical, hash } = team;
  const { version, same } = await rules.applyTeam({ canonical, hash, by, at: instant(clock.now()) });
  const changes = teamChanges(before?.team ?? null, team);
  if (args.json) printJson(io, { version, hash, same, ...changes });
  else io.out(report(file, version, hash, same, changes));
  return 0;
}

interface TeamChanges {
  readonly reps: Readonly<Record<"added" | "removed" | "changed", readonly RepName[]>>;
  /** The file's other keys that say something else than before. */
  readonly settings: readonly string[];
}
type RepName = Pick<Rep, "slack" | "name">;

function teamChanges(before: Team | null, after: Team): TeamChanges {
  const old = new Map(before?.reps.map((rep) => [rep.slack, rep]));
  const now = new Set(after.reps.map(({ slack }) => slack));
  const named = ({ slack, name }: Rep): RepName => ({ slack, name });
  const kept = after.reps.filter((rep) => old.has(rep.slack));
  return {
    reps: {
      added: after.reps.filter((rep) => !old.has(rep.slack)).map(named),
      removed: [...old.values()].filter((rep) => !now.has(rep.slack)).map(named),
      changed: kept.filter((rep) => !isDeepStrictEqual(rep, old.get(rep.slack))).map(named),
    },
    settings: before === null ? [] : changedKeys(before, after),
  };
}

function changedKeys(before: Team, after: Team): string[] {
  const [old, now] = [before, after].map(({ canonical }) => JSON.parse(canonical) as Record<string, unknown>);
  const keys = Object.keys({ ...old, ...now }).filter((key) => key !== "reps" && key !== "version");
  return keys.filter((key) => !isDeepStrictEqual(old?.[key], now?.[key]));
}

function report(file: string, version: number, hash: string, same: boolean, changes: TeamChanges): string {
  const which = `version ${version} (${hash.slice(0, 8)})`;
  if (same) return `${file} is in force already, as ${which}. Nothing changed.\n`;
  const rows = (["added", "removed", "changed"] as const).flatMap((what) =>
    changes.reps[what].map(({ name, slack }) => [what, name, slack]),
  );
  const settings = changes.settings.length > 0 ? `Changed besides: ${changes.settings.join(", ")}.\n` : "";
  return `Applied ${file} as team ${which}.\n${rows.length > 0 ? table(["rep", "name", "slack"], rows) : ""}${settings}`;
}
