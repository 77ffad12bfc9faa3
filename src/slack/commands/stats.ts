// `/leads stats [@rep] [7d|30d]`: a rep's own numbers; for managers anybody's, and the team's where they are no rep.
import { sayNoSuchTime, sayOneTime } from "../../../blocks/answers.ts";
import type { Message } from "../../../blocks/assemble.ts";
import type { StatsPlace } from "../../../blocks/ids.ts";
import { isManager, repOf } from "../../domain/roles.ts";
import { STATS_DAYS, type StatsDays } from "../../domain/stats.ts";
import type { SlackId } from "../../ids.ts";
import { nearest } from "../../policy/nearest.ts";
import type { Team } from "../../policy/types.ts";
import { type Desk, rulesOf } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import { statsAnswer } from "../statsAnswer.ts";
import type { Asked } from "./leads.ts";
import { repCalled, sayNotCalled } from "./reps.ts";

const USUAL_DAYS: StatsDays = 7;

export async function stats({ by, words }: Asked, desk: Desk): Promise<Message> {
  const { team } = await rulesOf(desk);
  if (!repOf(team, by) && !isManager(team, by)) return notAllowed("stats", by, team, desk);
  const { days, rest } = daysIn(words);
  const of = ofWhom(team, by, rest);
  if (of) return (await statsAnswer(by, { of, days: days ?? USUAL_DAYS }, desk)).message;
  // Only managers are helped with names: to a rep other names are of no use.
  const called = isManager(team, by) ? team.reps.map(({ name }) => `@${name}`) : [];
  const text = rest.join(" ");
  if (TIMES.has(text.toLowerCase())) return sayOneTime();
  if (/^\d/.test(text)) return sayNoSuchTime(text);
  const meant = nearest(text, [...called, ...called.map((name) => name.slice(1)), ...TIMES.keys()]);
  return sayNotCalled(team, rest, meant && `/leads stats ${meant}`);
}

const TIMES: ReadonlyMap<string, StatsDays> = new Map(STATS_DAYS.map((days) => [`${days}d`, days]));

/** The first word that is a time, wherever it stands, and the words that are left. */
function daysIn(words: readonly string[]): { days: StatsDays | null; rest: readonly string[] } {
  const at = words.findIndex((word) => TIMES.has(word.toLowerCase()));
  const days = TIMES.get(words[at]?.toLowerCase() ?? "") ?? null;
  return { days, rest: words.filter((_, index) => index !== at) };
}

function ofWhom(team: Team, by: SlackId, words: readonly string[]): StatsPlace["of"] | null {
  if (words.length > 0) {
    const rep = repCalled(team, words);
    return rep && { kind: "rep", rep: rep.slack };
  }
  return repOf(team, by) ? { kind: "rep", rep: by } : { kind: "team", page: 1 };
}
