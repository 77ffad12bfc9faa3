// `/leads queue`: every open lead with owner, state, age and next deadline, in pages of twenty, the worst first.
import type { KnownBlock } from "@slack/types";
import { instant } from "../src/clock.ts";
import { isOverdue, type Lead, lastTurn, ownerOf } from "../src/domain/lead.ts";
import { QUEUE_GROUPS, type QueueGroup, queueGroupOf } from "../src/domain/queue.ts";
import { type Message, message } from "./assemble.ts";
import { button, context, section } from "./build.ts";
import { ACTIONS, type QueueFilterValue, type QueuePlace, turnValue } from "./ids.ts";
import { shortLine, tierWords } from "./lead.ts";
import { nextDeadline } from "./leadStory.ts";
import { filters, paging } from "./queueControls.ts";
import { waitsFor } from "./story.ts";
import { clip, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { between, duration, when } from "./time.ts";
import { type LeadRecord, namedShortly, refOf, type View } from "./view.ts";

export const PAGE_SIZE = 20;

/** One page of the queue: its rows, how many the filter lets through in all, and the totals of every open lead. */
export interface QueueContent {
  readonly rows: readonly LeadRecord[];
  readonly matching: number;
  /** `matching` by group. */
  readonly groups: Readonly<Record<QueueGroup, number>>;
  readonly totals: {
    readonly open: number;
    readonly overdue: number;
    readonly tank: number;
    readonly offered: number;
  };
}

export function renderQueue(content: QueueContent, place: QueuePlace, view: View): Message {
  const first = totalsLine(content.totals);
  const pages = Math.max(1, Math.ceil(content.matching / PAGE_SIZE));
  const head = [section(first), filters(place, view)];
  if (content.rows.length === 0) {
    return message(first, {
      head: [...head, section(empty(content, place, view))],
      foot: paging(place, pages),
    });
  }
  return message(first, {
    head: [...head, context(shownOf(content, place, pages, view))],
    rows: grouped(content, place, view),
    foot: paging(place, pages),
  });
}

export function totalsLine({ open, overdue, tank, offered }: QueueContent["totals"]): Mrkdwn {
  return md`${open} open: ${overdue} overdue · ${tank} tank · ${offered} offered`;
}

function shownOf(content: QueueContent, { filter, page }: QueuePlace, pages: number, view: View): Mrkdwn {
  const which = filter.kind === "all" ? md`All open leads` : filterName(filter, view);
  const asOf = when(instant(view.now), view);
  return md`${which}: ${content.matching} · page ${page} of ${pages} · ${asOf}`;
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
      return md`With ${namedShortly(filter.rep, view)}`;
  }
}

function empty(content: QueueContent, { filter, page }: QueuePlace, view: View): Mrkdwn {
  if (content.matching > 0) return md`There is nothing on page ${page}. Press *Previous*.`;
  if (content.totals.open === 0) return md`Nothing is waiting. New leads appear here as they come in.`;
  return md`${filterName(filter, view)}: none. Press *All* to see every open lead.`;
}

const GROUPS: Readonly<Record<QueueGroup, string>> = {
  overflow: "With the Overflow Manager",
  overdue: "Overdue",
  tank: "In the Shark Tank",
  review: "In review",
  offered: "Offered",
  other: "On the way to a rep",
};

/** The rows under a heading where a group begins; one that began on an earlier page goes on under its name. */
function grouped(content: QueueContent, { filter, page }: QueuePlace, view: View): KnownBlock[] {
  const oneGroup = filter.kind === "overdue" || filter.kind === "tank";
  let before: QueueGroup | null = null;
  return content.rows.flatMap((record) => {
    const group = queueGroupOf(record.lead);
    const begins = !oneGroup && group !== null && group !== before;
    const goesOn = before === null && group !== null && (page - 1) * PAGE_SIZE > startOf(group, content);
    before = group;
    return begins ? [heading(group, content, goesOn), row(record, view)] : [row(record, view)];
  });
}

/** How many rows stand before the group. */
function startOf(group: QueueGroup, { groups }: QueueContent): number {
  const earlier = QUEUE_GROUPS.slice(0, QUEUE_GROUPS.indexOf(group));
  return earlier.reduce((sum, one) => sum + groups[one], 0);
}

function heading(group: QueueGroup, { groups }: QueueContent, goesOn: boolean): KnownBlock {
  return section(md`*${GROUPS[group]}* · ${groups[group]}${goesOn ? md` (continued)` : NOTHING}`);
}

function row(record: LeadRecord, view: View): KnownBlock {
  const { lead } = record;
  const owner = ownerOf(lead);
  const next = nextDeadline(record, view);
  return section(
    lines(
      md`${shortLine(record)} · ${owner === null ? "no owner" : namedShortly(owner, view)}`,
      md`${stateWords(lead, view)} · ${tierWords(record)} · ${duration(between(lead.receivedAt, view.now))} old${
        next ? md` · ${next}` : NOTHING
      }`,
    ),
    button("Open", ACTIONS.open, turnValue(refOf(record, lastTurn(lead)))),
  );
}

/** Keeps twenty rows within one message. */
const QUEUE_NAME = 40;

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
  if (lead.state === "review") return md`In review: ${clip(lead.queue, QUEUE_NAME)}`;
  if (!isOverdue(lead) || lead.state !== "offered") return md`${STATES[lead.state]}`;
  const due = lead.timer?.steps.find((step) => step.do === "overdue")?.at ?? lastTurn(lead)?.overdue?.at;
  return due ? md`*Overdue by ${duration(between(due, view.now))}*` : md`*Overdue*`;
}
