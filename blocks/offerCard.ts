// The offer card in a rep's direct message: who this is, by when to answer, why; then what became of the offer.
import type { KnownBlock } from "@slack/types";
import type { Instant } from "../src/clock.ts";
import { type Lead, openTurn, type Turn, type TurnEnd, timerOf } from "../src/domain/lead.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, fields, section } from "./build.ts";
import { cameAgain, contestedBy, whyBack } from "./comingBack.ts";
import { contactBlocks } from "./contact.ts";
import { ACTIONS, turnValue } from "./ids.ts";
import { formerSubject, reason, subject, tierAndScore, tierWords, topReasons } from "./lead.ts";
import { consequence, ending } from "./story.ts";
import { clip, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { ago, between, duration, when, whenWords } from "./time.ts";
import { type LeadRecord, refOf, type View } from "./view.ts";

const TOP_REASONS = 3;

/** `window`: the accept window, and when it would end if its clock began now; null where the policy sets none. */
export interface OfferView extends View {
  readonly window: { readonly ms: number; readonly endsAt: Instant } | null;
  /** Who claims to have brought the person. */
  readonly partners?: readonly string[];
}

export function renderOffer(record: LeadRecord, turn: Turn, view: OfferView): Message {
  if (turn.end !== null) return ended(record, turn, turn.end, view);
  const deadline = deadlineOf(record, turn, view);
  const value = turnValue(refOf(record, turn));
  return message(md`${subject(record)}: ${deadline.words}`, {
    head: [
      section(lines(subject(record, true), deadline.shown)),
      fields([md`*${tierWords(record)}*\nScore ${record.lead.score ?? "not known"}`, reasonsField(record)]),
      ...contactBlocks(record),
      actions([
        button("Accept", ACTIONS.accept, value, "primary"),
        button("Recycle", ACTIONS.recycle, value),
        button("Why me?", ACTIONS.why, value),
      ]),
      provenance(record, turn, view),
    ],
  });
}

function ended(record: LeadRecord, turn: Turn, end: TurnEnd, view: OfferView): Message {
  const outcome = ending(end, view);
  const follows = end.how === "recycled" && isLast(record, turn) ? consequence(record.lead, view) : null;
  const own = end.how === "accepted" || end.how === "claimed";
  const who = own ? subject : formerSubject;
  return message(md`${who(record)}: ${outcome}, ${whenWords(end.at, view)}`, {
    head: [
      section(lines(who(record, true), md`*${outcome}* · ${when(end.at, view)}`, follows ?? NOTHING)),
      ...(own
        ? [fields([md`*${tierAndScore(record)}*`, reasonsField(record)]), ...contactBlocks(record)]
        : []),
      provenance(record, turn, view),
    ],
  });
}

function isLast({ lead }: Pick<LeadRecord, "lead">, turn: Turn): boolean {
  return lead.turns.at(-1)?.turn === turn.turn;
}

/** Until when the rep may answer, for the card and in words for the notification. */
export function deadlineOf(
  { lead }: LeadRecord,
  turn: Turn,
  view: OfferView,
): { shown: Mrkdwn; words: Mrkdwn } {
  const timer = openTurn(lead)?.turn === turn.turn ? timerOf(lead) : null;
  const steps = timer?.steps ?? [];
  const due = steps.find((step) => step.do === "overdue") ?? steps[0];
  if (!timer || !due) {
    if (!view.window) return { shown: md`*Waiting for your answer*`, words: md`waiting for your answer` };
    const { ms, endsAt } = view.window;
    return {
      shown: md`*Accept within ${duration(ms)}*, ${when(endsAt, view, "by")}`,
      words: md`accept by ${whenWords(endsAt, view)}`,
    };
  }
  const late = between(due.at, view.now);
  if (turn.overdue === null && late <= 0) {
    return {
      shown: md`*Accept ${when(due.at, view, "by")}*`,
      words: md`accept by ${whenWords(due.at, view)}`,
    };
  }
  const next = steps[timer.next];
  const until = next && next.at !== due.at ? next.at : null;
  return {
    shown: lines(
      md`*Overdue* ${when(due.at, view, "since")} (${ago(due.at, view)})`,
      until ? md`You can still answer ${when(until, view, "until")}.` : md`You can still answer.`,
    ),
    words: until
      ? md`overdue, answer before ${whenWords(until, view)}`
      : md`overdue since ${whenWords(due.at, view)}`,
  };
}

function reasonsField({ trace }: LeadRecord): Mrkdwn {
  const reasons = topReasons(trace, TOP_REASONS).map(reason);
  return lines(md`*Top reasons*`, ...(reasons.length > 0 ? reasons : [md`No score rule fired`]));
}

/** Who let the lead come to this offer: "Approved by Tina in triage". */
function approvals(lead: Lead, offer: Turn, view: View): Mrkdwn[] {
  const before = lead.turns.filter(({ turn, cycle }) => turn < offer.turn && cycle === offer.cycle);
  return before.flatMap(({ review, end }) =>
    review && end?.how === "approved" ? [md`${ending(end, view)} in ${clip(review.queue, 80)}`] : [],
  );
}

function provenance(
  { lead, person }: LeadRecord,
  turn: Turn,
  view: View & Pick<OfferView, "partners">,
): KnownBlock {
  const { campaign, country, company } = person.submission;
  const place = country ?? company?.country;
  return context(
    md`From ${clip(lead.source, 60)}`,
    campaign ? md`Campaign ${clip(campaign, 60)}` : NOTHING,
    place ? md`${clip(place, 20)}` : NOTHING,
    ...cameAgain(lead, 1, view).slice(0, 1),
    contestedBy(view.partners ?? []) ?? NOTHING,
    lead.cycle > 1 ? md`Cycle ${lead.cycle}` : NOTHING,
    isLast({ lead }, turn) ? (whyBack(lead) ?? NOTHING) : NOTHING,
    ...approvals(lead, turn, view),
    md`${lead.id} · turn ${turn.turn}`,
  );
}
