// What is answered to who goes away or comes back, or says so of somebody else; the question what becomes of open offers.
import { type Away, LONGEST_AWAY_DAYS } from "../src/domain/availability.ts";
import type { SlackId } from "../src/ids.ts";
import { line, type Message, message } from "./assemble.ts";
import { actions, button, section } from "./build.ts";
import { ACTIONS, awayValue } from "./ids.ts";
import { clip, joined, lines, type Mrkdwn, md, mention, NOTHING } from "./text.ts";
import { when } from "./time.ts";
import { named, type View } from "./view.ts";

/** Whom it is about, and who reads it. `by`: who said so, where the reader is to know. */
export interface AboutAway {
  readonly person: SlackId;
  readonly reader: SlackId;
  readonly by?: SlackId;
}

/** Until when they are away, and what they hold; with open offers it asks whether these go on. */
export function sayAway(
  { person, reader, by }: AboutAway,
  { until }: Pick<Away, "until">,
  openOffers: number,
  view: View,
): Message {
  const own = person === reader;
  const who = own ? md`You are` : md`${named(person, view)} is`;
  const till = until ? when(until, view, "until") : own ? md`until you are back` : md`until they are back`;
  const said = joined([md`${who} away ${till}.`, saidBy(by, view)], " ");
  const means = own
    ? md`Nothing new is given to you, and you cannot claim. When you are back, type \`/leads back\`.`
    : joined(
        [md`Nothing new is given to them. When they are back, type \`/leads back\``, mention(person)],
        " ",
      );
  if (openOffers === 0) return line(joined([said, means], " "));
  const offers = openOffers === 1 ? md`1 open offer` : md`${openOffers} open offers`;
  const hold = own ? md`You hold ${offers}.` : md`${named(person, view)} holds ${offers}.`;
  const stay = openOffers === 1 ? md`Its clock runs on.` : md`Their clocks run on.`;
  return message(joined([said, hold], " "), {
    head: [
      section(lines(joined([said, means], " "), joined([md`*${hold}*`, stay], " "))),
      actions([
        button("Hand on", ACTIONS.handOn, awayValue(person), "primary"),
        button("Keep", ACTIONS.keep, awayValue(person)),
      ]),
    ],
  });
}

function saidBy(by: SlackId | undefined, view: View): Mrkdwn {
  return by === undefined ? NOTHING : md`${named(by, view)} said so.`;
}

export function sayBack({ person, reader, by }: AboutAway, wasAway: boolean, view: View): Message {
  const own = person === reader;
  if (!wasAway) return line(own ? md`You were not away.` : md`${named(person, view)} was not away.`);
  const said = own
    ? md`You are back: leads reach you again, at your fair share and with no backlog.`
    : md`${named(person, view)} is back: leads reach them again, at their fair share and with no backlog.`;
  return line(joined([said, saidBy(by, view)], " "));
}

const EXAMPLES: Mrkdwn = md`\`2h\`, \`15:00\`, \`tomorrow\`, \`monday 9:30\` or \`2026-12-24\``;

/** A time that cannot be, as it was typed. `unclear`: it is none that Baton knows. */
export function sayNotUntil(typed: string, why: "unclear" | "past" | "too_far"): Message {
  switch (why) {
    case "unclear":
      return line(md`Baton does not know the time ${clip(typed, 80)}; nothing was changed. Try ${EXAMPLES}.`);
    case "past":
      return line(md`${clip(typed, 80)} is over already; nothing was changed. Try ${EXAMPLES}.`);
    case "too_far":
      return line(
        md`${clip(typed, 80)} is more than ${LONGEST_AWAY_DAYS} days off; nothing was changed. Leave the time out to be away until you are back.`,
      );
  }
}

/** After **Hand on**. */
export function sayHandedOn({ person, reader }: AboutAway, offers: number, view: View): Message {
  if (offers === 0) return line(md`There was no open offer left to hand on.`);
  const what = offers === 1 ? md`1 open offer has` : md`${offers} open offers have`;
  const whose = person === reader ? md`Your` : md`${named(person, view)}'s`;
  return line(md`${whose} ${what} been handed on to whoever is next.`);
}

/** After **Keep**. */
export function sayKept({ person, reader }: AboutAway, view: View): Message {
  return line(
    person === reader
      ? md`Your open offers stay yours, and their clocks run on.`
      : md`The open offers stay with ${named(person, view)}, and their clocks run on.`,
  );
}

export function sayNotAway({ person, reader }: AboutAway, view: View): Message {
  const who = person === reader ? md`You are` : md`${named(person, view)} is`;
  return line(md`${who} not away any more, so nothing was handed on.`);
}

/** Somebody to whom nothing is ever given. */
export function sayNotOnTeam(person: SlackId): Message {
  return line(joined([mention(person), md`is not on the team, so no offers reach them anyway.`], " "));
}
