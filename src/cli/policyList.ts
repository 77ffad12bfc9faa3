// `baton policy list`: every published policy, newest first.
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";
import { table } from "./table.ts";

export async function listPolicies(args: { readonly json: boolean }, io: Io, host: Host): Promise<ExitCode> {
  const { rules } = await host.services();
  const policies = (await rules.policies()).map(({ version, hash, status, by, note, at }) => ({
    ...{ version, hash, status, by, note, at },
  }));
  if (args.json) printJson(io, policies);
  else if (policies.length === 0) {
    io.out("No policy has been published; npx baton policy publish FILE --by NAME --note TEXT\n");
  } else {
    const rows = policies.map(({ version, hash, status, by, note, at }) => [
      ...[String(version), status, hash.slice(0, 8), at, by, note],
    ]);
    io.out(table(["version", "status", "hash", "published", "by", "note"], rows));
  }
  return 0;
}
