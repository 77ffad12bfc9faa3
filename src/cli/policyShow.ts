// `baton policy show`: a published policy with all defaults filled in, who published it and when.
import { stringify } from "yaml";
import type { RulesStore } from "../app/ports.ts";
import { policySummary } from "../policy/index.ts";
import { printable } from "../policy/problem.ts";
import type { Host } from "./host.ts";
import { CannotRun, type ExitCode, type Io, printJson } from "./io.ts";

type Published = Awaited<ReturnType<RulesStore["policies"]>>[number];

/** `version`: its number, or 8 or more characters of its hash; undefined for the active one. Exit 1: no such version. */
export async function showPolicy(
  args: { readonly version: string | undefined; readonly json: boolean },
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const wanted = args.version?.trim().toLowerCase();
  if (wanted !== undefined && !/^(\d+|[0-9a-f]{8,64})$/.test(wanted)) {
    throw new CannotRun(
      `${printable(wanted)}: not a version; give its number, or 8 or more characters of its hash`,
    );
  }
  const { rules } = await host.services();
  const found = pick(await rules.policies(), wanted);
  const stored = found && (await rules.policy(found.version));
  if (!found || !stored) {
    const none = "No policy is in force; publish one: npx baton policy publish FILE --by NAME --note TEXT";
    io.err(wanted === undefined ? `${none}\n` : `${wanted}: no such policy version; npx baton policy show\n`);
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

/** The same content may have been published more than once: the newest version stands for its hash. */
function pick(newestFirst: readonly Published[], wanted: string | undefined): Published | undefined {
  if (wanted === undefined) return newestFirst.find(({ status }) => status === "active");
  const numbered = newestFirst.find(({ version }) => String(version) === wanted);
  if (numbered || wanted.length < 8) return numbered;
  const hashed = newestFirst.filter(({ hash }) => hash.startsWith(wanted));
  if (new Set(hashed.map(({ hash }) => hash)).size > 1) {
    throw new CannotRun(`${wanted}: several versions' hashes begin so; give more characters`);
  }
  return hashed[0];
}
