// A rep's part of their Home: what waits for their answer, and what they have accepted.
import type { KnownBlock } from "@slack/types";
import { isOverdue, openTurn } from "../../src/domain/lead.ts";
import { recycledInAll } from "../../src/domain/stats.ts";
import type { HomePart } from "../assemble.ts";
import { actions, button, context, fields, header, section } from "../build.ts";
import { ACTIONS, turnValue } from "../ids.ts";
import { reason, subject, tierAndScore, topReasons } from "../lead.ts";
import { deadlineOf } from "../offerCard.ts";
import { joined, lines, type Mrkdwn, md } from "../text.ts";
import { duration, when } from "../time.ts";
import { type LeadRecord, refOf, type View } from "../view.ts";
import type { HomeFacts } from "./facts.ts";

export function repParts({ offers, accepted }: NonNullable<HomeFacts["rep"]>, view: View): HomePart[] {
  return [
    {
      head: [header("Your leads"), section(summary(offers.records, offers.total))],
      rows: offers.records.map((record) => offerRow(record, view)),
      total: offers.total,
      more: (left) => md`…and ${left} more: type \`/leads mine\``,
    },
    ...(accepted.total > 0
      ? [
          {
            head: [section(md`*Accepted: ${accepted.total}*`)],
            rows: accepted.records.map((record) => acceptedRow(record, view)),
            total: accepted.total,
            more: (left: number) => md`…and ${left} earlier: type \`/leads mine\``,
          },
        ]
      : []),
  ];
}

/** The numbers of `/leads stats`, the team's left out. */
export function weekPart({ week }: Pick<NonNullable<HomeFacts["rep"]>, "week">): HomePart {
  const { offers, accepted, missed, claims, medianMs } = week;
  const cell = (label: string, value: string | number) => md`*${label}*\n${value}`;
  return {
    head: [
      header("My week"),
      fields([
        cell("Offers", offers),
        cell("Accepted", accepted),
        cell("Recycled", recycledInAll(week)),
        cell("Missed", missed),
        cell("Claims", claims),
        cell("Median", medianMs === null ? "–" : duration(medianMs)),
      ]),
      context(md`The last 7 days. Beside the team's: \`/leads stats\``),
    ],
  };
}

/** The overdue come first, so that those which are shown are all there are, or as many as there is room for. */
function summary(shown: readonly LeadRecord[], total: number): Mrkdwn {
  if (total === 0) {
    return md`Nothing waits for your answer. New offers come as messages and stand here; see what is up for a claim with \`/leads tank\`.`;
  }
  const overdue = shown.filter(({ lead }) => isOverdue(lead)).length;
  const late =
    overdue === 0 ? "none overdue" : `${overdue}${overdue < shown.length ? "" : " or more"} overdue`;
  const said = overdue === shown.length && shown.length === total ? `${overdue} overdue` : late;
  return md`*${total} waiting for your answer* · ${said}`;
}

/** The same buttons as on the card, with the same ids and values: what they do is one thing. */
function offerRow(record: LeadRecord, view: View): KnownBlock[] {
  const turn = openTurn(record.lead);
  const value = turnValue(refOf(record, turn));
  const [top] = topReasons(record.trace, 1);
  return [
    section(
      lines(
        subject(record, true),
        turn ? deadlineOf(record, turn, { ...view, window: null }).shown : md`*Waiting for your answer*`,
        joined([tierAndScore(record), ...(top ? [reason(top)] : [])], " · "),
      ),
    ),
    actions([
      button("Accept", ACTIONS.accept, value, "primary"),
      button("Recycle", ACTIONS.recycle, value),
      button("Why me?", ACTIONS.why, value),
    ]),
  ];
}

function acceptedRow(record: LeadRecord, view: View): KnownBlock[] {
  const open = button("Open", ACTIONS.open, turnValue(refOf(record, null)));
  return [
    section(
      lines(subject(record, true), md`Accepted ${when(record.lead.since, view)} · ${tierAndScore(record)}`),
      open,
    ),
  ];
}
