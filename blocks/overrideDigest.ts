// The override digest: how many decisions against the rules, by whom and why, what became of leads either way, and each one
// that a steward still has to look at. In a channel: nothing of the person, and not a word that anybody typed.

import type { KnownBlock } from "@slack/types";
import { DateTime } from "luxon";
import type { Instant } from "../src/clock.ts";
import type { Divergence } from "../src/domain/divergence.ts";
import { comparedWith, count, counted, percent, withInterval } from "../src/domain/figures/sheet.ts";
import type {
  Count,
  OverrideDigest,
  OverrideOutcome,
  SubmittedOverride,
} from "../src/domain/overrideDigest.ts";
import type { ReportSlot } from "../src/domain/reports.ts";
import type { SlackId } from "../src/ids.ts";
import { line, type Message, message, packed } from "./assemble.ts";
import { actions, button, context, fields, image, section, table } from "./build.ts";
import { digestValue } from "./digestPlace.ts";
import type { ShownPicture } from "./figuresMessage.ts";
import { ACTIONS, overrideValue } from "./ids.ts";
import { tierWords } from "./lead.ts";
import { actWords, OVERRIDE_LABELS, wouldHave } from "./overrideWords.ts";
import { reportPaging } from "./paging.ts";
import { titleOf } from "./tankCard.ts";
import { clip, joined, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { when, whenWords, zoneOf } from "./time.ts";
import { type LeadRecord, named, type View } from "./view.ts";

/** Of each count, those that are named; the others are added up. */
const NAMED = 6;
const NAME = 24;
const WORD = 32;

export interface DigestRow {
  readonly one: SubmittedOverride;
  /** Null: the lead is gone. */
  readonly record: LeadRecord | null;
}

/** The report of a slot, or the time that runs, as somebody asked about it. */
export type DigestOf = { readonly slot: ReportSlot } | { readonly asOf: string };

/**
 * `rows`: all that are listed, of which one page is shown: the one asked for (from 1), or the last where there are fewer.
 * `view`'s zone is the one that the digest's days are counted in.
 */
export function renderOverrideDigest(
  digest: OverrideDigest,
  rows: readonly DigestRow[],
  asked: number,
  of: DigestOf,
  picture: ShownPicture | null,
  view: View,
): Message {
  const short = withShortNames(view);
  const first = firstLine(digest);
  const span = spanWords(digest, view);
  const summary = summaryOf(digest, picture, short);
  const head = (page: number, pages: number) => [
    section(lines(md`*${first}*`, md`${titleWords(of)} · ${span}`, ...todo(digest))),
    ...(page > 1 ? [] : summary),
    ...(pages > 1 ? [context(md`To review · page ${page} of ${pages}`)] : []),
  ];
  const around = (page: number) => [...head(page, MOST_PAGES), ...pagingOf(of, page, MOST_PAGES)];
  // By what a row takes before it is reviewed: a review moves nothing to another page.
  const all = packed(
    rows,
    ({ one, record }) => rowOf({ one: { ...one, reviewed: null }, record }, short),
    around,
  );
  const page = Math.min(Math.max(1, asked), all.length);
  return message(md`${titleWords(of)}: ${first}, ${span}`, {
    head: head(page, all.length),
    rows: (all[page - 1] ?? []).flatMap((row) => rowOf(row, short)),
    foot: pagingOf(of, page, all.length),
  });
}

/** More than anybody turns; it stands for the width of the number. */
const MOST_PAGES = 9_999;

function titleWords(of: DigestOf): string {
  return "slot" in of ? "Override digest" : "Override digest so far";
}

/** "12 overrides, 5 to review". */
function firstLine({ counts, toReview }: OverrideDigest): string {
  if (counts.total.now === 0) return "No overrides";
  const left = toReview === 0 ? "all reviewed" : `${count(toReview)} to review`;
  return `${counted(counts.total.now, "override")}, ${left}`;
}

function spanWords({ period: { from, to } }: OverrideDigest, { timezone }: View): string {
  const form = (at: string) =>
    DateTime.fromISO(at, { zone: zoneOf(timezone), locale: "en-GB" }).toFormat("ccc d LLL HH:mm");
  return `${form(from)} to ${form(to)}`;
}

/** What to do first, and what else is open. */
function todo({ counts, toReview, older, postMortems }: OverrideDigest): Mrkdwn[] {
  return [
    md`The week before: ${count(counts.total.before)} (${change(counts.total)})`,
    ...(toReview > 0 ? [md`*First:* a steward presses *Mark reviewed* on each below.`] : []),
    ...(older > 0
      ? [md`${count(older)} from before still to review: their digests are further up in this channel.`]
      : []),
    ...(postMortems.open > 0
      ? [
          md`${counted(postMortems.open, "post-mortem")} open${
            postMortems.overdue > 0 ? `, ${count(postMortems.overdue)} of them overdue` : ""
          }.`,
        ]
      : []),
  ];
}

function change({ now, before }: Count<unknown>): string {
  if (now === before) return "as many";
  return now > before ? `+${count(now - before)}` : `−${count(before - now)}`;
}

function summaryOf(
  { counts, divergence }: OverrideDigest,
  picture: ShownPicture | null,
  view: View,
): KnownBlock[] {
  const none = counts.total.now === 0 && counts.total.before === 0;
  return [
    ...(none
      ? []
      : [
          fields([
            countsOf("By person", counts.byPerson, (id) => named(id, view)),
            countsOf("By reason", counts.byReason, (code) => clip(code, WORD)),
            countsOf("By action", counts.byAction, (verb) => md`${OVERRIDE_LABELS[verb]}`),
            countsOf("By rule", counts.byRule, (rule) =>
              rule === null ? md`no rule yet` : clip(rule, WORD),
            ),
          ]),
        ]),
    ...askedLine(counts.asked),
    ...divergenceBlocks(divergence),
    ...(picture && !none ? [image(picture.fileId, picture.alt)] : []),
  ];
}

/** "Mona: 5 (+3)", "Bob: 2 (new)"; the least frequent together in a last line. */
function countsOf<Of>(title: string, counts: readonly Count<Of>[], words: (of: Of) => Mrkdwn): Mrkdwn {
  const shown = counts.length > NAMED ? counts.slice(0, NAMED - 1) : counts;
  const rest = counts.slice(shown.length);
  const sum = (key: "now" | "before") => rest.reduce((total, one) => total + one[key], 0);
  const line = (what: Mrkdwn, one: Count<unknown>) =>
    md`${what}: ${count(one.now)} (${one.before === 0 ? "new" : change(one)})`;
  return lines(
    md`*${title}*`,
    ...shown.map((one) => line(words(one.of), one)),
    ...(rest.length > 0
      ? [line(md`${count(rest.length)} more`, { of: null, now: sum("now"), before: sum("before") })]
      : []),
  );
}

const OUTCOMES: Readonly<Record<Exclude<OverrideOutcome, "done">, string>> = {
  waiting: "waiting for a second manager",
  approved: "approved by a second manager",
  rejected: "rejected by a second manager",
  expired: "not approved in time",
  moved_on: "approved when the lead had moved on, not done",
};

function askedLine(asked: OverrideDigest["counts"]["asked"]): KnownBlock[] {
  const said = Object.entries(OUTCOMES).flatMap(([outcome, words]) => {
    const many = asked[outcome as keyof typeof asked];
    return many > 0 ? [md`${count(many)} ${words}`] : [];
  });
  return said.length > 0 ? [context(joined(said, " · "))] : [];
}

/** How many decisions stood and how many were overridden, and how often a rep took the lead then. */
function divergenceBlocks({
  overridden,
  conversion: { automated, overridden: by },
}: Divergence): KnownBlock[] {
  if (overridden.of === 0) return [context(md`The rules decided nothing in this time.`)];
  const stood = overridden.share === null ? null : 1 - overridden.share;
  return [
    table(
      ["Decisions", "Leads", "Share", "Accepted or claimed by a rep"],
      [
        ["Left as the rules decided", count(automated.of), percent(stood), withInterval(automated)],
        ["Overridden", count(by.of), percent(overridden.share), withInterval(by)],
      ],
      [3],
    ),
    context(
      md`Accepted, the overridden against the rest: ${comparedWith(by, automated)}. Ranges hold with 95% certainty.`,
    ),
  ];
}

function rowOf({ one, record }: DigestRow, view: View): KnownBlock[] {
  const { leadId: lead, no } = one;
  const came = one.outcome === "done" ? NOTHING : md`${OUTCOMES[one.outcome]}`;
  const said = lines(
    joined(
      [
        md`*${actWords(one.act, view)}*`,
        record ? titleOf(record) : md`lead no longer here`,
        record ? tierWords(record) : NOTHING,
        md`\`${lead.slice(0, SHORT_ID)}\``,
      ],
      " · ",
    ),
    joined([named(one.by, view), md`reason ${clip(one.reasonCode, WORD)}`, when(one.at, view), came], " · "),
    one.reviewed
      ? md`✓ Reviewed by ${named(one.reviewed.by, view)} · ${when(one.reviewed.at, view)}`
      : md`By the rules: ${wouldHave(one, view)}`,
  );
  if (one.reviewed) return [section(said)];
  return [section(said, button("Mark reviewed", ACTIONS.markReviewed, overrideValue({ lead, no })))];
}

/** Enough of a lead's id for `/leads show`. */
const SHORT_ID = 21;

/** A long name in every row would leave no room for the rows. */
function withShortNames(view: View): View {
  const names = [...view.names].map(([id, name]) => [id, cutName(name)] as const);
  return { ...view, names: new Map(names) };
}

function cutName(name: string): string {
  const letters = [...name.trim()];
  return letters.length > NAME ? `${letters.slice(0, NAME - 1).join("")}…` : name;
}

function pagingOf(of: DigestOf, page: number, pages: number): KnownBlock[] {
  if ("slot" in of) return reportPaging({ ...of.slot, page }, pages);
  const to = (there: number) => digestValue({ asOf: of.asOf, page: there });
  const buttons = [
    ...(page > 1 ? [button("Previous", ACTIONS.digestPrevious, to(page - 1))] : []),
    ...(page < pages ? [button("Next", ACTIONS.digestNext, to(page + 1))] : []),
  ];
  return buttons.length > 0 ? [actions(buttons)] : [];
}

/** Somebody has been first. */
export function sayReviewed(
  { by, at }: { readonly by: SlackId; readonly at: Instant },
  reader: SlackId,
  view: View,
): Message {
  const who = by === reader ? md`You` : named(by, view);
  return line(md`${who} reviewed this override ${whenWords(at, view)} already; nothing was changed.`);
}
