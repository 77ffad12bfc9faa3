// Why something could not be done, in one line to whoever pressed: what happened, and who has the lead now.
import { type Instant, instant, toMs } from "../src/clock.ts";
import type { RefusalCode } from "../src/domain/decide/types.ts";
import { RECYCLE_LABELS } from "../src/domain/decide/types.ts";
import { type Lead, lastTurn, type Turn } from "../src/domain/lead.ts";
import {
  EXTEND_MOST_MS,
  JUSTIFICATION_LEAST,
  JUSTIFICATION_MOST,
  pendingOverride,
} from "../src/domain/overrides.ts";
import type { SlackId } from "../src/ids.ts";
import { line, type Message } from "./assemble.ts";
import { actWords, standingWords } from "./overrideWords.ts";
import { joined, type Mrkdwn, md, mention, NOTHING } from "./text.ts";
import { fullDuration, whenWords } from "./time.ts";
import { named, type View } from "./view.ts";

const MINUTE = 60_000;
const ASKABLE_SHOWN = 3;

/** `by` pressed; `lead` as it is now (null: unknown), `turn` the one the card was about. `view` in the presser's zone. */
export interface RefusalFacts {
  readonly code: RefusalCode;
  readonly by: SlackId;
  readonly lead: Lead | null;
  readonly turn: number;
  readonly view: View;
  /** The tank's rules, for the sentences that name a number. */
  readonly tank?: { readonly claimsPerDay: number; readonly coolOffMs: number };
  /** When `by` claimed last, where that is known: it says when they can again. */
  readonly lastClaimAt?: Instant | null;
  /** Who could do it. */
  readonly ask?: readonly SlackId[];
  /** Which override it was about. */
  readonly no?: number;
}

export function sayRefusal(facts: RefusalFacts): Message {
  return line(sentence(facts));
}

function sentence(facts: RefusalFacts): Mrkdwn {
  const { tank } = facts;
  switch (facts.code) {
    case "moved_on":
    case "stale":
      return movedOn(facts);
    case "not_yours":
      return md`This offer is not yours to answer.${nowAt(facts)}`;
    case "not_a_rep":
      return md`Only reps can claim, and you are not on the roster.`;
    case "not_eligible":
      return md`This lead is for other reps: its territory, product, language or seniority is not yours.`;
    case "original_may_not_claim":
      return md`You had this lead and did not answer in time, so it is another rep's turn.`;
    case "claims_cap":
      return tank
        ? md`You have claimed ${tank.claimsPerDay} today, as many as a day allows. Tomorrow you can claim again.`
        : md`You have claimed as many leads today as a day allows. Tomorrow you can claim again.`;
    case "cool_off":
      return coolingOff(facts);
    case "not_overflow":
      return md`Only the Overflow Manager and managers can assign this lead.`;
    case "rep_unavailable":
      return md`That rep is away or not active: pick another one.`;
    case "away":
      return md`You are away, so you cannot claim. Type \`/leads back\`, then press *Claim* again.`;
    case "not_away":
      return md`They are not away any more, so nothing was handed on.`;
    case "date_past":
      return md`That day is over: choose one after today.`;
    case "feature_missing":
      return md`Name the feature they need.`;
    case "criterion_missing":
      return md`Say which criterion does not fit.`;
    case "not_reviewer":
      return notReviewer(facts);
    case "form_incomplete":
      return md`The form is not filled in as it must be; nothing was changed. Press the button again.`;
    case "not_manager":
      return md`Only managers can override the rules${askOne(facts)}.`;
    case "not_steward":
      return md`Only stewards can review overrides${askOne(facts)}.`;
    case "override_unfit":
      return md`${unfit(facts)} Nothing was changed.`;
    case "override_pending":
      return md`${pending(facts)} Nothing was changed.`;
    case "override_answered":
      return answered(facts);
    case "own_override":
      return md`Somebody else has to look at your own override: another manager to approve it, another steward to review it.`;
    case "no_approver":
      return md`A second manager has to approve this, and there is none but you. Add one under \`roles.managers\` in \`team.yml\`, or take the action out of \`overrides.second_approver\` in \`policy.yml\`; nothing was changed.`;
    case "reason_unknown":
      return md`That reason code is not in the policy (any more): choose one of the list.`;
    case "justification_short":
      return md`Say why in ${JUSTIFICATION_LEAST} characters or more, blanks around it not counted.`;
    case "justification_long":
      return md`Keep the justification under ${JUSTIFICATION_MOST} characters.`;
    case "evidence_missing":
      return md`The policy asks for a link to the evidence: fill in *Evidence link*.`;
    case "evidence_no_link":
      return md`Give a link that begins with http:// or https://.`;
    case "rep_has_it":
      return md`That rep has the lead already: pick another one.`;
    case "extend_too_long":
      return md`That is too long: ${fullDuration(EXTEND_MOST_MS)} at most.`;
    default:
      return facts.code satisfies never;
  }
}

/** Whom to ask, where that is known. */
function askOne({ ask = [] }: RefusalFacts): Mrkdwn {
  const whom = ask.slice(0, ASKABLE_SHOWN).map(mention);
  return whom.length === 0 ? NOTHING : md`: ask ${joined(whom, " or ")}`;
}

/** Why no manager can decide anything about the lead as it is. */
function unfit(facts: RefusalFacts): Mrkdwn {
  switch (facts.lead?.state) {
    case "buffering":
      return md`This lead is still being checked: there is no decision of the rules yet.`;
    case "merged":
      return md`This lead was merged into an earlier lead of the same person: override that one.`;
    case "review":
      return md`This lead is in review: its reviewers answer it; until then only *Extend* fits, and only while a clock runs.`;
    default:
      return md`That does not fit this lead as it is now.${nowAt(facts)}`;
  }
}

