// `baton policy test`: the cases beside a policy, decided by it. Exit 0: all as expected; 1: not, or a file is faulty.
import { unknownProviders } from "../app/policyTest/caseSignals.ts";
import { type Case, readCases } from "../app/policyTest/readCases.ts";
import { runCases } from "../app/policyTest/runCases.ts";
import { type Clock, instant } from "../clock.ts";
import { aboutEmail } from "../enrich/email.ts";
import { type CompiledPolicy, formatProblem, nearest, type Problem, parsePolicy } from "../policy/index.ts";
import { printable } from "../policy/problem.ts";
import { readTextFile } from "./files.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";
import { caseAsJson, caseLines } from "./policyTestReport.ts";
import { beside, teamFor } from "./teamFor.ts";

interface Args {
  /** The policy's file; BATON_POLICY's, or policy.yml, when undefined. */
  readonly file: string | undefined;
  readonly team: string | undefined;
  readonly json: boolean;
}

/** Needs no database; of the environment only what names files that are not given. */
export async function testPolicy(args: Args, io: Io, host: Host, clock: Clock): Promise<ExitCode> {
  const file = args.file ?? host.config().policyFile;
  const casesFile = beside(file, "policy.test.yml");
  const policy = parsePolicy(await readTextFile(io, file), file);
  const cases = readCases(await readTextFile(io, casesFile), casesFile);
  const team = await teamFor(file, args.team, io, host);
  if (!policy.ok || !cases.ok || team?.result.ok === false) {
    const faulty = [policy, cases, ...(team === null ? [] : [team.result])];
    return refuse(
      faulty.flatMap((read) => (read.ok ? [] : read.problems)),
      args.json,
      io,
    );
  }
  for (const remark of remarksOn(cases.cases, policy.policy, casesFile)) io.err(`${remark}\n`);
  const now = instant(clock.now());
  const results = await runCases(cases.cases, policy.policy, team?.result.team ?? null, now, aboutEmail);
  const failed = results.filter(({ wrong }) => wrong.length > 0).length;
  const passed = results.length - failed;
  if (args.json) {
    printJson(io, { ok: failed === 0, passed, failed, problems: [], cases: results.map(caseAsJson) });
  } else {
    const lines = results.map((result) => caseLines(result, casesFile));
    io.out(`${lines.join("")}${printable(file)}: ${passed} passed, ${failed} failed\n`);
  }
  return failed === 0 ? 0 : 1;
}

function refuse(problems: readonly Problem[], json: boolean, io: Io): ExitCode {
  if (json) printJson(io, { ok: false, problems });
  for (const problem of problems) io.err(`${formatProblem(problem)}\n`);
  return 1;
}

function remarksOn(cases: readonly Case[], policy: CompiledPolicy, file: string): string[] {
  const providers = [...unknownProviders(cases, policy)].map(([provider, { line, col }]) => {
    const near = nearest(provider, ["lead", "crm", "behaviour", ...policy.enrichment.map(({ id }) => id)]);
    const what = near === null ? "its word comes after all others'" : `did you mean '${near}'?`;
    return `${printable(file)}:${line}:${col}: the policy has no provider '${printable(provider)}'; ${what}`;
  });
  return [...sourceRemarks(cases, policy, file), ...providers];
}

/** A source that was mistyped is no fault, as any source may send leads: but its case shows something else then. */
function sourceRemarks(cases: readonly Case[], { sources }: CompiledPolicy, file: string): string[] {
  const first = new Map<string, Case>();
  for (const each of cases) if (!first.has(each.source)) first.set(each.source, each);
  return [...first].flatMap(([source, { line, col }]) => {
    const near = sources.has(source) ? null : nearest(source, sources.keys());
    if (near === null) return [];
    return [
      `${printable(file)}:${line}:${col}: the policy has no source '${source}'; did you mean '${near}'?`,
    ];
  });
}
