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

/** `notice`: which one it is, by its mirror's id. */
export function renderNotice(notice: string, all: readonly NoticeEntry[], view: View): Message {
  const entries = all.map((entry): Entry => ({ ...entry, extended: extension(entry, notice, view) }));
  const [only] = entries;
  if (only && entries.length === 1) return single(only, view);
  const waiting = entries.filter(isWaiting).length;
  const title = md`*${entries.length} offers overdue*: ${
    waiting === 0 ? "all have been dealt with" : `${waiting} still waiting for their rep`
  }`;
  const text = md`${entries.length} offers overdue, ${waiting} still waiting`;
  const more = (left: number) => md`…and ${left} more: \`/leads queue overdue\``;
  if (entries.length <= WITH_BUTTONS) {
    const rows = entries.map((entry) => section(said(entry, view), openButton(entry)));
    return message(text, { head: [section(title)], rows, foot: [actions([reassignOne(notice)])], more });
  }
  const rows: KnownBlock[] = [];
  const shown = entries.slice(0, MOST_OPTIONS);
  for (let at = 0; at < shown.length; at += LEADS_A_SECTION) {
    rows.push(section(lines(...shown.slice(at, at + LEADS_A_SECTION).map((entry) => short(entry, view)))));
  }
  const left = entries.length - shown.length;
  if (left > 0) rows.push(section(more(left)));
  return message(text, {
    head: [section(title)],
    rows,
    foot: [actions([reassignOne(notice), openSelect(shown)])],
  });
}

interface Entry extends NoticeEntry {
  /** By whom it was given more time since this notice, and until when; null: it was not, or the notice came after. */
  readonly extended: Mrkdwn | null;
}

/** Still with its rep, and late. */
function isWaiting({ turn, extended }: Entry): boolean {
  return turn.end === null && extended === null;
}

function single(entry: Entry, view: View): Message {
  const { record, turn } = entry;
  const rep = turn.holder === null ? md`a rep` : named(turn.holder, view);
  const value = turnValue(refOf(record, turn));
  const reassign = turn.end === null ? [button("Reassign", ACTIONS.override, value)] : [];
  return message(md`${title(entry)}: ${impersonal(record)}, with ${rep}`, {
    head: [section(said(entry, view)), actions([...reassign, openButton(entry)])],
  });
}

function title({ turn, extended }: Entry): string {
  return turn.end === null && extended !== null ? "Extended" : "Overdue";
}

function openButton({ record, turn }: Entry) {
  return button("Open", ACTIONS.open, turnValue(refOf(record, turn)));
}

/** Which of the bundle's leads is asked in the form. */
function reassignOne(notice: string) {
  return button("Reassign", ACTIONS.overrideBundle, notice);
}

/** Which lead, with whom, how late, and what has happened since. */
function said(entry: Entry, view: View): Mrkdwn {
  const { record, turn, extended } = entry;
  const since = sinceThen(record.lead, turn, view);
  return lines(
    md`${shortLine(record)} · with ${holder(turn, view)}`,
    md`${tierWords(record)} · ${turn.end === null && extended ? extended : lateness(record, turn, view)}`,
    since ? md`Since then: ${since}` : NOTHING,
  );
}

/**
 * "Extended by Morgan until 16:30": of a turn that is overdue no longer, or once more and in another notice. One that was
 * given too little time to be in it again stays overdue.
 */
function extension({ record: { lead }, turn }: NoticeEntry, notice: string, view: View): Mrkdwn | null {
  if (!turn.extended || turn.overdue?.notice === notice) return null;
  const by = lead.overrides.findLast(
    ({ act, standing }) => act.do === "extend" && standing.is === "done",
  )?.by;
  const due = dueAt({ lead }, turn);
  const who = by === undefined ? md`Extended` : md`Extended by ${named(by, view)}`;
  return due === null ? who : md`${who} ${when(due, view, "until")}`;
}

/** One lead in one line, where there are too many for a button each. */
function short({ record, turn, extended }: Entry, view: View): Mrkdwn {
  const since = sinceThen(record.lead, turn, view);
  const due = dueAt(record, turn);
  const what = md`• ${shortLine(record)} · ${holder(turn, view)}`;
  if (!since && extended) return md`${what} · ${extended}`;
  return since ? md`${what} · ${since}` : md`${what}${due ? md` · due ${ago(due, view)}` : NOTHING}`;
}

function holder(turn: Turn, view: View): Mrkdwn {
  return turn.holder === null ? md`nobody` : named(turn.holder, view);
}

/** The end of the accept window: the timer's step while it runs, afterwards what the turn remembers. */
function dueAt({ lead }: Pick<LeadRecord, "lead">, turn: Turn): string | null {
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

function openSelect(entries: readonly NoticeEntry[]) {
  const options = entries.map(({ record, turn }) =>
    option(shortName(record), turnValue(refOf(record, turn))),
  );
  return select(ACTIONS.openPicked, "Open", { options });
}
