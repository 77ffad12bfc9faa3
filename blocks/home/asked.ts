// What is asked of somebody beside offers: a rep for what waits with the Overflow Manager, an answer to a review.
import type { KnownBlock } from "@slack/types";
import { lastTurn } from "../../src/domain/lead.ts";
import type { HomePart } from "../assemble.ts";
import { actions, button, header, section } from "../build.ts";
import { ACTIONS, assignBlock, turnValue } from "../ids.ts";
import { subject, tierAndScore } from "../lead.ts";
import { nextDeadline } from "../leadStory.ts";
import { picker } from "../overflowCard.ts";
import { clip, lines, md, NOTHING } from "../text.ts";
import { when } from "../time.ts";
import { type LeadRecord, refOf, type View } from "../view.ts";
import type { HomeFacts } from "./facts.ts";

/** A list of the team in every row would fill the page: of larger ones Slack's own picker is shown. */
const LISTED_REPS = 25;

export function overflowPart({ waiting, reps }: NonNullable<HomeFacts["overflow"]>, view: View): HomePart {
  const { records, total } = waiting;
  const title = header("Waiting for a rep");
  if (total === 0) {
    return { head: [title, section(md`Nothing waits with you. What no rep can take comes here.`)] };
  }
  return {
    head: [title, section(total === 1 ? md`*1 lead needs a rep.*` : md`*${total} leads need a rep.*`)],
    rows: records.map((record) => waitingRow(record, reps, view)),
    total,
    more: (left) => md`…and ${left} more: each has its card in Messages`,
  };
}

function waitingRow(
  record: LeadRecord,
  reps: NonNullable<HomeFacts["overflow"]>["reps"],
  view: View,
): KnownBlock[] {
  const turn = lastTurn(record.lead);
  return [
    section(
      lines(
        subject(record, true),
        md`*Needs a rep*, waiting ${when(record.lead.since, view, "since")} · ${tierAndScore(record)}`,
        nextDeadline(record, view) ?? NOTHING,
      ),
      button("Open", ACTIONS.open, turnValue(refOf(record, turn))),
    ),
    ...(turn
      ? [picker(record, turn, reps, { blockId: assignBlock(refOf(record, turn)), most: LISTED_REPS })]
      : []),
  ];
}

export function reviewPart({ records, total }: NonNullable<HomeFacts["reviews"]>, view: View): HomePart {
  const title = header("Reviews asked of you");
  if (total === 0) {
    return {
      head: [
        title,
        section(md`No review waits for you. A new one is asked in its channel, and stands here.`),
      ],
    };
  }
  return {
    head: [
      title,
      section(total === 1 ? md`*1 review waits for you.*` : md`*${total} reviews wait for you.*`),
    ],
    rows: records.map((record) => reviewRow(record, view)),
    total,
    more: (left) => md`…and ${left} more: each has its card in its channel`,
  };
}

/** The buttons of its card; what the rules saw is behind **Open**. */
function reviewRow(record: LeadRecord, view: View): KnownBlock[] {
  const { lead } = record;
  const turn = lastTurn(lead);
  const value = turnValue(refOf(record, turn));
  return [
    section(
      lines(
        subject(record, true),
        md`*Review: ${clip(turn?.review?.queue ?? "", 80)}*, asked ${when(lead.since, view)} · ${tierAndScore(record)}`,
        nextDeadline(record, view) ?? NOTHING,
      ),
      button("Open", ACTIONS.open, value),
    ),
    actions([button("Approve", ACTIONS.approve, value, "primary"), button("Reject", ACTIONS.reject, value)]),
  ];
}
