// "Why me?" and "why not me?": what the rules saw, who was considered, and how the choice was made, in plain words.
import type { AccountOwnerSeen, Considered, EventOf } from "../src/domain/events.ts";
import { ownerOf } from "../src/domain/lead.ts";
import type { Why } from "../src/domain/trace.ts";
import type { SlackId } from "../src/ids.ts";
import { type Message, message } from "./assemble.ts";
import { context, section } from "./build.ts";
import { impersonal, impersonalTitle, reason, subject, tierAndScore } from "./lead.ts";
import { readFromOthers } from "./provenance.ts";
import {
  accountWords,
  inLine,
  leftOut,
  leftOutGroups,
  NAME_SHOWN,
  nextByShare,
  skippedSteps,
} from "./routing.ts";
import { clip, joined, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { type LeadRecord, named, type View } from "./view.ts";

const REASONS_SHOWN = 5;
const IN_LINE_SHOWN = 10;
const SAID_SHOWN = 6;

/** One choice of a rep as it is on record. */
export interface Choice {
  /** Who got the lead. */
  readonly rep: SlackId;
  readonly how: EventOf<"offered">["how"];
  /** Who assigned it; null unless assigned. */
  readonly by: SlackId | null;
  readonly considered: readonly Considered[];
  readonly skipped: readonly string[];
  /** Whose account it is; null: nobody's, as far as is known. */
  readonly account: AccountOwnerSeen | null;
}

/** To the rep who holds the offer, or to a manager who asks why it went to them. */
export function renderWhy(record: LeadRecord, choice: Choice, reader: SlackId, view: View): Message {
  const you = choice.rep === reader;
  const who = you ? md`you` : named(choice.rep, view);
  const about = you ? subject(record) : impersonal(record);
  // Who has the lead no longer is not told what has been found out about the person.
  const disclosure = ownerOf(record.lead) === reader ? "full" : "impersonal";
  return message(md`Why ${who}: ${about}`, {
    head: [
      section(lines(md`*Why ${who}?* ${chosen(choice, you, view)}`, ...besides(choice, view))),
      ruleSection(record),
      ...saidSection(readFromOthers(record, disclosure, view, SAID_SHOWN)),
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
    head: [
      section(
        lines(
          md`*Why not ${who}?* ${notChosen(choice, rep, view)}`,
          ...(choice ? besides(choice, view) : []),
        ),
      ),
    ],
    rows: choice ? routingSections(choice, view) : [],
    foot: [context(impersonalTitle(record), md`${record.lead.id}`)],
  });
}

function chosen(choice: Choice, you: boolean, view: View): Mrkdwn {
  const { how, by, considered, rep } = choice;
  const was = you ? "were" : "was";
  const who = you ? md`you` : named(rep, view);
  switch (how) {
    case "assigned":
      return by ? md`${named(by, view)} assigned it.` : md`The Overflow Manager assigned it.`;
    case "reassigned":
      return by
        ? md`${named(by, view)} gave it to ${you ? "you" : "them"}, whatever the rules say.`
        : md`A manager gave it to ${you ? "you" : "them"}, whatever the rules say.`;
    case "account_owner":
      return md`${owning(choice.account, you)} It took no turn, whatever the hour and the limits.`;
    case "sticky":
      return md`${you ? "You" : who} had this lead, or another one of the same person, before. It counts as ${
        you ? "your" : "their"
      } turn.`;
    case "share": {
      const pool = considered.filter((one) => one.out === null).length;
      if (pool <= 1) {
        return md`Of ${considered.length} considered, ${who} ${was} the only one who could take it.`;
      }
      const next = nextByShare(considered, rep, { who, was, view });
      return md`Of ${pool} who could take it, ${who} ${was} next by fair share: ${next}`;
    }
  }
}

function owning(account: AccountOwnerSeen | null, you: boolean): Mrkdwn {
  switch (account?.by) {
    case "opportunity":
      return md`There is an open deal at this account (${clip(account.opportunity ?? "without an id", NAME_SHOWN)}), and it is ${
        you ? "yours" : "theirs"
      } in the CRM.`;
    case "lead":
      return md`${you ? "You" : "They"} accepted this account's last open lead.`;
    default:
      return md`The account is ${you ? "yours" : "theirs"} in the CRM.`;
  }
}

function notChosen(choice: Choice | null, rep: SlackId, view: View): Mrkdwn {
  if (choice === null) return md`It has not been routed yet.`;
  if (choice.rep === rep) return md`It did go there.`;
  const winner = named(choice.rep, view);
  switch (choice.how) {
    case "assigned":
    case "reassigned":
      return choice.by ? md`${named(choice.by, view)} chose somebody else.` : md`Somebody else was chosen.`;
    case "account_owner":
      return md`It went to the account's owner, ${winner}.`;
    case "sticky":
    case "share": {
      const seen = choice.considered.find((one) => one.rep === rep);
      if (!seen) return md`Not on the team when it was routed.`;
      if (seen.out !== null) return md`Left out: ${leftOut({ ...seen, out: seen.out }, view)}.`;
      if (choice.how === "sticky") {
        return md`Could have taken it, but ${winner} had this lead, or another one of the same person, before.`;
      }
      const next = nextByShare(choice.considered, choice.rep, { who: winner, was: "was", view });
      return md`Could have taken it, but ${winner} was next: ${next}`;
    }
  }
}

/** What else was decided on the way: an owner who is not there, steps that were passed over. */
function besides({ account, skipped }: Choice, view: View): Mrkdwn[] {
  const owner = accountWords(account, view);
  return [...(owner ? [owner] : []), ...skippedSteps(skipped)].map(bullet);
}

function ruleSection(record: LeadRecord) {
  const why = (record.trace?.why ?? []).slice(0, REASONS_SHOWN);
  const said = why.map((one) => bullet(md`${reason(one)}${sources(one)}`));
  return section(
    lines(md`*${tierAndScore(record)}*`, ...(said.length > 0 ? said : [md`No score rule fired.`])),
  );
}

const SOURCES_SHOWN = 3;

/** Who said what the rule read, where the lead did not bring it itself: " (employees by directory)". */
function sources({ from = {} }: Why): Mrkdwn {
  const said = Object.entries(from)
    .slice(0, SOURCES_SHOWN)
    .map(
      ([key, { provider }]) =>
        md`${clip(key.slice(key.lastIndexOf(".") + 1), NAME_SHOWN)} by ${clip(provider, NAME_SHOWN)}`,
    );
  return said.length > 0 ? md` (${joined(said, ", ")})` : NOTHING;
}

/** Where what the rules read is from, where the lead did not say so itself. */
function saidSection(said: readonly Mrkdwn[]) {
  return said.length > 0 ? [section(lines(md`*What others say*`, ...said.map(bullet)))] : [];
}

function routingSections(choice: Choice, view: View) {
  const line = inLine(choice.considered, view);
  const shown = line.slice(0, IN_LINE_SHOWN).map(bullet);
  const rest = line.length > IN_LINE_SHOWN ? md`…and ${line.length - IN_LINE_SHOWN} more` : NOTHING;
  const groups = leftOutGroups(choice.considered, view).map(bullet);
  return [
    // Whoever owns the account has it whatever their share.
    ...(line.length > 0 && choice.how !== "account_owner"
      ? [section(lines(md`*Could take it*`, ...shown, rest))]
      : []),
    ...(groups.length > 0 ? [section(lines(md`*Left out*`, ...groups))] : []),
  ];
}

function bullet(text: Mrkdwn): Mrkdwn {
  return md`• ${text}`;
}
