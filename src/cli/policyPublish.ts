// `baton policy publish`: puts a file in force, whole or not at all, or tries it on a share of the leads.
import { publishPolicy as publish, type Released } from "../app/releases.ts";
import { percent } from "../domain/canary.ts";
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
import { named, refusalText } from "./releaseWords.ts";

export interface PublishArgs {
  readonly file: string;
  /** Trimmed, not empty; `note` likewise. */
  readonly by: string;
  readonly note: string;
  /** From 0 to 1; `policy`: as the file says; null: no canary, in full. */
  readonly canary: number | "policy" | null;
  readonly json: boolean;
}

/** Exit 0 in force or begun, also when it was already; 1 refused, each problem on a line. */
export async function publishPolicy(
  { file, by, note, canary, json }: PublishArgs,
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const parsed = parsePolicy(await readTextFile(io, file), file);
  if (!parsed.ok) {
    for (const problem of parsed.problems) io.err(`${formatProblem(problem)}\n`);
    return 1;
  }
  const { policy } = parsed;
  const { rules, guards, clock } = await host.services();
  const team = await rules.activeTeam();
  const teamName = `team version ${team?.version}`;
  const lacking = team ? checkAgainstTeam(policy, team.team, teamName) : [];
  if (lacking.length > 0) {
    for (const problem of lacking) io.err(`${formatProblem(problem)}\n`);
    return 1;
  }
  const together = team
    ? [
        ...unknownSeniorities(policy, team.team, file, parsed.place),
        ...unroutableReps(policy, team.team, teamName, () => ({ line: 1, col: 1 })),
      ]
    : [];
  for (const remark of [...parsed.ineffective, ...parsed.remarks, ...together])
    io.err(`${formatRemark(remark)}\n`);
  const share = canary === "policy" ? policy.canary.share : canary;
  const who = { by, note, actor: "command" };
  const released = await publish(policy, share, who, { rules, guards, clock });
  if (released.kind === "unfit" || released.kind === "refused") {
    io.err(`${refusalText(released, file)}\n`);
    return 1;
  }
  if (released.kind === "released" && share !== null && team?.team.roles.stewards.length === 0) {
    io.err(`remark: ${teamName} names no stewards, so that nobody gets a card about the canary\n`);
  }
  if (json) printJson(io, jsonOf(released));
  else io.out(`${sentence(file, released)}\n`);
  return 0;
}

type Done = Extract<Released, { kind: "released" | "same" }>;

function jsonOf(released: Done) {
  const { version, hash } = released.version;
  const canary = canaryOf(released);
  return {
    ...{ version, hash, same: released.kind === "same" },
    ...(canary && { share: percent(canary.share), until: canary.until }),
  };
}

function sentence(file: string, released: Done): string {
  const which = named(released.version);
  if (released.kind === "same") {
    return released.status === "canary"
      ? `${file} is the canary already, as ${which}. Nothing changed.`
      : `${file} is in force already, as ${which}. Nothing changed.`;
  }
  const canary = canaryOf(released);
  if (!canary) return `Published ${file} as policy ${which}.`;
  return (
    `Published ${file} as policy ${which}: a canary that decides ${percent(canary.share)} of the leads ` +
    `until ${canary.until}. ${named(released.inForce, true)} decides the others.`
  );
}

function canaryOf(released: Done) {
  return released.kind === "released" && released.event.type === "policy_published"
    ? released.event.canary
    : null;
}
