import { durationText } from "./duration.ts";
import type { CompiledPolicy, Problem, Team } from "./types.ts";

/** The channels that this version posts into. */
const CHANNELS = [
  { name: "managers", why: "overdue notices go there" },
  { name: "tank", why: "the ladders put leads into the tank" },
] as const;

/**
 * What a team lacks that the policy needs; `file` names the team's file in the problems. The two are checked together
 * before either is put to work, so that no lead finds a channel or an owner missing.
 */
export function checkAgainstTeam(policy: CompiledPolicy, team: Team, file = "team.yml"): Problem[] {
  const problems: Problem[] = [];
  const lacks = (path: string, what: string, todo: string) =>
    problems.push({ file, line: 1, col: 1, path, what, todo });
  for (const { name, why } of CHANNELS) {
    if (team.channels.has(name)) continue;
    lacks(
      `channels.${name}`,
      `is missing: ${why}`,
      `add ${name}: and the channel's id, such as C0${name.toUpperCase()}`,
    );
  }
  if (team.roles.overflow === null) {
    const after = durationText(policy.route.fallback.afterMs);
    lacks(
      "roles.overflow",
      `is missing: a lead nobody can take after ${after} goes to that person`,
      "add overflow: and the Slack user id of the Overflow Manager",
    );
  }
  return problems;
}
