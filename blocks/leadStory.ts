// A lead's story, in a modal ("Open") or as an answer (`/leads show`): where it is, with whom, why, what happened.
import type { ModalView } from "@slack/types";
import { nextStep, type Turn } from "../src/domain/lead.ts";
import type { Signal } from "../src/domain/signals.ts";
import type { Why } from "../src/domain/trace.ts";
import { type Content, type Message, message, modal } from "./assemble.ts";
import { context, fields, section } from "./build.ts";
import { cameAgain, whyBack } from "./comingBack.ts";
import { contactBlocks } from "./contact.ts";
import { CALLBACKS, turnValue } from "./ids.ts";
import { impersonalReason, impersonalTitle, reason, subject, tierAndScore } from "./lead.ts";
import { overrideBlocks } from "./overrideStory.ts";
import { WILL } from "./overrideWords.ts";
import { knownFromOthers } from "./provenance.ts";
import { consequence, ending, whereabouts } from "./story.ts";
import { clip, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { between, duration, when } from "./time.ts";
import { type LeadRecord, named, refOf, type View } from "./view.ts";

const REASONS_SHOWN = 8;
const SAID_SHOWN = 10;
const TOUCHES_SHOWN = 8;
const TURNS_SHOWN = 20;
/** Twenty answers of this length still fit a section. */
const ANSWER_SHOWN = 120;

/** `full`: with the person and how to reach them; `impersonal`: for those who may see the lead but not the person. */
export type Disclosure = "full" | "impersonal";

/** `known`: what others than the lead say of it, for who may see the person. */
export interface StoryView extends View {
  readonly known?: readonly Signal[];
}

export function renderLead(record: LeadRecord, disclosure: Disclosure, view: StoryView): ModalView {
  return modal({
    callbackId: CALLBACKS.lead,
    title: "Lead",
    close: "Close",
    privateMetadata: turnValue(refOf(record, null)),
    ...storyOf(record, disclosure, view),
  });
}

/** The same as an ephemeral answer. */
export function renderLeadAnswer(record: LeadRecord, disclosure: Disclosure, view: StoryView): Message {
  const who = disclosure === "full" ? subject(record) : impersonalTitle(record);
  return message(md`${who}: ${whereabouts(record.lead, view)}`, storyOf(record, disclosure, view));
}

function storyOf(record: LeadRecord, disclosure: Disclosure, view: StoryView): Content {
  const { lead } = record;
  const said = disclosure === "full" ? knownFromOthers(view.known ?? [], record, view, SAID_SHOWN) : [];
  const again = cameAgain(lead, TOUCHES_SHOWN, view);
  const who = disclosure === "full" ? subject(record, true) : md`*${impersonalTitle(record)}*`;
  return {
    head: [
      section(
        lines(
          who,
          md`*${whereabouts(lead, view)}* · ${when(lead.since, view, "since")}`,
          nextDeadline(record, view) ?? NOTHING,
          consequence(lead, view) ?? NOTHING,
          whyBack(lead) ?? NOTHING,
        ),
      ),
      fields([md`*${tierAndScore(record)}*`, md`*Received*\n${when(lead.receivedAt, view)}`]),
      ...(disclosure === "full" ? contactBlocks(record) : []),
      section(lines(md`*Why*`, ...reasonsOf(record, disclosure))),
      ...(said.length > 0 ? [section(lines(md`*What others say*`, ...said.map((one) => md`• ${one}`)))] : []),
      ...(again.length > 0 ? [section(lines(...again))] : []),
    ],
    rows: [
      ...overrideBlocks(record, disclosure, view),
      ...turnLines(record, disclosure, view).map((turn) => section(turn)),
    ],
    foot: [
      context(
        md`From ${clip(lead.source, 60)}`,
        md`Cycle ${lead.cycle}`,
        md`Policy version ${lead.policy.version}`,
        md`${lead.id}`,
      ),
    ],
    more: (left) => md`…and ${left} more`,
  };
}

/** What the clock does next, and when; null when nothing does. */
export function nextDeadline({ lead }: LeadRecord, view: View): Mrkdwn | null {
  const next = nextStep(lead);
  return next && md`${WILL[next.do]}: ${when(next.at, view)}`;
}

function reasonsOf(record: LeadRecord, disclosure: Disclosure): Mrkdwn[] {
  const why = record.trace?.why ?? [];
  const said = (one: Why) => (disclosure === "full" ? reason(one) : impersonalReason(one, record));
  if (why.length === 0) return [md`Not qualified yet.`];
  const shown = why.slice(0, REASONS_SHOWN).map((one) => md`• ${said(one)}`);
  return why.length > REASONS_SHOWN ? [...shown, md`…and ${why.length - REASONS_SHOWN} more`] : shown;
}

/** One line a turn, the latest first. */
function turnLines(record: LeadRecord, disclosure: Disclosure, view: View): Mrkdwn[] {
  const { lead } = record;
  if (lead.turns.length === 0) return [md`It has not been offered to anybody yet.`];
  return [...lead.turns]
    .reverse()
    .slice(0, TURNS_SHOWN)
    .map((turn) =>
      lines(
        md`${turn.turn}. ${turnTitle(turn, view)} · ${when(turn.since, view)}`,
        turnEnd(turn, view),
        disclosure === "full" ? filledInWith(record, turn) : NOTHING,
      ),
    );
}

/** What the reviewer filled in, by the ids of the form's fields. */
function filledInWith({ person }: LeadRecord, turn: Turn): Mrkdwn {
  const fields = person.answers?.find((one) => one.turn === turn.turn)?.fields ?? {};
  const said = Object.entries(fields).map(([id, value]) => {
    const text = typeof value === "boolean" ? (value ? "Yes" : "No") : String(value);
    return md`• ${clip(id, 80)}: ${clip(text, ANSWER_SHOWN)}`;
  });
  return lines(...said);
}

function turnTitle(turn: Turn, view: View): Mrkdwn {
  const holder = turn.holder === null ? md`nobody` : named(turn.holder, view);
  if (turn.kind === "tank") return md`Into the Shark Tank`;
  if (turn.review) return md`In review: ${clip(turn.review.queue, 80)}, asked ${holder}`;
  return turn.kind === "offer" ? md`Offered to ${holder}` : md`With ${holder} (Overflow Manager)`;
}

function turnEnd(turn: Turn, view: View): Mrkdwn {
  const late = turn.overdue ? md`Overdue ${when(turn.overdue.at, view)}. ` : NOTHING;
  if (turn.end === null) return md`${late}Still going on.`;
  return md`${late}${ending(turn.end, view, turn.review ? "the reviewer" : "the rep")} after ${duration(between(turn.since, turn.end.at))}.`;
}
