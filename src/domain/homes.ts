// Whose App Home shows what a change has changed. A Home is about no lead, and no decision on a lead raises it: a manager's
// totals are a row that every decision in the workspace would wait for.
import type { SlackId } from "../ids.ts";
import { DESK_CHAIN } from "./deskEvents.ts";
import { type Lead, ownerOf, timerOf } from "./lead.ts";
import type { MirrorRef } from "./mirrors.ts";

export function homeOf(person: SlackId): MirrorRef {
  return { id: homeId(person), kind: "home", leadId: DESK_CHAIN, to: person };
}

export function homeId(person: SlackId): string {
  return `home:${person}`;
}

export interface HomesTouched {
  /** Who has or had the lead in their hands: the rep, the Overflow Manager, the reviewer who was asked. */
  readonly own: readonly SlackId[];
  /** Where open leads stand is another thing now: managers see that. */
  readonly totals: boolean;
}

/** `before` null: the lead has just arrived. */
export function homesTouched(before: Lead | null, after: Lead): HomesTouched {
  const own = new Set<SlackId>();
  const add = (person: SlackId | null | undefined) => person && own.add(person);
  add(before && ownerOf(before));
  add(ownerOf(after));
  const known = new Map(before?.turns.map((turn) => [turn.turn, turn]));
  for (const turn of after.turns) {
    if (known.get(turn.turn) === turn) continue;
    add(turn.holder);
    if (turn.end && "by" in turn.end) add(turn.end.by);
  }
  return { own: [...own], totals: before === null || standing(before) !== standing(after) };
}

/** What a row of the queue shows that a lead's own events change. */
function standing(lead: Lead): string {
  const timer = timerOf(lead);
  const next = timer?.steps[timer.next];
  return JSON.stringify([lead.state, "overdue" in lead && lead.overdue, ownerOf(lead), next?.at, lead.tier]);
}
