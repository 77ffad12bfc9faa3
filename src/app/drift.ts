// A changed file is never applied silently, and its change should not go unnoticed either.
import { parsePolicy, parseTeam } from "../policy/index.ts";
import type { RulesStore } from "./ports.ts";
import type { RulesFiles } from "./setUp.ts";

/** What on disk is not what is in force, a sentence each; nothing for a file that is not there. */
export async function driftOf(
  rules: RulesStore,
  { policyFile, teamFile, read }: RulesFiles,
): Promise<string[]> {
  const [{ active: policy, canary }, team] = await Promise.all([rules.inForce(), rules.activeTeam()]);
  const text = (file: string) => read(file).catch(() => null);
  const [policyText, teamText] = await Promise.all([text(policyFile), text(teamFile)]);
  const drift: string[] = [];
  if (policy && policyText !== null) {
    const parsed = parsePolicy(policyText, policyFile);
    const beside = canary ? `, and version ${canary.ref.version} a canary,` : "";
    const inForce = `policy version ${policy.ref.version} (${policy.ref.hash.slice(0, 8)}) stays in force${beside}`;
    if (!parsed.ok) {
      drift.push(`${policyFile} is not valid; ${inForce}. See npx baton policy check ${policyFile}`);
    } else if (![policy.ref.hash, canary?.ref.hash].includes(parsed.policy.hash)) {
      const cure = `npx baton policy publish ${policyFile} --by NAME --note TEXT`;
      drift.push(`${policyFile} differs from what is in force; ${inForce} until you publish it: ${cure}`);
    }
  }
  if (team && teamText !== null) {
    const parsed = parseTeam(teamText, teamFile);
    if (!parsed.ok || parsed.team.hash !== team.team.hash) {
      const cure = `npx baton team apply ${teamFile} --by NAME`;
      drift.push(
        `${teamFile} differs from team version ${team.version}, which stays in force until you apply it: ${cure}`,
      );
    }
  }
  return drift;
}
