// `baton policy check`: exit 0 when the policy could be published and does what it says, 1 when not. Needs no database.
import {
  checkAgainstTeam,
  formatProblem,
  formatRemark,
  type PolicyResult,
  type Problem,
  parsePolicy,
  policySummary,
  unknownSeniorities,
  unroutableReps,
} from "../policy/index.ts";
import { readTextFile } from "./files.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";
import { missingFiles } from "./namedFiles.ts";
import { type TeamFile, teamFor } from "./teamFor.ts";

interface Args {
  readonly file: string | undefined;
  readonly team: string | undefined;
  readonly json: boolean;
}

/** With a team at hand (see `teamFor`) the two are checked together. Remarks go to standard error and change nothing. */
export async function checkPolicy(args: Args, io: Io, host: Host): Promise<ExitCode> {
  const file = args.file ?? host.config().policyFile;
  const alone = parsePolicy(await readTextFile(io, file), file);
  const fitting = together(file, alone, await teamFor(file, args.team, io, host));
  const result = fitting.ok
    ? {
        ...fitting,
        remarks: [...fitting.remarks, ...(await missingFiles(fitting.policy, file, fitting.place, io))],
      }
    : fitting;
  if (args.json) printJson(io, asJson(result));
  if (!result.ok) {
    for (const problem of result.problems) io.err(`${formatProblem(problem)}\n`);
    return 1;
  }
  for (const remark of result.remarks) io.err(`${formatRemark(remark)}\n`);
  const { name, counts, hash } = policySummary(result.policy);
  const amounts = Object.entries(counts).filter(([, amount]) => amount > 0);
  const listed = amounts.map(([what, amount]) => `${what} ${amount}`).join(", ");
  if (!args.json)
    io.out(`${file}: in order. ${name === "" ? "" : `${name}: `}${listed}. Hash ${hash.slice(0, 8)}.\n`);
  return 0;
}

function together(file: string, policy: PolicyResult, team: TeamFile | null): PolicyResult {
  if (!policy.ok) return policy;
  if (policy.ineffective.length > 0) return { ok: false, problems: policy.ineffective };
  if (team === null) return policy;
  const { file: teamFile, result } = team;
  if (!result.ok)
    return { ...policy, remarks: [...policy.remarks, ...notLookedAt(teamFile, result.problems)] };
  const problems = [
    ...checkAgainstTeam(policy.policy, result.team, teamFile, result.place),
    ...unroutableReps(policy.policy, result.team, teamFile, result.place),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const unknown = unknownSeniorities(policy.policy, result.team, file, policy.place);
  return { ...policy, remarks: [...policy.remarks, ...unknown] };
}

/** A faulty team is no fault of the policy's. */
function notLookedAt(file: string, [first, ...rest]: readonly Problem[]): Problem[] {
  if (first === undefined) return [];
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : "";
  const what = `the policy was not checked against the team: ${first.path}: ${first.what}${more}`;
  return [{ file, line: first.line, col: first.col, path: "", what, todo: first.todo }];
}

function asJson(result: PolicyResult): unknown {
  if (!result.ok) return { ok: false, problems: result.problems };
  const { hash, name, version, counts } = policySummary(result.policy);
  return { ok: true, problems: [], remarks: result.remarks, hash, name, fileVersion: version, counts };
}
