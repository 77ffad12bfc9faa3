// `baton policy diff`: what differs between two policies, in the words of whoever writes them.
import { diffPolicies, type PolicyChange } from "../policy/diffPolicies.ts";
import { formatProblem, parsePolicy } from "../policy/index.ts";
import { printable } from "../policy/problem.ts";
import type { CompiledPolicy } from "../policy/types.ts";
import { inWords } from "./diffWords.ts";
import { readTextFile } from "./files.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";
import { isVersion, versionNamed } from "./policyVersions.ts";

/** One side: a published version, or a file (`version` null). */
interface Side {
  readonly said: string;
  readonly version: number | null;
  readonly policy: CompiledPolicy;
}

/** `a`, `b`: versions or files. Exit 0 also when they differ; 1: there is no such version, or a file is no policy. */
export async function diffPolicy(
  args: { readonly a: string; readonly b: string; readonly json: boolean },
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const [a, b] = [await sideOf(args.a, io, host), await sideOf(args.b, io, host)];
  if (a === null || b === null) return 1;
  const changes = diffPolicies(a.policy, b.policy);
  if (args.json) printJson(io, { same: changes.length === 0, a: identity(a), b: identity(b), changes });
  else io.out(text(a, b, changes));
  return 0;
}

/** Null: said on standard error. Two files need no database. */
async function sideOf(said: string, io: Io, host: Host): Promise<Side | null> {
  const wanted = said.trim();
  if (!isVersion(wanted)) return fileSide(said, io);
  const { rules } = await host.services();
  const found = versionNamed(await rules.policies(), wanted);
  const stored = found && (await rules.policy(found.version));
  if (stored) return { said: `version ${found.version}`, version: found.version, policy: stored.policy };
  io.err(`${printable(wanted)}: no such policy version; see: npx baton policy list (a file: ./${wanted})\n`);
  return null;
}

async function fileSide(file: string, io: Io): Promise<Side | null> {
  const parsed = parsePolicy(await readTextFile(io, file), file);
  if (parsed.ok) return { said: file, version: null, policy: parsed.policy };
  for (const problem of parsed.problems) io.err(`${formatProblem(problem)}\n`);
  return null;
}

function identity({ version, policy: { hash, name } }: Side) {
  return { version, hash, name };
}

function text(a: Side, b: Side, changes: readonly PolicyChange[]): string {
  const [old, now] = [a, b].map(({ said, policy }) => `${printable(said)} (${policy.hash.slice(0, 8)})`);
  if (changes.length === 0) return `${old} and ${now}: the same rules.\n`;
  const counted = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  return `${old} → ${now}: ${counted}.\n${changes.map((change) => `  ${inWords(change)}\n`).join("")}`;
}
