// What every card is given besides the lead: the moment, and what people are called.
import type { Lead, Turn } from "../src/domain/lead.ts";
import type { Person } from "../src/domain/person.ts";
import type { Trace } from "../src/domain/trace.ts";
import type { SlackId } from "../src/ids.ts";
import type { TurnRef } from "./ids.ts";
import { clip, type Mrkdwn, md, mention } from "./text.ts";

/** `now` in ms since 1970; `names` from the roster, else from Slack; `timezone` IANA, for times in notifications. */
export interface View {
  readonly now: number;
  readonly names: ReadonlyMap<SlackId, string>;
  readonly timezone: string;
}

/** A lead with its personal side and its latest qualification. */
export interface LeadRecord {
  readonly lead: Lead;
  readonly person: Pick<Person, "submission"> & Partial<Pick<Person, "answers" | "signals" | "overrides">>;
  readonly trace: Trace | null;
}

/** What somebody is called: the roster's name, else a mention that Slack fills in. */
export function named(id: SlackId, view: View): Mrkdwn {
  const name = view.names.get(id)?.trim();
  return name ? md`${name}` : mention(id);
}

/** Enough of a name to recognise somebody by; keeps twenty rows within one message. */
const SHORT_NAME = 24;

/** The same in a few words, for rows. */
export function namedShortly(id: SlackId, view: View): Mrkdwn {
  const name = view.names.get(id)?.trim();
  return name ? clip(name, SHORT_NAME) : mention(id);
}

export function refOf(record: LeadRecord, turn: Turn | null): TurnRef {
  return { lead: record.lead.id, turn: turn?.turn ?? 0 };
}
