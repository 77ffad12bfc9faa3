// What the command line says of a release, and of one that is refused.
import type { Released } from "../app/releases.ts";
import type { PolicyRef } from "../domain/lead.ts";
import { formatProblem } from "../policy/index.ts";

/** `version 4 (0193abcd)`. */
export function named({ version, hash }: PolicyRef, capital = false): string {
  return `${capital ? "Version" : "version"} ${version} (${hash.slice(0, 8)})`;
}

/** What is in the way and what to do, a line each. `file`: what was to be published. */
export function refusalText(
  refusal: Extract<Released, { kind: "refused" | "unfit" }>,
  file: string | null = null,
): string {
  if (refusal.kind === "unfit") return refusal.problems.map(formatProblem).join("\n");
  switch (refusal.refused) {
    case "canary_runs": {
      const { version, until, same } = refusal;
      const first = same
        ? `${file} is a canary already, as version ${version}, until ${until}`
        : `version ${version} is a canary until ${until}`;
      const todo = same ? "promote it, or roll it back" : "promote it or roll it back first";
      return `${first}; ${todo}: npx baton policy promote --by NAME --note TEXT, or rollback likewise`;
    }
    case "no_control":
      return `nothing is in force that a canary could be compared with; publish ${file} without --canary`;
    case "no_canary":
      return "no canary runs; begin one: npx baton policy publish FILE --canary 10% --by NAME --note TEXT";
    case "nothing_before":
      return refusal.version === null
        ? "no policy is in force; publish one: npx baton policy publish FILE --by NAME --note TEXT"
        : `there is no version before version ${refusal.version} to go back to; publish another: npx baton policy publish FILE --by NAME --note TEXT`;
    default:
      return refusal satisfies never;
  }
}
