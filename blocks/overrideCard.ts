// An override that waits for a second manager: the card in the managers' channel, the reminders about it, what came of it
// for whoever asked, and its details. Nothing in the channel says who the person is, nor what was typed about them.
import type { Override } from "../src/domain/overrides.ts";
import { line, type Message, message } from "./assemble.ts";
import { actions, button, context, plainSection, section } from "./build.ts";
import { ACTIONS, overrideValue, turnValue } from "./ids.ts";
import { impersonal, impersonalTitle, subject } from "./lead.ts";
import { LIMITS } from "./limits.ts";
import { actWords, standingWords, wouldHave } from "./overrideWords.ts";
import { whereabouts } from "./story.ts";
import { clip, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { between, duration, when } from "./time.ts";
import { type LeadRecord, named, refOf, type View } from "./view.ts";

/** What a second manager is asked; once they have answered, who did what, and where the lead is now. */
export function renderOverrideCard(record: LeadRecord, one: Override, view: View): Message {
  const what = md`${named(one.by, view)} wants to override the rules for ${impersonal(record)}`;
  if (one.standing.is !== "asked") return answered(record, one, view);
  return message(md`Please approve or reject: ${what}`, {
    head: [
      section(lines(md`*Override* · ${impersonalTitle(record)}`, ...asked(one, view))),
      actions(answers(record, one)),
      context(
        md`Any manager but ${named(one.by, view)} can answer.`,
        ends(one, view),
        md`${record.lead.id} · asked ${when(one.at, view)}`,
      ),
    ],
  });
}

/** That nobody has answered it yet; once somebody has, that. */
export function renderOverrideReminder(record: LeadRecord, one: Override, view: View): Message {
  if (one.standing.is !== "asked") {
    const was = md`${named(one.by, view)} asked for an override of ${impersonal(record)}.`;
    return message(md`Reminder: ${was} Since then: ${standingWords(one, view)}`, {
      head: [section(lines(md`*Reminder*: ${was}`, md`Since then: ${standingWords(one, view)}`))],
    });
  }
  const waited = duration(between(one.at, view.now));
  const what = md`an override of ${impersonal(record)} has waited ${waited} for a second manager.`;
  return message(md`Reminder: ${what}`, {
    head: [
      section(lines(md`*Reminder*: ${what}`, ...asked(one, view))),
      actions(answers(record, one)),
      context(md`Any manager but ${named(one.by, view)} can answer.`, ends(one, view)),
    ],
  });
}

/** For whoever asked: what came of it. */
export function renderOverrideOutcome(record: LeadRecord, one: Override, view: View): Message {
  const outcome = standingWords(one, view);
  const at = "at" in one.standing ? one.standing.at : one.at;
  return message(md`Your override of ${subject(record)}: ${outcome}`, {
    head: [
      section(
        lines(
          md`Your override of ${subject(record, true)}: ${actWords(one.act, view)}`,
          md`*${outcome}* · ${when(at, view)}`,
          md`The lead now: ${whereabouts(record.lead, view)}`,
        ),
      ),
      actions([button("Open", ACTIONS.open, turnValue(refOf(record, null)))]),
    ],
  });
}

/** What was written to it. `texts` null: it has been erased. For managers only. */
export function renderOverrideDetails(
  record: LeadRecord,
  one: Override,
  texts: { readonly justification: string; readonly evidence: string | null } | null,
  view: View,
): Message {
  const title = md`Override of ${subject(record)} by ${named(one.by, view)}`;
  return message(title, {
    head: [
      section(lines(md`*${title}*`, ...asked(one, view))),
      ...(texts
        ? [section(md`*Business justification*`), plainSection(texts.justification, LIMITS.section)]
        : [section(md`What was written has been erased with the person.`)]),
      ...(texts?.evidence
        ? [section(md`*Evidence link*`), plainSection(texts.evidence, LIMITS.section)]
        : []),
    ],
  });
}

export function sayAsked(one: Override, view: View): Message {
  return line(
    md`${actWords(one.act, view)}: a second manager is asked in the managers' channel. It is done when they approve; you are told.`,
  );
}

export function sayOverridden(one: Override, view: View): Message {
  return line(md`Done: ${actWords(one.act, view)}.`);
}

function answered(record: LeadRecord, one: Override, view: View): Message {
  const outcome = standingWords(one, view);
  const at = "at" in one.standing ? one.standing.at : one.at;
  return message(md`Override of ${impersonal(record)}: ${outcome}`, {
    head: [
      section(
        lines(
          md`*Override* · ${impersonalTitle(record)}`,
          md`${named(one.by, view)} asked for: ${actWords(one.act, view)}`,
          md`*${outcome}* · ${when(at, view)}`,
          md`The lead now: ${whereabouts(record.lead, view)}`,
        ),
      ),
      context(md`${record.lead.id} · asked ${when(one.at, view)}`),
    ],
  });
}

function asked(one: Override, view: View): Mrkdwn[] {
  return [
    md`${named(one.by, view)} asks for: *${actWords(one.act, view)}*`,
    md`Reason code: ${clip(one.reasonCode, 60)}`,
    md`By the rules: ${wouldHave(one, view)}`,
  ];
}

function answers({ lead }: LeadRecord, { no }: Override) {
  const value = overrideValue({ lead: lead.id, no });
  return [
    button("Approve", ACTIONS.overrideApprove, value, "primary"),
    button("Reject", ACTIONS.overrideReject, value),
    button("Details", ACTIONS.overrideDetails, value),
  ];
}

/** By when somebody has to answer. */
function ends({ standing }: Override, view: View): Mrkdwn {
  const last = standing.is === "asked" ? standing.timer.steps.at(-1) : undefined;
  return last ? md`Without an answer it is off ${when(last.at, view)}.` : NOTHING;
}
