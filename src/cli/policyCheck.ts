// `baton policy check`: exit 0 when the policy could be published, 1 when it could not. Needs no database.
import { formatProblem, type PolicyResult, parsePolicy, policySummary } from "../policy/index.ts";
import { readTextFile } from "./files.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";

export async function checkPolicy(
  args: { readonly file: string | undefined; readonly json: boolean },
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const file = args.file ?? host.config().policyFile;
  const result = parsePolicy(await readTextFile(io, file), file);
  if (args.json) printJson(io, asJson(result));
  if (!result.ok) {
    for (const problem of result.problems) io.err(`${formatProblem(problem)}\n`);
    return 1;
  }
  const { name, counts, hash } = policySummary(result.policy);
  const amounts = Object.entries(counts).filter(([, amount]) => amount > 0);
  const listed = amounts.map(([what, amount]) => `${what} ${amount}`).join(", ");
  if (!args.json) io.out(`${file}: in order. ${name}: ${listed}. Hash ${hash.slice(0, 8)}.\n`);
  return 0;
}

function asJson(result: PolicyResult): unknown {
  if (!result.ok) return { ok: false, problems: result.problems };
  const { hash, name, version, counts } = policySummary(result.policy);
  return { ok: true, problems: [], hash, name, fileVersion: version, counts };
}
