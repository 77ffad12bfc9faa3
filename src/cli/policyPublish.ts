// `baton policy publish`: puts a file in force, whole or not at all.
import { instant } from "../clock.ts";
import {
  checkAgainstTeam,
  formatProblem,
  formatRemark,
  parsePolicy,
  unknownSeniorities,
  unroutableReps,
} from "../policy/index.ts";
import { readTextFile } from "./files.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";

/** Exit 0 in force, also when it was already; 1 refused, each problem on a line. `by` and `note` are trimmed, not empty. */
export async function publishPolicy(
  args: { readonly file: string; readonly by: string; readonly note: string; readonly json: boolean },
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const { file, by, note } = args;
  const parsed = parsePolicy(await readTextFile(io, file), file);
  if (!parsed.ok) {
    for (const problem of parsed.problems) io.err(`${formatProblem(problem)}\n`);
    return 1;
  }
  const { rules, clock } = await host.services();
  const team = await rules.activeTeam();
  const teamName = `team version ${team?.version}`;
  const lacking = team ? checkAgainstTeam(parsed.policy, team.team, teamName) : [];
  if (lacking.length > 0) {
    for (const problem of lacking) io.err(`${formatProblem(problem)}\n`);
    return 1;
  }
  const together = team
    ? [
        ...unknownSeniorities(parsed.policy, team.team, file, parsed.place),
        ...unroutableReps(parsed.policy, team.team, teamName, () => ({ line: 1, col: 1 })),
      ]
    : [];
  for (const remark of [...parsed.ineffective, ...parsed.remarks, ...together])
    io.err(`${formatRemark(remark)}\n`);
  const { canonical, hash } = parsed.policy;
  const at = instant(clock.now());
  const { version, same } = await rules.publishPolicy({ canonical, hash, by, note, at });
  if (args.json) printJson(io, { version, hash, same });
  else if (same)
    io.out(`${file} is in force already, as version ${version} (${hash.slice(0, 8)}). Nothing changed.\n`);
  else io.out(`Published ${file} as policy version ${version} (${hash.slice(0, 8)}).\n`);
  return 0;
}
