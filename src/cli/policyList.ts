// `baton policy list`: every published policy, newest first.
import type { PublishedPolicy } from "../app/ports.ts";
import { percent } from "../domain/canary.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";
import { table } from "./table.ts";

export async function listPolicies(args: { readonly json: boolean }, io: Io, host: Host): Promise<ExitCode> {
  const { rules } = await host.services();
  const policies = await rules.policies();
  if (args.json) printJson(io, policies.map(listed));
  else if (policies.length === 0) {
    io.out("No policy has been published; npx baton policy publish FILE --by NAME --note TEXT\n");
  } else {
    const rows = policies
      .map(listed)
      .map(({ version, hash, status, share, by, note, at }) => [
        ...[String(version), share === undefined ? status : `${status} ${share}`],
        ...[hash.slice(0, 8), at, by, note],
      ]);
    io.out(table(["version", "status", "hash", "published", "by", "note"], rows));
  }
  return 0;
}

/** A version as it is listed; the share where it decides, or decided, no more than that. */
function listed({ version, hash, status, by, note, at, canary }: PublishedPolicy) {
  const partly = canary && (status === "canary" || canary.ended?.body.type === "policy_rolled_back");
  const share = partly ? { share: percent(canary.share) } : {};
  return { version, hash, status, ...share, by, note, at };
}
