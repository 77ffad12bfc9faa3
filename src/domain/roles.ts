// Who may do what, whatever surface the command came from.
import type { SlackId } from "../ids.ts";
import type { Rep, Team } from "../policy/types.ts";

export function repOf(team: Team, person: SlackId): Rep | null {
  return team.reps.find((rep) => rep.slack === person) ?? null;
}

export function isManager(team: Team, person: SlackId): boolean {
  return team.roles.managers.includes(person);
}

export function isSteward(team: Team, person: SlackId): boolean {
  return team.roles.stewards.includes(person);
}

/**
 * Whom a lead goes to that no rep can take: the Overflow Manager or, when Slack does not reach them, the first manager
 * whom it does. With nobody there at all it waits for the Overflow Manager.
 */
export function overflowOwner(team: Team, gone: ReadonlyMap<SlackId, unknown>): SlackId {
  const manager = overflowManager(team);
  return [manager, ...team.roles.managers].find((person) => !gone.has(person)) ?? manager;
}

/** The Overflow Manager. A team without one cannot be applied, so that there is always somebody to turn to. */
export function overflowManager(team: Team): SlackId {
  const { overflow } = team.roles;
  if (overflow === null) throw new TypeError("a team without an Overflow Manager was applied");
  return overflow;
}

/** Who may put a lead in the overflow before a rep: the Overflow Manager and the managers. */
export function mayAssign(team: Team, person: SlackId): boolean {
  return team.roles.overflow === person || isManager(team, person);
}

/** Whose being away matters: whoever leads, reviews or overflows go to. */
export function hasPlace(team: Team, person: SlackId): boolean {
  return rolesOf(team, person).some((role) => role !== "steward");
}

export type Role = "rep" | "manager" | "steward" | "overflow" | "reviewer";

export function rolesOf(team: Team, person: SlackId): Role[] {
  const roles: [Role, boolean][] = [
    ["rep", repOf(team, person) !== null],
    ["manager", isManager(team, person)],
    ["steward", isSteward(team, person)],
    ["overflow", team.roles.overflow === person],
    ["reviewer", [...team.roles.reviewers.values()].some((reviewers) => reviewers.includes(person))],
  ];
  return roles.filter(([, has]) => has).map(([role]) => role);
}
