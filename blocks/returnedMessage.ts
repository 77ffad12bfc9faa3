// A lead is back before its time, because the person looked at a page that the policy names: told once, to the rep who had
// recycled it, or in the managers' channel where they are gone. There it says nothing about the person.
import type { Instant } from "../src/clock.ts";
import type { SlackId } from "../src/ids.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, section } from "./build.ts";
import { ACTIONS, turnValue } from "./ids.ts";
import { formerSubject, impersonalTitle } from "./lead.ts";
import { clip, lines, md } from "./text.ts";
import { when } from "./time.ts";
import { type LeadRecord, refOf, type View } from "./view.ts";

export interface ReturnedView extends View {
  readonly page: string;
  readonly at: Instant;
  /** The rep it is told; null: everybody in a channel. */
  readonly to: SlackId | null;
}

export function renderReturned(record: LeadRecord, { page, at, to, ...view }: ReturnedView): Message {
  const looked = md`looked at the page ${clip(page, 60)}`;
  const who = to === null ? impersonalTitle(record) : formerSubject(record);
  const before =
    to === null ? md`It had been recycled for Budget.` : md`You had recycled this lead for Budget.`;
  return message(md`Back: ${who} ${looked}`, {
    head: [
      section(
        lines(
          md`*Back: ${who}*`,
          md`They ${looked}, ${when(at, view)}. ${before}`,
          md`It is checked again, and then goes to a rep if the rules say so.`,
        ),
      ),
      actions([button("Open", ACTIONS.open, turnValue(refOf(record, null)))]),
      context(md`From ${clip(record.lead.source, 60)} · ${record.lead.id}`),
    ],
  });
}
