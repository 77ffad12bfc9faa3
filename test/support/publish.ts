// Publishing a policy straight into a database, past the command line.
import type { RulesStore } from "../../src/app/ports.ts";
import type { Instant } from "../../src/clock.ts";
import type { ReleaseCommand } from "../../src/domain/releases.ts";
import type { CompiledPolicy } from "../../src/policy/index.ts";

interface Publication {
  readonly at: Instant;
  readonly by?: string;
  readonly note?: string;
  readonly canary?: Extract<ReleaseCommand, { do: "publish" }>["canary"];
  readonly stewards?: readonly string[];
}

/** What became of it. */
export function publishIn(
  rules: RulesStore,
  { canonical, hash }: Pick<CompiledPolicy, "canonical" | "hash">,
  { at, by = "Ann", note = "", canary = null, stewards = [] }: Publication,
) {
  const command: ReleaseCommand = { do: "publish", hash, canary };
  return rules.release({ command, canonical, by, note, actor: "command", at, stewards });
}
