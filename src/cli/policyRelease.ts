// `baton policy promote` and `rollback`: what follows a publication.
import { promoteCanary, type Released, rollBack } from "../app/releases.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";
import { named, refusalText } from "./releaseWords.ts";

interface ReleaseArgs {
  /** Trimmed, not empty; `note` likewise. */
  readonly by: string;
  readonly note: string;
  readonly json: boolean;
}

/** The canary decides every new cycle from now on. Exit 1: there is none, or the team in force does not fit it. */
export function promotePolicy(args: ReleaseArgs, io: Io, host: Host): Promise<ExitCode> {
  return carryOut(promoteCanary, args, io, host);
}

/** Ends the canary; without one, the version before decides again. Exit 1: there is none, or the team does not fit it. */
export function rollbackPolicy(args: ReleaseArgs, io: Io, host: Host): Promise<ExitCode> {
  return carryOut(rollBack, args, io, host);
}

async function carryOut(
  change: typeof promoteCanary | typeof rollBack,
  { by, note, json }: ReleaseArgs,
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const { rules, guards, clock } = await host.services();
  const released = await change(null, { by, note, actor: "command" }, { rules, guards, clock });
  if (released.kind === "refused" || released.kind === "unfit") {
    io.err(`${refusalText(released)}\n`);
    return 1;
  }
  if (released.kind === "same") throw new TypeError("a promotion or a roll-back that changes nothing");
  const { version, inForce, status } = released;
  if (json) printJson(io, { ...version, status: status.get(version.version), inForce });
  else io.out(`${sentence(released)}\n`);
  return 0;
}

function sentence({ event, version, inForce }: Extract<Released, { kind: "released" }>): string {
  const rest = "Leads under way keep the version that decided their cycle.";
  if (event.type === "policy_promoted") {
    return `Promoted ${named(version)}: it decides every new cycle. ${rest}`;
  }
  const canary = event.type === "policy_rolled_back" && event.canary;
  return canary
    ? `Ended the canary, ${named(version)}. ${named(inForce, true)} decides every new cycle. ${rest}`
    : `Rolled back ${named(version)}. ${named(inForce, true)} is in force again. ${rest}`;
}
