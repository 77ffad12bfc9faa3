// "Why me?" and "why not me?": what the rules saw, who was considered, and how the choice was made, in plain words.
import type { Considered } from "../src/domain/events.ts";
import type { SlackId } from "../src/ids.ts";
import { type Message, message } from "./assemble.ts";
import { context, section } from "./build.ts";
import { impersonal, impersonalTitle, reason, subject, tierAndScore } from "./lead.ts";
import { inLine, LEFT_OUT, leftOutGroups, skippedSteps } from "./routing.ts";
import { lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { type LeadRecord, named, type View } from "./view.ts";

const REASONS_SHOWN = 5;
const IN_LINE_SHOWN = 10;

/** One choice of a rep as it is on record. */
export interface Choice {
  /** Who got the lead. */
  readonly rep: SlackId;
  /** By fair share, or assigned by a person. */
  readonly how: "share" | "assigned";
  /** Who assigned it; null unless assigned. */
  readonly by: SlackId | null;
  readonly considered: readonly Considered[];
  readonly skipped: readonly string[];
}

/** To the rep who holds the offer, or to a manager who asks why it went to them. */
export function renderWhy(record: LeadRecord, choice: Choice, reader: SlackId, view: View): Message {
  const you = choice.rep === reader;
  const who = you ? md`you` : named(choice.rep, view);
  const about = you ? subject(record) : impersonal(record);
  return message(md`Why ${who}: ${about}`, {
    head: [
      section(
        lines(md`*Why ${who}?* ${chosen(choice, you, view)}`, ...skippedSteps(choice.skipped).map(bullet)),
      ),
      ruleSection(record),
    ],
    rows: routingSections(choice, view),
  });
}

/** To whoever asks why the lead did not go to `rep`. */
export function renderWhyNot(
  record: LeadRecord,
  choice: Choice | null,
  rep: SlackId,
  reader: SlackId,
  view: View,
): Message {
  const who = rep === reader ? md`you` : named(rep, view);
  return message(md`Why not ${who}: ${impersonal(record)}`, {
    head: [section(md`*Why not ${who}?* ${notChosen(choice, rep, view)}`)],
    rows: choice ? routingSections(choice, view) : [],
    foot: [context(impersonalTitle(record), md`${record.lead.id}`)],
  });
}

function chosen({ how, by, considered }: Choice, you: boolean, view: View): Mrkdwn {
  if (how === "assigned")
    return by ? md`${named(by, view)} assigned it.` : md`The Overflow Manager assigned it.`;
  const pool = considered.filter((one) => one.out === null).length;
  const whom = you ? "you were" : "they were";
  if (pool <= 1) return md`Of ${considered.length} considered, ${whom} the only one who could take it.`;
  return md`Of ${pool} who could take it, ${whom} next by fair share.`;
}

function notChosen(choice: Choice | null, rep: SlackId, view: View): Mrkdwn {
  if (choice === null) return md`It has not been routed yet.`;
  if (choice.rep === rep) return md`It did go there.`;
  if (choice.how === "assigned") {
    return choice.by
      ? md`${named(choice.by, view)} chose somebody else.`
      : md`The Overflow Manager chose somebody else.`;
  }
  const seen = choice.considered.find((one) => one.rep === rep);
  if (!seen) return md`Not on the team when it was routed.`;
  if (seen.out !== null) return md`Left out: ${LEFT_OUT[seen.out]}.`;
  return md`Could have taken it, but ${named(choice.rep, view)} was further behind their fair share.`;
}

function ruleSection(record: LeadRecord) {
  const why = (record.trace?.why ?? []).slice(0, REASONS_SHOWN);
  const said = why.map((one) => bullet(reason(one)));
  return section(
    lines(md`*${tierAndScore(record)}*`, ...(said.length > 0 ? said : [md`No score rule fired.`])),
  );
}

function routingSections(choice: Choice, view: View) {
  const line = inLine(choice.considered, view);
  const shown = line.slice(0, IN_LINE_SHOWN).map(bullet);
  const rest = line.length > IN_LINE_SHOWN ? md`…and ${line.length - IN_LINE_SHOWN} more` : NOTHING;
  const groups = leftOutGroups(choice.considered, view).map(bullet);
  return [
    ...(line.length > 0 ? [section(lines(md`*Could take it*`, ...shown, rest))] : []),
    ...(groups.length > 0 ? [section(lines(md`*Left out*`, ...groups))] : []),
  ];
}

function bullet(text: Mrkdwn): Mrkdwn {
  return md`• ${text}`;
}
