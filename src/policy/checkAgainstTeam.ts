import { durationText } from "./duration.ts";
import { printable } from "./problem.ts";
import type { PlaceOf } from "./results.ts";
import type { CompiledPolicy, Problem, Team } from "./types.ts";

/** The channels that every policy needs. */
const CHANNELS = [
  { name: "managers", why: "overdue notices go there" },
  { name: "tank", why: "the ladders put leads into the tank" },
] as const;

const NOWHERE: PlaceOf = () => ({ line: 1, col: 1 });

/**
 * What a team lacks that the policy needs; `file` names the team's file in the problems, `place` says where things stand
 * in it. The two are checked together before either is put to work, so that no lead finds a channel, an owner or a
 * reviewer missing.
 */
export function checkAgainstTeam(
  policy: CompiledPolicy,
  team: Team,
  file = "team.yml",
  place: PlaceOf = NOWHERE,
): Problem[] {
  const problems: Problem[] = [];
  const lacks = (path: readonly string[], what: string, todo: string) =>
    problems.push({ file, ...place(path), path: path.join("."), what, todo });
  const channel = (name: string, why: string) => {
    if (team.channels.has(name)) return;
    const example = `C0${name.toUpperCase().replace(/[^A-Z0-9]/g, "")}`;
    lacks(["channels", name], `is missing: ${why}`, `add ${name}: and the channel's id, such as ${example}`);
  };
  for (const { name, why } of CHANNELS) channel(name, why);
  if (team.roles.overflow === null) {
    const after = durationText(policy.route.fallback.afterMs);
    lacks(
      ["roles", "overflow"],
      `is missing: a lead nobody can take after ${after} goes to that person`,
      "add overflow: and the Slack user id of the Overflow Manager",
    );
  }
  for (const [queue, who] of queuesOf(policy)) {
    channel(queue, `${who} sends leads to that queue`);
    if ((team.roles.reviewers.get(queue) ?? []).length > 0) continue;
    lacks(
      ["roles", "reviewers", queue],
      `is missing: ${who} sends leads to that queue, and nobody could answer`,
      `add ${queue}: and the Slack user ids of its reviewers`,
    );
  }
  return problems;
}

/** Every queue of reviewers, and what names it first. */
function queuesOf({ sources, checks, triage }: CompiledPolicy): ReadonlyMap<string, string> {
  const queues = new Map<string, string>();
  const add = (queue: string, who: string) => queues.set(queue, queues.get(queue) ?? who);
  for (const [id, { review }] of sources) {
    if (review !== null) add(review.queue, `source '${printable(id)}'`);
  }
  for (const { id, else: fate } of checks) {
    if (fate.kind === "hold") add(fate.queue, `check '${printable(id)}'`);
  }
  if (triage !== null) add(triage.queue, "triage");
  return queues;
}
