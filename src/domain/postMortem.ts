// Whose a post-mortem is, and until when it is to be written.
import { type Instant, instant, toMs } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { Team } from "../policy/types.ts";
import { subjectParts } from "./alerts.ts";
import { nextOpening, teamShift } from "./calendar.ts";
import { overflowManager } from "./roles.ts";

const DUE_MS = 7 * 24 * 3_600_000;

/**
 * A steward who did none of these overrides, else a manager who did not, else the Overflow Manager; then a steward or manager
 * whom it is not about, and only where there is nobody else the person themselves. `overriders`: who did them.
 */
export function postMortemOwner(subject: string, overriders: readonly SlackId[], team: Team): SlackId {
  const { roles } = team;
  const about = subjectParts(subject);
  const isAbout = (person: SlackId) => about?.of === "person" && about.name === person;
  const candidates = [...roles.stewards, ...roles.managers, overflowManager(team)];
  return (
    candidates.find((person) => !isAbout(person) && !overriders.includes(person)) ??
    candidates.find((person) => !isAbout(person)) ??
    overflowManager(team)
  );
}

/** Seven days later; where nobody of the team works then, when they begin to. */
export function postMortemDue(now: Instant, team: Team): Instant {
  const due = instant(toMs(now) + DUE_MS);
  return nextOpening(teamShift(team), due) ?? due;
}
