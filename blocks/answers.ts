// One-line answers to somebody who asked for what they cannot have: what is so, and what to do.
import type { SlackId } from "../src/ids.ts";
import { line, type Message } from "./assemble.ts";
import { clip, joined, md, mention } from "./text.ts";

/** What a role is needed for, as the middle of "Only managers can …". */
export type Guarded =
  | "queue"
  | "override"
  | "show"
  | "tank"
  | "mine"
  | "why_other"
  | "stats"
  | "stats_other"
  | "away"
  | "away_other"
  | "hand_on"
  | "policy"
  | "release"
  | "report"
  | "digest"
  | "alert"
  | "post_mortem";

const GUARDED: Readonly<Record<Guarded, { who: string; can: string }>> = {
  queue: { who: "managers", can: "see the queue" },
  override: { who: "managers", can: "override the rules" },
  show: { who: "managers, the lead's own rep and its reviewers", can: "see this lead" },
  tank: { who: "reps and managers", can: "see the Shark Tank" },
  mine: { who: "reps", can: "hold leads" },
  why_other: { who: "managers", can: "ask about another rep" },
  stats: { who: "reps and managers", can: "see these numbers" },
  stats_other: { who: "managers", can: "see the numbers of others" },
  away: { who: "people to whom leads go", can: "be away" },
  away_other: { who: "managers", can: "say that somebody else is away or back" },
  hand_on: { who: "they themselves and managers", can: "hand on or keep these offers" },
  policy: { who: "stewards and managers", can: "see the policy" },
  release: { who: "stewards", can: "promote a canary or roll it back" },
  report: { who: "managers and stewards", can: "turn a report's pages" },
  digest: { who: "managers and stewards", can: "see the override digest" },
  alert: { who: "managers and stewards", can: "acknowledge or snooze this alert" },
  post_mortem: { who: "its owner and the other stewards", can: "close this post-mortem" },
};

const ASKABLE_SHOWN = 3;

/** "Only managers can see the queue: ask @Morgan." `ask`: who can, or can help. */
export function sayNotAllowed(what: Guarded, ask: readonly SlackId[]): Message {
  const { who, can } = GUARDED[what];
  const whom = joined(ask.slice(0, ASKABLE_SHOWN).map(mention), " or ");
  return line(ask.length > 0 ? md`Only ${who} can ${can}: ask ${whom}.` : md`Only ${who} can ${can}.`);
}

export function sayNotFound(text: string): Message {
  return line(md`There is no lead ${clip(text, 80)}. Copy the id from a card: it begins with \`lead_\`.`);
}

/** Several leads begin with what was typed. */
export function sayAmbiguous(text: string, ids: readonly string[]): Message {
  const some = joined(
    ids.slice(0, 5).map((id) => md`\`${id.slice(0, 80)}\``),
    ", ",
  );
  return line(md`More than one lead begins with ${clip(text, 80)}: ${some}. Type more of the id.`);
}

/** `meant`: the whole command that was most likely meant, such as `/leads queue overdue`. */
export function sayNobodyCalled(text: string, meant: string | null = null): Message {
  const picked = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(text)?.[1];
  if (picked !== undefined) {
    return line(md`${mention(picked)} is no rep. Type \`@\` and pick one, or use the roster's name.`);
  }
  const said = text.replace(/<@[A-Z0-9]+\|([^<>|]*)>/g, "@$1");
  if (meant !== null) {
    return line(md`There is no rep called ${clip(said, 80)}. Did you mean \`${meant}\`?`);
  }
  return line(
    md`There is no rep called ${clip(said, 80)}. Type \`@\` and pick them, or use the roster's name.`,
  );
}

/** A name that several on the roster have. */
export function saySeveralCalled(text: string): Message {
  return line(md`Several reps are called ${clip(text, 80)}. Type \`@\` and pick one.`);
}

/** More than one time was asked for at once. */
export function sayOneTime(): Message {
  return line(md`Numbers are of one time: type \`/leads stats 7d\` or \`/leads stats 30d\`.`);
}

/** Numbers over a time that there are none for. */
export function sayNoSuchTime(text: string): Message {
  return line(
    md`There are no numbers for ${clip(text, 80)}. Type \`/leads stats 7d\` or \`/leads stats 30d\`.`,
  );
}

/** A command that needs a word after it: "Type which lead: `/leads show ID`." */
export function sayUsage(usage: string): Message {
  return line(md`Say which lead: \`/leads ${usage}\`.`);
}

export function sayPickFirst(): Message {
  return line(md`Pick a rep first, then press *Assign*.`);
}

export function sayDatabaseAway(): Message {
  return line(md`Baton cannot reach its database; nothing was changed. Try again in a minute.`);
}

/** Something went wrong that is not the person's doing. `reference` finds it in the log. */
export function sayWentWrong(reference: string): Message {
  return line(
    md`Something went wrong and nothing was changed. Try again in a minute. (${clip(reference, 80)})`,
  );
}
