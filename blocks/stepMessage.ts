// Reminder and escalation: the message of one step of the tank's, the overflow's or a review's ladder. It goes to a channel or to
// somebody else than the lead's holder, so it says nothing about the person.
import type { Turn } from "../src/domain/lead.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, section } from "./build.ts";
import { ACTIONS, turnValue } from "./ids.ts";
import { impersonal } from "./lead.ts";
import { sinceThen } from "./story.ts";
import { clip, lines, type Mrkdwn, md, mention } from "./text.ts";
import { between, duration } from "./time.ts";
import { type LeadRecord, named, refOf, type View } from "./view.ts";

export type StepKind = "reminder" | "escalation";

/** Renders what waits, for how long, and with whom; once it is over, what has happened since. */
export function renderStep(kind: StepKind, record: LeadRecord, turn: Turn, view: View): Message {
  const waited = duration(between(turn.since, turn.end?.at ?? view.now));
  const since = sinceThen(record.lead, turn, view);
  const title = kind === "reminder" ? md`Reminder` : md`Escalation`;
  if (since) {
    const was = md`${impersonal(record)} waited ${waited}.`;
    return message(md`${title}: ${was} Since then: ${since}`, {
      head: [section(lines(md`*${title}*: ${was}`, md`Since then: ${since}`))],
    });
  }
  const name = turn.holder === null ? null : named(turn.holder, view);
  const what = waits(record, turn, waited, name);
  // In a review's channel nobody is notified who is not mentioned; the Overflow Manager's reminder is in their own DM.
  const mentioned = turn.review !== undefined || kind === "escalation";
  const who = turn.holder === null || !mentioned ? name : mention(turn.holder);
  return message(md`${title}: ${what}`, {
    head: [
      section(lines(md`*${title}*: ${waits(record, turn, waited, who)}`, todo(kind, turn))),
      actions([press(record, turn)]),
    ],
  });
}

function waits(record: LeadRecord, turn: Turn, waited: string, who: Mrkdwn | null): Mrkdwn {
  if (turn.kind === "tank") return md`${impersonal(record)} has been in the Shark Tank for ${waited}.`;
  if (turn.review) {
    return md`${impersonal(record)} has been in review (${clip(turn.review.queue, 80)}) for ${waited}, asked: ${who ?? "nobody"}.`;
  }
  return md`${impersonal(record)} has been waiting for a rep for ${waited}, with ${who ?? "nobody"}.`;
}

function todo(kind: StepKind, turn: Turn): Mrkdwn {
  if (turn.kind === "tank") return md`The first to claim it has it.`;
  if (turn.review) return md`Please see that it gets an answer: *Approve* or *Reject* on its card.`;
  return kind === "reminder"
    ? md`Pick a rep on its card and press *Assign*.`
    : md`Please see that it gets a rep.`;
}

function press(record: LeadRecord, turn: Turn) {
  const value = turnValue(refOf(record, turn));
  return turn.kind === "tank"
    ? button("Claim", ACTIONS.claim, value, "primary")
    : button("Open", ACTIONS.open, value);
}
