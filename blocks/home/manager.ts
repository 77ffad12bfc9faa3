// A manager's part of their Home: where the open leads stand, and the worst of them.
import type { KnownBlock } from "@slack/types";
import { isOverdue, lastTurn, ownerOf } from "../../src/domain/lead.ts";
import type { HomePart } from "../assemble.ts";
import { actions, button, header, section } from "../build.ts";
import { ACTIONS, turnValue } from "../ids.ts";
import { shortLine, tierWords } from "../lead.ts";
import { nextDeadline } from "../leadStory.ts";
import { stateWords, totalsLine } from "../queue.ts";
import { joined, lines, type Mrkdwn, md } from "../text.ts";
import { ago, when } from "../time.ts";
import { type LeadRecord, named, refOf, type View } from "../view.ts";
import type { HomeFacts } from "./facts.ts";

export function managerParts({ rows, totals }: NonNullable<HomeFacts["manager"]>, view: View): HomePart[] {
  const showQueue = button("Show the queue", ACTIONS.showQueue, "queue");
  return [
    {
      head: [
        header("Open leads"),
        section(md`*${totalsLine(totals)}*`),
        ...(totals.open === 0
          ? [section(md`Nothing is waiting. New leads appear here as they come in.`)]
          : [actions([showQueue])]),
      ],
      rows: rows.map((record) => row(record, view)),
      total: totals.open,
      more: (left) => md`…and ${left} more: press *Show the queue*`,
    },
  ];
}

function row(record: LeadRecord, view: View): KnownBlock[] {
  const { lead } = record;
  const owner = ownerOf(lead);
  const next = nextDeadline(record, view);
  const parts = [
    standing(record, view),
    tierWords(record),
    md`received ${ago(lead.receivedAt, view)}`,
    ...(next ? [next] : []),
  ];
  return [
    section(
      lines(
        md`${shortLine(record)} · ${owner === null ? "no owner" : named(owner, view)}`,
        joined(parts, " · "),
      ),
      button("Open", ACTIONS.open, turnValue(refOf(record, lastTurn(lead)))),
    ),
  ];
}

/** A Home stays on the screen: how late something is, Slack counts on. */
function standing({ lead }: LeadRecord, view: View): Mrkdwn {
  const due = isOverdue(lead) ? lastTurn(lead)?.overdue?.at : undefined;
  return due ? md`*Overdue* ${when(due, view, "since")} (${ago(due, view)})` : stateWords(lead, view);
}
