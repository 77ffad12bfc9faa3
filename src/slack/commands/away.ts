// `/leads away [@rep] [until]` and `/leads back [@rep]`: for themselves; for somebody else managers only.
import { IANAZone } from "luxon";
import type { Message } from "../../../blocks/assemble.ts";
import { type AboutAway, sayAway, sayBack, sayNotOnTeam, sayNotUntil } from "../../../blocks/awayAnswer.ts";
import type { View } from "../../../blocks/view.ts";
import type { Denied } from "../../app/availability/absences.ts";
import { type Instant, instant } from "../../clock.ts";
import { readUntil, type UntilTyped } from "../../domain/awayUntil.ts";
import { shiftOf, teamShift } from "../../domain/calendar.ts";
import { isManager, repOf } from "../../domain/roles.ts";
import type { SlackId } from "../../ids.ts";
import type { Team } from "../../policy/types.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Asked } from "./leads.ts";
import { repCalled, sayNotCalled } from "./reps.ts";

export async function away({ by, words }: Asked, desk: Desk): Promise<Message> {
  const rules = await rulesOf(desk);
  const { team } = rules;
  const meant = await personMeant(words, by, team, desk);
  if (meant.person === null) return nobody(words, by, team, desk);
  const { person, rest } = meant;
  const typed = rest.join(" ");
  let until: Instant | null = null;
  if (typed !== "") {
    const read = await untilOf(person, typed, team, desk);
    if (read.kind === "unclear") return sayNotUntil(typed, "unclear");
    until = read.at;
  }
  const went = await desk.absences.setAway({ person, by, until });
  switch (went.kind) {
    case "away":
      await tellOf({ person, by }, desk, (about, view) => sayAway(about, went.away, went.openOffers, view));
      return sayAway({ person, reader: by }, went.away, went.openOffers, await viewFor(desk, by, rules));
    case "refused":
      return sayNotUntil(typed, went.why);
    default:
      return sayDenied(went, { person, by }, team, desk);
  }
}

export async function back({ by, words }: Asked, desk: Desk): Promise<Message> {
  const rules = await rulesOf(desk);
  const { team } = rules;
  const { person, rest } = await personMeant(words, by, team, desk);
  if (person === null || rest.length > 0) return nobody(words, by, team, desk);
  const came = await desk.absences.setBack({ person, by });
  if (came.kind !== "back") return sayDenied(came, { person, by }, team, desk);
  if (came.wasAway) await tellOf({ person, by }, desk, (about, view) => sayBack(about, true, view));
  return sayBack({ person, reader: by }, came.wasAway, await viewFor(desk, by, rules));
}

/**
 * Tells whoever somebody else has spoken for, as far as they are in Slack now: it has happened whether they hear of it or
 * not, and their Home says so, and who did, for as long as it is so.
 */
async function tellOf(
  { person, by }: { readonly person: SlackId; readonly by: SlackId },
  desk: Desk,
  words: (about: AboutAway, view: View) => Message,
): Promise<void> {
  if (person === by) return;
  const view = await viewFor(desk, person, await rulesOf(desk));
  const inTheirDm = { by: person, channel: null, responseUrl: null, trigger: null, view: null };
  // Whoever typed it need not wait for that.
  void desk.tell.say(inTheirDm, words({ person, reader: person, by }, view));
}

/**
 * Whom the words begin with, and what is left of them. A mention may be of anybody; names are the roster's, and may be
 * several words. Words that are a time are none of anybody's name.
 */
async function personMeant(
  words: readonly string[],
  by: SlackId,
  team: Team,
  desk: Desk,
): Promise<{ person: SlackId | null; rest: readonly string[] }> {
  const [first] = words;
  if (first === undefined) return { person: by, rest: [] };
  const mentioned = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(first)?.[1];
  if (mentioned !== undefined) return { person: mentioned, rest: words.slice(1) };
  if ((await untilOf(by, words.join(" "), team, desk)).kind === "until") return { person: by, rest: words };
  for (let length = words.length; length > 0; length--) {
    const rep = repCalled(team, words.slice(0, length));
    if (rep) return { person: rep.slack, rest: words.slice(length) };
  }
  return first.startsWith("@") ? { person: null, rest: [] } : { person: by, rest: words };
}

/** Times are those of the person's own calendar, whoever types them. */
async function untilOf(person: SlackId, typed: string, team: Team, desk: Desk): Promise<UntilTyped> {
  const rep = repOf(team, person);
  const known = rep?.timezone ?? (await desk.people.all()).get(person)?.timezone ?? team.timezone;
  const timezone = IANAZone.isValidZone(known) ? known : team.timezone;
  const shift = rep ? shiftOf(rep, team) : teamShift(team);
  return readUntil(typed, { now: instant(desk.clock.now()), timezone, shift });
}

/** Words that begin with no `@` are a slip of whoever types them, and no attempt to speak for somebody else. */
function nobody(words: readonly string[], by: SlackId, team: Team, desk: Desk): Message {
  const isSlip = !/^(?:@|<@)/.test(words[0] ?? "");
  return isManager(team, by) || isSlip ? sayNotCalled(team, words) : notAllowed("away_other", by, team, desk);
}

function sayDenied(
  denied: Denied,
  { person, by }: { person: SlackId; by: SlackId },
  team: Team,
  desk: Desk,
): Message {
  return denied.kind === "nobody" ? sayNotOnTeam(person) : notAllowed(denied.needs, by, team, desk);
}
