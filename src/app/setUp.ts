// The first start: with no policy or team in force, the files are published, both or neither.
import { type Clock, instant } from "../clock.ts";
import { checkAgainstTeam, formatProblem, formatRemark, parsePolicy, parseTeam } from "../policy/index.ts";
import type { RulesStore } from "./ports.ts";

export interface RulesFiles {
  readonly policyFile: string;
  readonly teamFile: string;
  /** The text of a file; throws when it cannot be read. */
  readonly read: (file: string) => Promise<string>;
}

export type SetUp =
  /**
   * What was published or applied, one sentence each; nothing when all was in force. `remarks`: what of it can never
   * take effect.
   */
  | { readonly ok: true; readonly did: readonly string[]; readonly remarks: readonly string[] }
  /** One line each, for standard error. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Who is named as the author of what a first start publishes. */
const FIRST_START = "first start";

export async function setUpRules(rules: RulesStore, files: RulesFiles, clock: Clock): Promise<SetUp> {
  const [policyInForce, teamInForce] = await Promise.all([rules.activePolicy(), rules.activeTeam()]);
  const policy = policyInForce
    ? { ok: true as const, policy: policyInForce.policy, ineffective: [] }
    : parsePolicy(await files.read(files.policyFile), files.policyFile);
  const team = teamInForce
    ? { ok: true as const, team: teamInForce.team, place: undefined }
    : parseTeam(await files.read(files.teamFile), files.teamFile);
  if (!policy.ok || !team.ok) {
    const problems = [...(policy.ok ? [] : policy.problems), ...(team.ok ? [] : team.problems)];
    return { ok: false, problems: problems.map(formatProblem) };
  }
  const together = checkAgainstTeam(policy.policy, team.team, files.teamFile, team.place);
  if (together.length > 0) return { ok: false, problems: together.map(formatProblem) };

  const did: string[] = [];
  const at = instant(clock.now());
  if (!teamInForce) {
    const { canonical, hash } = team.team;
    const { version } = await rules.applyTeam({ canonical, hash, by: FIRST_START, at });
    did.push(`Applied ${files.teamFile} as team version ${version}`);
  }
  if (!policyInForce) {
    const { canonical, hash } = policy.policy;
    const release = await rules.release({
      command: { do: "publish", hash, canary: null },
      ...{ canonical, by: FIRST_START, note: `from ${files.policyFile}`, actor: "start", at, stewards: [] },
    });
    // Of two instances that start at once one finds it published.
    if (release.kind === "released") {
      did.push(
        `Published ${files.policyFile} as policy version ${release.version.version} (${hash.slice(0, 8)})`,
      );
    }
  }
  return { ok: true, did, remarks: policy.ineffective.map(formatRemark) };
}
