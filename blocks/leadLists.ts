// `/leads mine` and `/leads tank`: what is in somebody's hands, and what they could take.
import type { KnownBlock } from "@slack/types";
import { openTurn } from "../src/domain/lead.ts";
import { type Message, message } from "./assemble.ts";
import { button, section } from "./build.ts";
import { ACTIONS, turnValue } from "./ids.ts";
import { subject, tierAndScore } from "./lead.ts";
import { nextDeadline } from "./leadStory.ts";
import { stateWords } from "./queue.ts";
import { titleOf } from "./tankCard.ts";
import { lines, md, NOTHING } from "./text.ts";
import { between, duration, when } from "./time.ts";
import { type LeadRecord, refOf, type View } from "./view.ts";

/** A rep's own leads: offered by deadline, then accepted, newest first, in the order given. */
export function renderMine(records: readonly LeadRecord[], view: View): Message {
  if (records.length === 0) {
    const text = md`You hold no leads. New offers arrive here as cards; see what is up for a claim with \`/leads tank\`.`;
    return message(text, { head: [section(text)] });
  }
  const offered = records.filter(({ lead }) => lead.state === "offered").length;
  const title = md`${offered} waiting for your answer · ${records.length - offered} accepted`;
  return message(title, { head: [section(title)], rows: records.map((record) => mineRow(record, view)) });
}

function mineRow(record: LeadRecord, view: View): KnownBlock {
  const { lead } = record;
  const next = nextDeadline(record, view);
  const since = lead.state === "accepted" ? md` · ${when(lead.since, view)}` : NOTHING;
  return section(
    lines(
      subject(record, true),
      md`${stateWords(lead, view)}${since} · ${tierAndScore(record)}${next ? md` · ${next}` : NOTHING}`,
    ),
    button("Open", ACTIONS.open, turnValue(refOf(record, openTurn(lead)))),
  );
}

/** What waits in the Shark Tank, oldest first as given; nothing by which a person could be recognised. */
export function renderTankList(records: readonly LeadRecord[], total: number, view: View): Message {
  if (total === 0 || records.length === 0) {
    const text = md`The Shark Tank is empty. Leads come here when their rep does not answer in time.`;
    return message(text, { head: [section(text)] });
  }
  const title = total === 1 ? md`1 lead in the Shark Tank` : md`${total} leads in the Shark Tank`;
  return message(title, {
    head: [section(title)],
    rows: records.map((record) => tankRow(record, view)),
    ...(total > records.length
      ? { foot: [section(md`…and ${total - records.length} more, newer ones`)] }
      : {}),
  });
}

function tankRow(record: LeadRecord, view: View): KnownBlock {
  const { lead } = record;
  return section(
    lines(
      md`*${titleOf(record)}*`,
      md`${tierAndScore(record)} · in the tank for ${duration(between(lead.since, view.now))}`,
    ),
    button("Claim", ACTIONS.claim, turnValue(refOf(record, openTurn(lead)))),
  );
}