/** An override that waits for its second manager is in the way of another. */
function pending({ lead, by, view }: RefusalFacts): Mrkdwn {
  const asked = lead && pendingOverride(lead);
  if (!asked) return md`Another override of this lead waits for a second manager.`;
  if (asked.by === by) {
    return md`Your own override of it (${actWords(asked.act, view)}) waits for a second manager, who has to approve or reject it first.`;
  }
  const whose = md`An override of this lead by ${named(asked.by, view)} (${actWords(asked.act, view)})`;
  return md`${whose} waits for a second manager: approve or reject that one first.`;
}

function answered({ lead, no, view }: RefusalFacts): Mrkdwn {
  const one = lead?.overrides.find((other) => other.no === no);
  return one
    ? md`That override is decided: ${standingWords(one, view)}.`
    : md`That override is decided already.`;
}

/** Only its queue's reviewers: whom to ask is on the card. */
function notReviewer({ lead, turn, view }: RefusalFacts): Mrkdwn {
  const review = lead?.turns.find((one) => one.turn === turn);
  const whom = review?.holder ? md`, such as ${named(review.holder, view)}` : NOTHING;
  const queue = review?.review ? md`${review.review.queue} ` : NOTHING;
  return md`Only the ${queue}reviewers can answer this${whom}.`;
}

function coolingOff({ tank, lastClaimAt, view }: RefusalFacts): Mrkdwn {
  if (!tank) return md`Your last claim was a moment ago. Try again later.`;
  const claimed = md`You claimed another lead less than ${fullDuration(tank.coolOffMs)} ago.`;
  if (!lastClaimAt) return md`${claimed} Try again later.`;
  // Up to the minute that is whole: at the one that has begun it would still be too early.
  const over = Math.ceil((toMs(lastClaimAt) + tank.coolOffMs) / MINUTE) * MINUTE;
  return md`${claimed} You can claim again at ${whenWords(instant(over), view)}.`;
}

/** The turn is over: somebody or the clock was first. */
function movedOn(facts: RefusalFacts): Mrkdwn {
  const { lead, view, by } = facts;
  if (lead === null) return md`This lead is no longer here.`;
  const turn = lead.turns.find((one) => one.turn === facts.turn);
  const end = turn?.end;
  if (!turn || !end) return md`This lead has moved on.${nowAt(facts)}`;
  const at = whenWords(end.at, view);
  const who = (id: SlackId) => (id === by ? md`You` : named(id, view));
  switch (end.how) {
    case "accepted":
      return end.by === by
        ? md`You accepted this lead at ${at} already.`
        : md`${who(end.by)} accepted this lead at ${at}; it is no longer yours.`;
    case "claimed":
      return end.by === by
        ? md`You claimed this lead at ${at} already.`
        : md`${who(end.by)} claimed this lead at ${at}; it is theirs now.`;
    case "recycled":
      return md`${who(end.by)} recycled this lead (${RECYCLE_LABELS[end.reason]}) at ${at}.${after(facts, turn)}`;
    case "taken_away":
      return end.by
        ? md`${who(end.by)} gave this lead to somebody else at ${at}.${nowAt(facts)}`
        : md`This lead was taken away at ${at}.${nowAt(facts)}`;
    case "overridden":
      return md`${who(end.by)} gave this lead to ${end.to === by ? md`you` : named(end.to, view)} at ${at}.${after(facts, turn)}`;
    case "unclaimed":
      return md`Nobody claimed this lead in time, at ${at} it left the Shark Tank.${nowAt(facts)}`;
    case "assigned":
      return md`${who(end.by)} assigned this lead to ${named(end.to, view)} at ${at}.${after(facts, turn)}`;
    case "approved":
    case "rejected": {
      const what = end.how === "approved" ? md`approved` : md`rejected`;
      return end.by === null
        ? md`This lead was ${what} at ${at}, nobody had answered.${nowAt(facts)}`
        : md`${who(end.by)} ${what} this lead at ${at}.${nowAt(facts)}`;
    }
  }
}

/** Where the lead is now, where that is another turn than the one spoken of. */
function after(facts: RefusalFacts, turn: Turn): Mrkdwn {
  const last = facts.lead && lastTurn(facts.lead);
  return !last || last.turn === turn.turn ? NOTHING : nowAt(facts);
}

/** " Bob has it now.", beginning with the space that joins it to the sentence before. */
function nowAt({ lead, view, by }: RefusalFacts): Mrkdwn {
  if (lead === null) return NOTHING;
  switch (lead.state) {
    case "offered":
      return lead.owner === by
        ? md` It is offered to you.`
        : md` It is offered to ${named(lead.owner, view)} now.`;
    case "accepted":
      return lead.owner === by ? md` You have it.` : md` ${named(lead.owner, view)} has it now.`;
    case "tank":
      return md` It is in the Shark Tank now.`;
    case "overflow":
      return md` It is with ${named(lead.owner, view)}, the Overflow Manager, now.`;
    case "routing":
      return md` A rep is being looked for.`;
    case "buffering":
      return md` It is being checked before it is offered again.`;
    case "review":
      return md` It is with ${named(lead.owner, view)} for review now.`;
    case "merged":
      return md` It was merged into an earlier lead of the same person.`;
    case "recycled":
      return md` It was recycled (${RECYCLE_LABELS[lead.recycled.reason]}).`;
    case "nurture":
      return md` It is in nurture now.`;
    case "suppressed":
      return md` It is suppressed: the person is not contacted.`;
  }
}
