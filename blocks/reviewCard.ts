// A review's card in its queue's channel: the question, what the rules saw, Approve and Reject. Everyone in the channel
// can read it, so it shows nothing by which the person could be recognised; Open shows them to who may see them.
import type { KnownBlock } from "@slack/types";
import type { Lead, ReviewAsked, Turn } from "../src/domain/lead.ts";
import type { FormField, TriageRules } from "../src/policy/types.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, fields, section } from "./build.ts";
import { contestedBy } from "./comingBack.ts";
import { ACTIONS, turnValue } from "./ids.ts";
import { impersonalReason, tierAndScore, topReasons } from "./lead.ts";
import { valuesRead } from "./readValues.ts";
import { ending, whereabouts } from "./story.ts";
import { titleOf } from "./tankCard.ts";
import { clip, lines, type Mrkdwn, md, mention, NOTHING } from "./text.ts";
import { when, whenWords } from "./time.ts";
import { type LeadRecord, named, refOf, type View } from "./view.ts";

const TOP_REASONS = 3;

/** What the policy says about the review. */
export interface ReviewView extends View {
  /** What the check that holds is called; null for another review. */
  readonly hold: string | null;
  readonly triage: Pick<TriageRules, "from" | "to"> | null;
  readonly form: readonly FormField[];
  /** Who claims to have brought the person. */
  readonly partners?: readonly string[];
}

export function renderReview(record: LeadRecord, turn: Turn, view: ReviewView): Message {
  const { review, end } = turn;
  if (!review) throw new TypeError(`${record.lead.id}: turn ${turn.turn} is no review`);
  const title = titleOf(record);
  if (end !== null) {
    const outcome = ending(end, view, "the reviewer");
    return message(md`${title}: ${outcome}`, {
      head: [
        section(
          lines(
            md`*${title}* · ${clip(review.queue, 80)}`,
            md`*${outcome}* · ${when(end.at, view)}`,
            ledTo(record.lead, turn, view),
          ),
        ),
      ],
    });
  }
  return message(md`Review (${clip(review.queue, 80)}): ${title}, ${deadlineWords(record.lead, view)}`, {
    head: [
      section(lines(md`*${title}* · ${tierAndScore(record)}`, question(record, review, view), whose(turn))),
      fields([
        lines(md`*What was read*`, ...orNone(valuesRead(record, review.rule))),
        lines(
          md`*Top reasons*`,
          ...orNone(topReasons(record.trace, TOP_REASONS).map((why) => impersonalReason(why, record))),
        ),
      ]),
      section(lines(consequences(record, review), deadline(record.lead, view))),
      buttons(record, turn, view),
      context(
        md`Waiting ${when(turn.since, view, "since")}`,
        contestedBy(view.partners ?? []) ?? NOTHING,
        md`From ${clip(record.lead.source, 60)} · ${record.lead.id}`,
      ),
    ],
  });
}

const orNone = (shown: readonly Mrkdwn[]) => (shown.length > 0 ? shown : [md`Nothing to show`]);

/** What is asked, and why a person is. */
function question({ lead, trace }: LeadRecord, { step, rule }: ReviewAsked, view: ReviewView): Mrkdwn {
  switch (step) {
    case "triage":
      return view.triage === null
        ? md`*Is this a lead for a rep?*`
        : md`*Is this a lead for a rep?* Its score is between ${view.triage.from} and ${view.triage.to}.`;
    case "source":
      return md`*Do we take this lead?* ${clip(lead.source, 60)} sent it, and the rules ask for a look first.`;
    case "hold": {
      const why = trace?.why.find((one) => one.rule === rule);
      const missing = (why?.missing?.length ?? 0) > 0;
      const so = missing ? "Whether that is so is not known" : "That is not so";
      return md`*On hold: ${clip(view.hold ?? rule, 150)}.* ${so}. May the lead go on?`;
    }
  }
}

/** Who is asked, and who follows. They are mentioned: only so are they notified. */
function whose({ holder, review }: Turn): Mrkdwn {
  const asked = holder === null ? md`Nobody in particular is asked` : md`Asked: ${mention(holder)}`;
  return review?.secondary ? md`${asked} · then ${mention(review.secondary)}` : asked;
}

const YES = {
  route: "it goes to a rep",
  review: "the next review is asked for",
  nurture: "it goes to nurture, by its score or tier",
  merged: "it is merged into an earlier lead",
  suppressed: "it is suppressed",
} as const;

function consequences({ trace }: LeadRecord, { step }: ReviewAsked): Mrkdwn {
  const outcome = trace?.outcome;
  const yes = outcome?.decision === "review" ? YES[outcome.leadsTo] : YES.route;
  const no = step === "hold" ? "the person is suppressed" : "it goes to nurture";
  return md`Approved, ${yes}. Rejected, ${no}.`;
}

const BY_ITSELF = { approve: "approved", reject: "rejected" } as const;

function byItself(lead: Lead) {
  const steps = lead.state === "review" ? (lead.timer?.steps.slice(lead.timer.next) ?? []) : [];
  for (const { do: verb, at } of steps) {
    if (verb === "approve" || verb === "reject") return { what: BY_ITSELF[verb], at };
  }
  return null;
}

/** When the clock answers in place of the reviewers. */
function deadline(lead: Lead, view: View): Mrkdwn {
  const end = byItself(lead);
  if (end) return md`Without an answer ${when(end.at, view, "by")} it is ${end.what}.`;
  return md`It waits for an answer.`;
}

function deadlineWords(lead: Lead, view: View): Mrkdwn {
  const end = byItself(lead);
  return end ? md`${end.what} by itself ${whenWords(end.at, view)}` : md`waits for an answer`;
}

function buttons(record: LeadRecord, turn: Turn, { form }: ReviewView): KnownBlock {
  const value = turnValue(refOf(record, turn));
  const suppresses = turn.review?.step === "hold";
  const confirm = {
    title: "Reject this lead?",
    text: suppresses
      ? "The person is suppressed: no lead of theirs is offered to anybody."
      : "It goes to nurture, and no rep sees it.",
    confirm: "Reject",
  };
  // A form asks by itself: it can be closed.
  const reject = button("Reject", ACTIONS.reject, value, "danger", form.length === 0 ? confirm : undefined);
  return actions([
    button("Approve", ACTIONS.approve, value, "primary"),
    reject,
    button("Open", ACTIONS.open, value),
  ]);
}

/** Where the answer took the lead, as far as that is still its latest. */
function ledTo(lead: Lead, turn: Turn, view: View): Mrkdwn {
  const next = lead.turns.find((one) => one.turn === turn.turn + 1);
  if (!next) return lead.cycle === turn.cycle ? md`Since then: ${whereabouts(lead, view)}` : NOTHING;
  const holder = next.holder === null ? md`nobody` : named(next.holder, view);
  switch (next.kind) {
    case "review":
      return md`On to the next review, with ${holder}.`;
    case "offer":
      return md`Offered to ${holder}.`;
    case "overflow":
      return md`With ${holder} (Overflow Manager).`;
    case "tank":
      return NOTHING;
  }
}
