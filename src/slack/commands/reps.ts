// A rep as people type them: picked with `@` (Slack sends `<@U…|name>`), or `@name`, or the roster's name.
import { repOf } from "../../domain/roles.ts";
import type { SlackId } from "../../ids.ts";
import type { Rep, Team } from "../../policy/types.ts";

/** Null: nobody on the roster is called so. Names compare without regard to case; the words of a name may be several. */
export function repCalled(team: Team, words: readonly string[]): Rep | null {
  const text = words.join(" ").trim();
  const picked = personPicked(words);
  if (picked !== null) return repOf(team, picked);
  const called = text.replace(/^@/, "").toLowerCase();
  const byName = team.reps.filter(({ name }) => name.toLowerCase() === called);
  if (byName.length === 1) return byName[0] ?? null;
  return repOf(team, text.replace(/^@/, ""));
}

/** Whoever was picked with `@`, rep or not; null: the words are something else. */
export function personPicked(words: readonly string[]): SlackId | null {
  return /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(words.join(" ").trim())?.[1] ?? null;
}
