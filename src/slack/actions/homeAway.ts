// Away and Back on a Home, and until when. The Home itself says what came of it; whoever holds open offers is asked
// whether these go on.
import type { Message } from "../../../blocks/assemble.ts";
import { sayAway } from "../../../blocks/awayAnswer.ts";
import { ACTIONS, BLOCKS } from "../../../blocks/ids.ts";
import { filledIn } from "../../../blocks/state.ts";
import type { CameBack, WentAway } from "../../app/availability/absences.ts";
import { instant } from "../../clock.ts";
import { type AwayChoice, awayUntil, isAwayChoice } from "../../domain/awayChoices.ts";
import { shiftOf, teamShift } from "../../domain/calendar.ts";
import { repOf } from "../../domain/roles.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Press } from "../payloads.ts";
import { sayNoSuchDay, sayNotUnderstood } from "../sentences.ts";

export function homeAway(press: Press, desk: Desk): Promise<Message | null> {
  const chosen = filledIn(press.values, BLOCKS.homeAway, ACTIONS.homeAwayUntil) ?? "back";
  return goAway(press, isAwayChoice(chosen) ? chosen : null, desk);
}

/** A day chosen while away: back on that one. */
export function homeAwayOn(press: Press, desk: Desk): Promise<Message | null> {
  const on = filledIn(press.values, BLOCKS.homeAway, ACTIONS.homeAwayOn);
  return goAway(press, on !== null && /^\d{4}-\d{2}-\d{2}$/.test(on) ? { on } : null, desk);
}

export async function homeBack({ by }: Press, desk: Desk): Promise<Message | null> {
  return answered(await desk.absences.setBack({ person: by, by }), by, desk);
}

async function goAway(
  { by, action }: Press,
  choice: AwayChoice | { readonly on: string } | null,
  desk: Desk,
): Promise<Message | null> {
  if (choice === null) {
    desk.log.warn({ action }, "a choice that Baton never offers");
    return sayNotUnderstood(desk);
  }
  const { team } = await rulesOf(desk);
  const rep = repOf(team, by);
  const shift = rep ? shiftOf(rep, team) : teamShift(team);
  const until = awayUntil(choice, { now: instant(desk.clock.now()), shift });
  return answered(await desk.absences.setAway({ person: by, by, until }), by, desk);
}

async function answered(outcome: WentAway | CameBack, by: Press["by"], desk: Desk): Promise<Message | null> {
  switch (outcome.kind) {
    case "away": {
      if (outcome.openOffers === 0) return null;
      const view = await viewFor(desk, by, await rulesOf(desk));
      return sayAway({ person: by, reader: by }, outcome.away, outcome.openOffers, view);
    }
    case "back":
      return null;
    case "refused":
      return sayNoSuchDay();
    case "nobody":
      return sayNotUnderstood(desk);
    case "not_allowed":
      return notAllowed(outcome.needs, by, (await rulesOf(desk)).team, desk);
  }
}
