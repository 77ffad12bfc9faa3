// A rep as people type them: picked with `@` (Slack sends `<@U…|name>`), or `@name`, or the roster's name.
import { sayNobodyCalled, saySeveralCalled } from "../../../blocks/answers.ts";
import type { Message } from "../../../blocks/assemble.ts";
import { repOf } from "../../domain/roles.ts";
import type { SlackId } from "../../ids.ts";
import type { Rep, Team } from "../../policy/types.ts";

/** Null: nobody on the roster is called so, or several are. Names compare as people see them; they may have several words. */
export function repCalled(team: Team, words: readonly string[]): Rep | null {
  const picked = personPicked(words);
  if (picked !== null) return repOf(team, picked);
  const [rep, ...more] = repsCalled(team, words);
  if (rep) return more.length === 0 ? rep : null;
  return repOf(team, words.join(" ").replace(/^@/, ""));
}

/** Whoever was picked with `@`, rep or not; null: the words are something else. */
export function personPicked(words: readonly string[]): SlackId | null {
  return /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(words.join(" "))?.[1] ?? null;
}

/** To somebody whose words `repCalled` did not understand. `meant`: the command that they may have meant. */
export function sayNotCalled(team: Team, words: readonly string[], meant: string | null = null): Message {
  const text = words.join(" ");
  return repsCalled(team, words).length > 1 ? saySeveralCalled(text) : sayNobodyCalled(text, meant);
}

function repsCalled(team: Team, words: readonly string[]): Rep[] {
  const called = folded(words.join(" ").replace(/^@/, ""));
  return team.reps.filter(({ name }) => folded(name) === called);
}

/** Slack escapes three characters in what is typed, and keyboards bend quotation marks. */
function folded(name: string): string {
  return name
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}
