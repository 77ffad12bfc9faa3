// Hand on and Keep, where somebody who is away holds open offers: for themselves, and for managers on their behalf.
import { sayNotAllowed } from "../../../blocks/answers.ts";
import type { Message } from "../../../blocks/assemble.ts";
import { sayHandedOn, sayKept, sayNotAway } from "../../../blocks/awayAnswer.ts";
import { readAwayValue } from "../../../blocks/ids.ts";
import { isManager } from "../../domain/roles.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Press } from "../payloads.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function handOn(press: Press, desk: Desk): Promise<Message | null> {
  const { by } = press;
  const person = readAwayValue(press.value);
  if (person === null) return sayNotUnderstood(desk);
  const handed = await desk.absences.handOn({ person, by });
  const rules = await rulesOf(desk);
  const about = { person, reader: by };
  switch (handed.kind) {
    case "not_allowed":
      // Where there is an offer, the attempt is on its record and counted with it.
      return handed.offers > 0
        ? sayNotAllowed("hand_on", rules.team.roles.managers)
        : notAllowed("hand_on", by, rules.team, desk);
    case "not_away":
      return sayNotAway(about, await viewFor(desk, by, rules));
    case "handed_on":
      await desk.tell.replace(press, sayHandedOn(about, handed.offers, await viewFor(desk, by, rules)));
      return null;
    default:
      return handed satisfies never;
  }
}

export async function keep(press: Press, desk: Desk): Promise<Message | null> {
  const { by } = press;
  const person = readAwayValue(press.value);
  if (person === null) return sayNotUnderstood(desk);
  const rules = await rulesOf(desk);
  if (person !== by && !isManager(rules.team, by)) return notAllowed("hand_on", by, rules.team, desk);
  await desk.tell.replace(press, sayKept({ person, reader: by }, await viewFor(desk, by, rules)));
  return null;
}
