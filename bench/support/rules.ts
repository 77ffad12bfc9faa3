// The rules and the team that the benchmarks run on.
import { type CompiledPolicy, parsePolicy, parseTeam, type Team } from "../../src/policy/index.ts";
import { LISTS, RULES } from "../decide/rules.ts";

/** Fifty score rules; every lead goes to a rep, whatever its score. Buffers end after a minute, offers after 2 h. */
export const POLICY = JSON.stringify({
  version: 1,
  name: "Benchmarks",
  buffer: { min: "1m", max: "5m" },
  lists: LISTS,
  score: { minimum: -1_000, rules: RULES.map(({ id, points, cel }) => ({ id, points, when: cel })) },
  tiers: [{ id: "1", when: "true" }],
  route: { by: [] },
  ladders: {
    offer: [
      { after: "2h", do: "overdue" },
      { after: "4h", do: "tank" },
    ],
  },
  clock: "wall",
});

export const BUFFER_MS = 60_000;
export const WINDOW_MS = 2 * 3_600_000;

export const MANAGERS = "C0MANAGERS";
export const TANK = "C0TANK";
export const repId = (index: number) => `U0REP${index}`;

/** A team of so many reps, always on shift. */
export function teamText(reps: number): string {
  return JSON.stringify({
    version: 1,
    timezone: "Europe/London",
    channels: { managers: MANAGERS, tank: TANK },
    roles: { managers: ["U0MANAGER"], stewards: ["U0STEWARD"], overflow: "U0OVERFLOW" },
    reps: Array.from({ length: reps }, (_, index) => ({ slack: repId(index), name: `Rep ${index}` })),
  });
}

export function compiledPolicy(): CompiledPolicy {
  const result = parsePolicy(POLICY, "policy.yml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.policy;
}

export function compiledTeam(reps: number): Team {
  const result = parseTeam(teamText(reps), "team.yml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.team;
}
