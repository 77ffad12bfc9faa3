// Answers about Slack itself, in one line each.
import { line, type Message, message } from "../../blocks/assemble.ts";
import { section } from "../../blocks/build.ts";
import { impersonal } from "../../blocks/lead.ts";
import { accountWords, leftOutGroups } from "../../blocks/routing.ts";
import { waitsFor } from "../../blocks/story.ts";
import { clip, lines, md, NOTHING } from "../../blocks/text.ts";
import type { LeadRecord, View } from "../../blocks/view.ts";
import type { AccountOwnerSeen, Considered } from "../domain/events.ts";
import type { Desk } from "./desk.ts";

export function sayNotAvailable(word: string): Message {
  return line(md`\`/leads ${clip(word, 60)}\` is not available in this version.`);
}

/** A button or a form that carries what this version never writes: it is counted, somebody may be trying. */
export function sayNotUnderstood({ refused }: Pick<Desk, "refused">): Message {
  refused("not_understood");
  return line(
    md`Baton does not know that button; nothing was changed. Type \`/leads help\` for what it can do.`,
  );
}

/** A day was chosen to be back on that is over, or too far ahead. */
export function sayNoSuchDay(): Message {
  return line(md`You cannot be away until then; nothing was changed. Choose a day ahead, within a year.`);
}

/** The shortcut was chosen on a message that shows no lead, or is none of Baton's. */
export function sayAboutNoLead(): Message {
  return line(
    md`That message is about no lead. Choose *Override* on a card of Baton's, or type \`/leads override ID\`.`,
  );
}

/** The three seconds in which Slack lets a form open are over. */
export function sayTooSlow(): Message {
  return line(md`Slack did not open the form in time; nothing was changed. Press the button again.`);
}

/** Why a lead has no rep: who was left out of the choice, and why. */
export function sayNobodyCould(
  record: LeadRecord,
  { considered, account }: { considered: readonly Considered[]; account: AccountOwnerSeen | null },
  view: View,
): Message {
  const title = md`Why nobody: ${impersonal(record)}`;
  const waits = waitsFor(record.lead, view);
  return message(title, {
    head: [
      section(
        lines(
          md`*${title}*`,
          md`Routing looked, and nobody could take it.`,
          accountWords(account, view) ?? NOTHING,
          waits ? md`${waits}.` : NOTHING,
        ),
      ),
    ],
    rows: leftOutGroups(considered, view).map((group) => section(group)),
  });
}
