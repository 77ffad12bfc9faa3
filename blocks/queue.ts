// `/leads queue`: every open lead with owner, state, age and next deadline, in pages of twenty, the worst first.
import type { KnownBlock } from "@slack/types";
import { isOverdue, type Lead, lastTurn, ownerOf } from "../src/domain/lead.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, section } from "./build.ts";
import { ACTIONS, type QueueFilterValue, type QueuePlace, queueValue, turnValue } from "./ids.ts";
import { shortLine, tierWords } from "./lead.ts";
import { nextDeadline } from "./leadStory.ts";
import { waitsFor } from "./story.ts";
import { clip, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { between, duration } from "./time.ts";
import { type LeadRecord, named, refOf, type View } from "./view.ts";

export const PAGE_SIZE = 20;

/** One page of the queue: its rows, how many the filter lets through in all, and the totals of every open lead. */
export interface QueueContent {
  readonly rows: readonly LeadRecord[];
  readonly matching: number;
  readonly totals: {
    readonly open: number;
    readonly overdue: number;
    readonly tank: number;
    readonly offered: number;
  };
}

export function renderQueue(content: QueueContent, place: QueuePlace, view: View): Message {
  const { open, overdue, tank, offered } = content.totals;
  const first = md`${open} open: ${overdue} overdue · ${tank} tank · ${offered} offered`;
  const pages = Math.max(1, Math.ceil(content.matching / PAGE_SIZE));
  if (content.rows.length === 0) {
    return message(first, {
      head: [section(first), section(empty(content, place, view))],
      foot: paging(place, pages),
    });
  }
  return message(first, {
    head: [section(first), context(shownOf(content, place, pages, view))],
    rows: content.rows.map((record) => row(record, view)),
    foot: paging(place, pages),
  });
}

function shownOf(content: QueueContent, { filter, page }: QueuePlace, pages: number, view: View): Mrkdwn {
  const which = filter.kind === "all" ? md`All open leads` : filterName(filter, view);
  return md`${which}: ${content.matching} · page ${page} of ${pages}`;
}

function filterName(filter: QueueFilterValue, view: View): Mrkdwn {
  switch (filter.kind) {
    case "all":
      return md`Open`;
    case "overdue":
      return md`Overdue`;
    case "tank":
      return md`In the Shark Tank`;
    case "rep":
      return md`With ${named(filter.rep, view)}`;
  }
}

function empty(content: QueueContent, { filter, page }: QueuePlace, view: View): Mrkdwn {
  if (content.matching > 0) return md`There is nothing on page ${page}. Press *Previous*.`;
  if (content.totals.open === 0) return md`Nothing is waiting. New leads appear here as they come in.`;
  return md`${filterName(filter, view)}: none. See all with \`/leads queue\`.`;
}

function row(record: LeadRecord, view: View): KnownBlock {
  const { lead } = record;
  const owner = ownerOf(lead);
  const next = nextDeadline(record, view);
  return section(
    lines(
      md`${shortLine(record)} · ${owner === null ? "no owner" : named(owner, view)}`,
      md`${stateWords(lead, view)} · ${tierWords(record)} · ${duration(between(lead.receivedAt, view.now))} old${
        next ? md` · ${next}` : NOTHING
      }`,
    ),
    button("Open", ACTIONS.open, turnValue(refOf(record, lastTurn(lead)))),
  );
}

const STATES: Readonly<Record<Lead["state"], string>> = {
  buffering: "Being checked",
  routing: "Looking for a rep",
  offered: "Offered",
  tank: "In the Shark Tank",
  overflow: "With the Overflow Manager",
  review: "In review",
  accepted: "Accepted",
  recycled: "Recycled",
  nurture: "In nurture",
  suppressed: "Suppressed",
  merged: "Merged",
};

/** The state as people say it; overdue with how late. */
export function stateWords(lead: Lead, view: View): Mrkdwn {
  if (lead.state === "routing") return waitsFor(lead, view) ?? md`${STATES.routing}`;
  if (lead.state === "review") return md`In review: ${clip(lead.queue, 80)}`;
  if (!isOverdue(lead) || lead.state !== "offered") return md`${STATES[lead.state]}`;
  const due = lead.timer?.steps.find((step) => step.do === "overdue")?.at ?? lastTurn(lead)?.overdue?.at;
  return due ? md`*Overdue by ${duration(between(due, view.now))}*` : md`*Overdue*`;
}

/** In place: each carries the filter and the page it leads to. */
function paging({ filter, page }: QueuePlace, pages: number): KnownBlock[] {
  const buttons = [
    ...(page > 1
      ? [button("Previous", ACTIONS.queuePrevious, queueValue({ filter, page: Math.min(page - 1, pages) }))]
      : []),
    ...(page < pages ? [button("Next", ACTIONS.queueNext, queueValue({ filter, page: page + 1 }))] : []),
  ];
  return buttons.length > 0 ? [actions(buttons)] : [];
}
