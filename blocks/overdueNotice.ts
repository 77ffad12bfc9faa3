// The overdue notice in the managers' channel, about one lead or a bundle: which lead, with whom, how late, and what
// has happened since. Names and companies only in the body; no contact data anywhere.
import type { KnownBlock } from "@slack/types";
import { openTurn, type Turn, timerOf } from "../src/domain/lead.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, option, section, select } from "./build.ts";
import { ACTIONS, turnValue } from "./ids.ts";
import { impersonal, shortLine, shortName, tierWords } from "./lead.ts";
import { sinceThen } from "./story.ts";
import { lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { ago, between, duration, when } from "./time.ts";
import { type LeadRecord, named, refOf, type View } from "./view.ts";

export interface NoticeEntry {
  readonly record: LeadRecord;
  readonly turn: Turn;
}

/** Up to here each lead of a bundle has its own button; beyond, one select opens any of them. */
const WITH_BUTTONS = 20;
const LEADS_A_SECTION = 5;
/** What one message can hold with a line and an option for each lead. */
const MOST_OPTIONS = 40;

export function renderNotice(entries: readonly NoticeEntry[], view: View): Message {
  const [only] = entries;
  if (only && entries.length === 1) return single(only, view);
  const waiting = entries.filter(({ turn }) => turn.end === null).length;
  const title = md`*${entries.length} offers overdue*: ${
    waiting === 0 ? "all have been dealt with" : `${waiting} still waiting for their rep`
  }`;
  const text = md`${entries.length} offers overdue, ${waiting} still waiting`;
  const more = (left: number) => md`…and ${left} more: \`/leads queue overdue\``;
  if (entries.length <= WITH_BUTTONS) {
    return message(text, { head: [section(title)], rows: entries.map((entry) => row(entry, view)), more });
  }
  const rows: KnownBlock[] = [];
  const shown = entries.slice(0, MOST_OPTIONS);
  for (let at = 0; at < shown.length; at += LEADS_A_SECTION) {
    rows.push(section(lines(...shown.slice(at, at + LEADS_A_SECTION).map((entry) => short(entry, view)))));
  }
  const left = entries.length - shown.length;
  if (left > 0) rows.push(section(more(left)));
  return message(text, { head: [section(title)], rows, foot: [openSelect(shown)] });
}

function single(entry: NoticeEntry, view: View): Message {
  const { record, turn } = entry;
  const rep = turn.holder === null ? md`a rep` : named(turn.holder, view);
  return message(md`Overdue: ${impersonal(record)}, with ${rep}`, { head: [row(entry, view)] });
}

/** One lead with its own button. */
function row({ record, turn }: NoticeEntry, view: View): KnownBlock {
  const since = sinceThen(record.lead, turn, view);
  return section(
    lines(
      md`${shortLine(record)} · with ${holder(turn, view)}`,
      md`${tierWords(record)} · ${lateness(record, turn, view)}`,
      since ? md`Since then: ${since}` : NOTHING,
    ),
    button("Open", ACTIONS.open, turnValue(refOf(record, turn))),
  );
}

/** One lead in one line, where there are too many for a button each. */
function short({ record, turn }: NoticeEntry, view: View): Mrkdwn {
  const since = sinceThen(record.lead, turn, view);
  const due = dueAt(record, turn);
  const what = md`• ${shortLine(record)} · ${holder(turn, view)}`;
  return since ? md`${what} · ${since}` : md`${what}${due ? md` · due ${ago(due, view)}` : NOTHING}`;
}

function holder(turn: Turn, view: View): Mrkdwn {
  return turn.holder === null ? md`nobody` : named(turn.holder, view);
}

/** The end of the accept window: the timer's step while it runs, afterwards what the turn remembers. */
function dueAt({ lead }: LeadRecord, turn: Turn): string | null {
  const running = openTurn(lead)?.turn === turn.turn ? timerOf(lead) : null;
  const step = running?.steps.find((one) => one.do === "overdue");
  return step?.at ?? turn.overdue?.at ?? null;
}

/** While it lasts, in words that stay true without another update. */
function lateness(record: LeadRecord, turn: Turn, view: View): Mrkdwn {
  const due = dueAt(record, turn);
  if (due === null) return md`Overdue`;
  if (turn.end === null) return md`*Overdue* ${when(due, view, "since")} (${ago(due, view)})`;
  return md`Was overdue by ${duration(between(due, turn.end.at))}`;
}

function openSelect(entries: readonly NoticeEntry[]): KnownBlock {
  const options = entries.map(({ record, turn }) =>
    option(shortName(record), turnValue(refOf(record, turn))),
  );
  return actions([select(ACTIONS.openPicked, "Open", { options })]);
}
