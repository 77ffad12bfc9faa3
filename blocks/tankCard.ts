// The Shark Tank's card in its channel. Everyone there can read it, so it shows nothing by which the person could be
// recognised: neither name nor e-mail, phone or message, nor a company or a rule's label that repeats one of them.
import { lastTurn, type Turn } from "../src/domain/lead.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, fields, section } from "./build.ts";
import { ACTIONS, turnValue } from "./ids.ts";
import {
  impersonal,
  impersonalCompany,
  impersonalReason,
  tierAndScore,
  tierWords,
  topReasons,
} from "./lead.ts";
import { ending, whereabouts } from "./story.ts";
import { clip, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { when } from "./time.ts";
import { type LeadRecord, named, refOf, type View } from "./view.ts";

const TOP_REASONS = 3;

export function renderTank(record: LeadRecord, turn: Turn, view: View): Message {
  const { end } = turn;
  const title = titleOf(record);
  if (end !== null) {
    const became = end.how === "unclaimed" ? notClaimed(record, turn, view) : ending(end, view);
    return message(md`${title}: ${became}`, {
      head: [
        section(lines(md`*${title}* · ${tierAndScore(record)}`, md`*${became}* · ${when(end.at, view)}`)),
      ],
    });
  }
  const reasons = topReasons(record.trace, TOP_REASONS).map((why) => impersonalReason(why, record));
  return message(md`Up for a claim: ${impersonal(record)}`, {
    head: [
      section(lines(md`*${title}* is up for a claim`, whyHere(record, turn))),
      fields([
        md`*${tierWords(record)}*\nScore ${record.lead.score ?? "not known"}`,
        lines(md`*Top reasons*`, ...(reasons.length > 0 ? reasons : [md`None to show`])),
      ]),
      actions([button("Claim", ACTIONS.claim, turnValue(refOf(record, turn)), "primary")]),
      context(
        md`First click wins. A claim is an acceptance.`,
        md`In the tank ${when(turn.since, view, "since")}`,
      ),
    ],
  });
}

/** "Acme, GB": all that says which lead it is. */
export function titleOf(record: LeadRecord): Mrkdwn {
  const { submission } = record.person;
  const company = impersonalCompany(record);
  const country = submission.company?.country ?? submission.country;
  const who = company ? clip(company, 80) : md`Company not shown`;
  return country ? md`${who}, ${clip(country, 20)}` : who;
}

function whyHere({ lead }: LeadRecord, turn: Turn): Mrkdwn {
  const before = lead.turns.find((one) => one.turn === turn.turn - 1);
  if (before?.end?.how !== "taken_away") return NOTHING;
  return before.end.why === "window"
    ? md`Here because the rep it was offered to did not answer in time.`
    : md`Here because the rep it was offered to is not available.`;
}

/** What became of a lead that nobody claimed. The first to have it was the Overflow Manager. */
function notClaimed({ lead }: LeadRecord, turn: Turn, view: View): Mrkdwn {
  if (lead.state === "overflow") return md`Nobody claimed it: with ${named(lead.owner, view)} now`;
  const last = lastTurn(lead);
  return last?.turn === turn.turn ? md`Nobody claimed it` : md`Nobody claimed it: ${whereabouts(lead, view)}`;
}
