// Files that a policy names: said when they are not there, since they may come later, and from elsewhere.
import { dirname, resolve } from "node:path";
import type { CompiledPolicy, PlaceOf, Problem } from "../policy/index.ts";
import { printable } from "../policy/problem.ts";
import type { Io } from "./io.ts";
import { isFile } from "./teamFor.ts";

/** Remarks on files that are not there. Paths are relative to the policy's `file`. */
export async function missingFiles(
  policy: CompiledPolicy,
  file: string,
  place: PlaceOf,
  io: Pick<Io, "cwd">,
): Promise<Problem[]> {
  const folder = dirname(resolve(io.cwd, file));
  const remarks: Problem[] = [];
  for (const { at, path, named } of filesOf(policy)) {
    if (await isFile(resolve(folder, named))) continue;
    const what = `there is no file ${printable(named)} beside the policy`;
    remarks.push({ file, ...place(at), path, what, todo: "put it there, or correct the path" });
  }
  return remarks;
}

interface Named {
  readonly at: readonly PropertyKey[];
  readonly path: string;
  readonly named: string;
}

function filesOf({ enrichment, accounts }: CompiledPolicy): Named[] {
  const providers = enrichment.flatMap((provider, index) =>
    provider.kind === "csv"
      ? [{ at: ["enrichment", index, "path"], path: `enrichment[${index}].path`, named: provider.path }]
      : [],
  );
  const crm = (["accounts", "opportunities", "teams"] as const).flatMap((key) => {
    const named = accounts?.[key] ?? null;
    return named === null ? [] : [{ at: ["accounts", key], path: `accounts.${key}`, named }];
  });
  return [...providers, ...crm];
}
