// The overflow card in the Overflow Manager's direct message: why nobody was found, a rep picker, Assign.
import type { KnownBlock } from "@slack/types";
import type { Considered } from "../src/domain/events.ts";
import type { Turn } from "../src/domain/lead.ts";
import type { SlackId } from "../src/ids.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, section } from "./build.ts";
import { ACTIONS, assignBlock, BLOCKS, type TurnRef, turnValue } from "./ids.ts";
import { subject, tierAndScore } from "./lead.ts";
import { LIMITS } from "./limits.ts";
import { type PickableRep, repPicker } from "./repPicker.ts";
import { leftOutGroups } from "./routing.ts";
import { filledIn, type StateValues } from "./state.ts";
import { ending, whereabouts } from "./story.ts";
import { clip, lines, type Mrkdwn, md } from "./text.ts";
import { when } from "./time.ts";
import { type LeadRecord, refOf, type View } from "./view.ts";

type OverflowCause = "nobody_eligible" | "unclaimed" | "window" | "manager_gone";

export interface OverflowView extends View {
  /** Why the lead came here. */
  readonly because: OverflowCause;
  /** Whom routing considered, and why each was left out; empty where routing was not asked. */
  readonly considered: readonly Considered[];
  /** Whom the lead may be assigned to: the reps who are here; where none is, those who are away. */
  readonly reps: readonly PickableRep[];
}

const BECAUSE: Readonly<Record<OverflowCause, string>> = {
  nobody_eligible: "No rep could take it.",
  unclaimed: "Nobody claimed it in the Shark Tank.",
  window: "The rep it was offered to did not answer in time.",
  manager_gone: "The Overflow Manager is not to be reached in Slack.",
};

export function renderOverflow(record: LeadRecord, turn: Turn, view: OverflowView): Message {
  const { end } = turn;
  if (end !== null) return ended(record, turn, view);
  return message(md`${subject(record)}: needs a rep, pick one`, {
    head: [
      section(
        lines(subject(record, true), md`*Needs a rep.* ${BECAUSE[view.because]}`, tierAndScore(record)),
      ),
      ...leftOut(view),
      picker(record, turn, view.reps),
      context(
        md`Assigning makes a new offer with a full window.`,
        md`Waiting ${when(turn.since, view, "since")}`,
        md`From ${clip(record.lead.source, 60)} · ${record.lead.id}`,
      ),
    ],
  });
}

function leftOut(view: OverflowView): KnownBlock[] {
  const groups = leftOutGroups(view.considered, view).map((group) => md`• ${group}`);
  return groups.length > 0 ? [section(lines(md`Left out:`, ...groups))] : [];
}

function ended(record: LeadRecord, turn: Turn, view: View): Message {
  const { lead } = record;
  const outcome: Mrkdwn = turn.end ? ending(turn.end, view) : whereabouts(lead, view);
  const at = turn.end?.at ?? lead.since;
  const assignedTo = turn.end?.how === "assigned" ? turn.end.to : null;
  const waiting = lead.state === "offered" && lead.owner === assignedTo;
  return message(md`${subject(record)}: ${outcome}`, {
    head: [
      section(
        lines(
          subject(record, true),
          md`*${outcome}* · ${when(at, view)}`,
          waiting ? md`Waiting for their answer.` : md`Since then: ${whereabouts(lead, view)}`,
        ),
      ),
    ],
  });
}

/** At most `most` in a list, at the largest as many as a select holds; a larger team has Slack's own picker of people. */
export function picker(
  record: LeadRecord,
  turn: Turn,
  reps: OverflowView["reps"],
  { blockId = BLOCKS.assign, most = LIMITS.options }: { blockId?: string; most?: number } = {},
): KnownBlock {
  if (reps.length === 0) return section(md`There is no active rep to assign to: add one to \`team.yml\`.`);
  const whom = repPicker(ACTIONS.pickRep, reps, { most });
  const assign = button("Assign", ACTIONS.assign, turnValue(refOf(record, turn)), "primary");
  return actions([whom, assign], blockId);
}

/** Whom the Overflow Manager has picked, on the card or for that lead on their Home; null: nobody yet. */
export function readAssignee(values: StateValues | undefined, ref: TurnRef | null = null): SlackId | null {
  const onHome = ref && filledIn(values, assignBlock(ref), ACTIONS.pickRep);
  return onHome ?? filledIn(values, BLOCKS.assign, ACTIONS.pickRep);
}
