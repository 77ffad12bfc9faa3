// `baton policy show`: a published policy with all defaults filled in, who published it and when.
import { stringify } from "yaml";
import { policySummary } from "../policy/index.ts";
import { printable } from "../policy/problem.ts";
import type { Host } from "./host.ts";
import { CannotRun, type ExitCode, type Io, printJson } from "./io.ts";
import { isVersion, versionNamed } from "./policyVersions.ts";

/** `version`: its number, or 8 or more characters of its hash; undefined for the active one. Exit 1: no such version. */
export async function showPolicy(
  args: { readonly version: string | undefined; readonly json: boolean },
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const wanted = args.version?.trim().toLowerCase();
  if (wanted !== undefined && !isVersion(wanted)) {
    throw new CannotRun(
      `${printable(wanted)}: not a version; give its number, or 8 or more characters of its hash`,
    );
  }
  const { rules } = await host.services();
  const all = await rules.policies();
  const found =
    wanted === undefined ? all.find(({ status }) => status === "active") : versionNamed(all, wanted);
  const stored = found && (await rules.policy(found.version));
  if (!found || !stored) {
    const none = "No policy is in force; publish one: npx baton policy publish FILE --by NAME --note TEXT";
    io.err(
      wanted === undefined ? `${none}\n` : `${wanted}: no such policy version; see: npx baton policy list\n`,
    );
    return 1;
  }
  const { version, hash, status, by, note, at } = found;
  const { name, document } = policySummary(stored.policy);
  if (args.json) printJson(io, { version, hash, status, by, note, at, name, document });
  else {
    const head = [
      `version ${version}, ${status}`,
      `hash ${hash}`,
      `published ${at} by ${printable(by)}: ${printable(note)}`,
    ];
    io.out(`${head.map((line) => `# ${line}\n`).join("")}${stringify(document, { lineWidth: 110 })}`);
  }
  return 0;
}
