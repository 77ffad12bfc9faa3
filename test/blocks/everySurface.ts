// Every card, modal and answer about one lead with the given personal side, for checks that must hold on all of them.

import { renderAlert } from "../../blocks/alertCard.ts";
import { sayAway, sayBack, sayHandedOn, sayKept, sayNotAway, sayNotUntil } from "../../blocks/awayAnswer.ts";
import { dealOwner, ownerGone } from "../../blocks/gallery/accountSamples.ts";
import { backAgain, known, qualifiedByOthers } from "../../blocks/gallery/againSamples.ts";
import * as alerts from "../../blocks/gallery/alertSamples.ts";
import { canary, ends } from "../../blocks/gallery/canary.ts";
import { homeWith } from "../../blocks/gallery/home.ts";
import * as overrideSample from "../../blocks/gallery/overrideSamples.ts";
import {
  approved,
  form,
  HOLD,
  inReview,
  PARTNER,
  rejected,
  reviewView,
  TINA,
  TRIAGE,
} from "../../blocks/gallery/reviewSamples.ts";
import * as sample from "../../blocks/gallery/samples.ts";
import { numbers } from "../../blocks/gallery/statsEntries.ts";
import { renderHome } from "../../blocks/home/index.ts";
import { renderMine, renderTankList } from "../../blocks/leadLists.ts";
import { renderLead, renderLeadAnswer } from "../../blocks/leadStory.ts";
import { renderOffer } from "../../blocks/offerCard.ts";
import { renderNotice } from "../../blocks/overdueNotice.ts";
import { renderOverflow } from "../../blocks/overflowCard.ts";
import {
  renderOverrideCard,
  renderOverrideDetails,
  renderOverrideOutcome,
  renderOverrideReminder,
  sayAsked,
  sayOverridden,
} from "../../blocks/overrideCard.ts";
import { renderOverride } from "../../blocks/overrideModal.ts";
import { renderPolicy } from "../../blocks/policyAnswer.ts";
import { renderPolicyCard } from "../../blocks/policyCard.ts";
import { renderPostMortemForm } from "../../blocks/postMortemModal.ts";
import { renderQueue } from "../../blocks/queue.ts";
import { renderRecycle } from "../../blocks/recycleModal.ts";
import { renderReturned } from "../../blocks/returnedMessage.ts";
import { renderReview } from "../../blocks/reviewCard.ts";
import { renderReviewForm } from "../../blocks/reviewModal.ts";
import { renderRepStats, renderTeamStats } from "../../blocks/stats.ts";
import { renderStep } from "../../blocks/stepMessage.ts";
import { renderTank } from "../../blocks/tankCard.ts";
import type { LeadRecord } from "../../blocks/view.ts";
import { renderWhy, renderWhyNot } from "../../blocks/whyMe.ts";
import type { AlertFacts } from "../../src/domain/alertFacts.ts";
import type { Submission } from "../../src/domain/person.ts";
import type { FormField } from "../../src/policy/types.ts";

interface Surface {
  readonly name: string;
  readonly surface: "message" | "modal" | "home";
  /** A channel's members read it: nothing personal in `text`. */
  readonly channel: boolean;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

const { view, turnOf, considered, reps } = sample;
const { ACTS, extended, override, STANDINGS, withOverrides } = overrideSample;
const offerView = { ...view, window: null };
const choices = {
  timingAfterMs: 90 * 86_400_000,
  features: ["sso"],
  criteria: [{ id: "size", label: "Size" }],
};

/** What else comes from outside: rep names, labels, features. */
export interface Outside {
  readonly submission: Submission;
  readonly word: string;
}

export function everySurface({ submission, word }: Outside): Surface[] {
  const more = { submission };
  const names = new Map([...view.names].map(([id, name]) => [id, word || name]));
  const hisView = { ...view, names };
  const team = reps.map((rep) => ({ ...rep, name: word || rep.name, seniority: word || rep.seniority }));
  const overflow = { ...hisView, because: "nobody_eligible", considered, reps: team } as const;
  const found: Surface[] = [];
  const post = (name: string, made: { text: string; blocks: readonly unknown[] }, channel = false) =>
    found.push({ name, surface: "message", channel, ...made });
  const open = (name: string, made: { blocks: readonly unknown[] }) =>
    found.push({ name, surface: "modal", channel: false, text: "", blocks: made.blocks });

  const gap = { reason: "feature_gap", feature: word || "sso", queue: "product" } as const;
  const offers = [
    sample.offered(20, more),
    sample.offered(null, more),
    sample.overdue(12, more),
    sample.accepted(more),
    sample.recycled(gap, more),
    sample.inTank(more),
  ];
  for (const record of offers) post("offer", renderOffer(record, turnOf(record, 1), { ...offerView, names }));
  const again = backAgain(sample.offered(20, more), word, word, word);
  const back = { ...hisView, page: word, at: sample.at(-1) };
  post("back, to the rep", renderReturned(again, { ...back, to: sample.ALICE }));
  post("back, in a channel", renderReturned(again, { ...back, to: null }), true);
  const partners = Array.from({ length: 9 }, () => word);
  post("offer, back again", renderOffer(again, turnOf(again, 1), { ...offerView, names, partners }));
  for (const record of [sample.inTank(more), sample.claimed(more), sample.unclaimed(more)]) {
    post("tank", renderTank(record, turnOf(record, 2), hisView), true);
    post("reminder", renderStep("reminder", record, turnOf(record, 2), hisView), true);
  }
  for (const record of [sample.inOverflow(more), sample.assigned(more)]) {
    post("overflow", renderOverflow(record, turnOf(record, 1), overflow));
    post("escalation", renderStep("escalation", record, turnOf(record, 1), hisView), true);
  }
  const asks = { ...reviewView, names, hold: word || "A check", form: formOf(word) };
  for (const asked of [TRIAGE, PARTNER, HOLD]) {
    const record = withValues(inReview({ ...asked, rule: word || asked.rule }, more), word);
    const { form: _, ...plain } = asks;
    post("review", renderReview(record, turnOf(record, 1), { ...plain, form: [], partners }), true);
    post("review with a form", renderReview(record, turnOf(record, 1), asks), true);
    post("reminder of a review", renderStep("reminder", record, turnOf(record, 1), asks), true);
    open("review form", renderReviewForm(record, 1, "reject", asks.form));
  }
  for (const record of [approved(undefined, more), rejected(more)]) {
    post("review answered", renderReview(record, turnOf(record, 1), asks), true);
  }
  post("show a review", renderLeadAnswer(withAnswers(rejected(more), word), "full", asks));
  const late = { record: sample.overdue(12, more), turn: turnOf(sample.overdue(12), 1) };
  post("notice", renderNotice(sample.NOTICE, [late], hisView), true);
  post(
    "bundle",
    renderNotice(
      sample.NOTICE,
      Array.from({ length: 40 }, () => late),
      hisView,
    ),
    true,
  );
  const rows = Array.from({ length: 20 }, () => sample.overdue(12, more));
  const groups = { overflow: 0, overdue: 41, tank: 37, review: 0, offered: 42, other: 0 };
  const content = { rows, matching: 120, groups, totals: { open: 120, overdue: 41, tank: 37, offered: 42 } };
  post("queue", renderQueue(content, { filter: { kind: "all" }, page: 2 }, hisView));
  const own = numbers(24);
  const mine = { rep: sample.ALICE, own, team: own, days: 7, mayAsk: true, picture: null } as const;
  post("a rep's numbers", renderRepStats(mine, hisView));
  const everybody = rows.slice(0, 3).map(() => ({ rep: sample.ALICE, numbers: own }));
  const page = { stats: { team: own, days: 30 }, rows: everybody, page: 2, pages: 3, picture: null } as const;
  post("the team's numbers", renderTeamStats(page, hisView));
  post("mine", renderMine(rows, hisView));
  post("tank list", renderTankList(rows, 20, hisView));
  const account = { ...ownerGone, agent: word };
  const choice = { rep: sample.ALICE, how: "share", by: null, considered, skipped: [word], account } as const;
  const owned = {
    ...choice,
    how: "account_owner",
    account: { ...dealOwner, opportunity: word },
  } as const;
  post("why, owned", renderWhy(sample.offered(20, more), owned, sample.ALICE, hisView));
  post("why", renderWhy(sample.offered(20, more), choice, sample.ALICE, hisView));
  const told = qualifiedByOthers(sample.offered(20, more), word);
  post("why, by what others say", renderWhy(told, choice, sample.ALICE, hisView));
  post("show, with what others say", renderLeadAnswer(again, "full", { ...hisView, known: known(word) }));
  post("why not", renderWhyNot(sample.offered(20, more), choice, sample.BOB, sample.BOB, hisView));
  post("show", renderLeadAnswer(sample.unclaimed(more), "full", hisView));
  open("lead", renderLead(sample.recycled(gap, more), "full", hisView));
  const offered = {
    ...choices,
    features: word.trim() ? [word] : [],
    criteria: [{ id: "size", label: word }],
  };
  for (const reason of [null, "timing", "budget", "feature_gap", "not_icp"] as const) {
    open("recycle", renderRecycle(sample.offered(20, more), 1, reason, offered, hisView));
  }
  for (const size of [1, 40]) {
    const { blocks } = renderHome(homeWith(size, more, team), hisView);
    found.push({ name: `home of ${size}`, surface: "home", channel: false, text: "", blocks });
  }
  post(
    "notice of more time",
    renderNotice(sample.NOTICE, [{ record: extended(more), turn: turnOf(extended(more), 1) }], hisView),
    true,
  );
  const records = Array.from({ length: 5 }, (_, number) => sample.overdue(12, { ...more, number }));
  open("bundle's override", renderOverride(null, { notice: sample.NOTICE, records }, hisView));
  const overrideChoices = { ...overrideSample.choices, reps: team, recycle: offered };
  for (const act of ACTS) {
    for (const recycleReason of act.do === "force_recycle" ? (["timing", "not_icp"] as const) : [null]) {
      const chosen = { verb: act.do, recycleReason };
      const verbs = [...overrideChoices.verbs, "unsuppress", "reopen"] as const;
      const about = { record: sample.overdue(12, more), choices: { ...overrideChoices, verbs }, chosen };
      open("override", renderOverride(about, null, hisView));
    }
    post("sent", sayAsked(override(act, STANDINGS.asked), hisView));
    post("done", sayOverridden(override(act, STANDINGS.done), hisView));
  }
  const longest = word.repeat(Math.floor(3_000 / (word.length || 1)));
  for (const standing of Object.values(STANDINGS)) {
    const one = {
      ...override({ do: "reassign", rep: sample.BOB }, standing),
      reasonCode: word || "rule_gap",
    };
    const record = withOverrides(sample.overdue(12, more), [one]);
    post("override card", renderOverrideCard(record, one, hisView), true);
    post("override reminder", renderOverrideReminder(record, one, hisView), true);
    post("override outcome", renderOverrideOutcome(record, one, hisView));
  }
  const theirs = { person: sample.ALICE, reader: sample.MORGAN, by: sample.ALICE };
  post("away", sayAway(theirs, { until: sample.at(60) }, 3, hisView));
  post("back again", sayBack(theirs, true, hisView));
  post("handed on", sayHandedOn(theirs, 3, hisView));
  post("kept", sayKept(theirs, hisView));
  post("not away", sayNotAway(theirs, hisView));
  for (const why of ["unclear", "past", "too_far"] as const) post("no such time", sayNotUntil(word, why));
  const six = [1, 2, 3, 4, 5, 6].map((no) =>
    override({ do: "reassign", rep: sample.BOB }, STANDINGS.asked, no),
  );
  const overridden = withOverrides(sample.overdue(12, more), six, longest);
  post("show overrides", renderLeadAnswer(overridden, "full", hisView));
  const texts = { justification: longest, evidence: longest.slice(0, 1_000) };
  for (const one of six.slice(0, 1)) {
    post("override details", renderOverrideDetails(overridden, one, texts, hisView));
  }
  for (const story of [canary(), ...Object.values(ends)]) {
    const theirs = {
      ...story,
      by: word,
      note: word,
      end: story.end && { ...story.end, note: word, by: word },
    };
    post("canary", renderPolicyCard(theirs, hisView));
    const version = { version: 3, hash: "a".repeat(64), by: word, note: word, at: sample.at(0) };
    post("policy", renderPolicy({ inForce: version, canary: theirs, mayRelease: true }, hisView));
  }
  const labels = new Map([...alerts.alertView.labels].map(([id, label]) => [id, word || label]));
  const alerted = { ...alerts.alertView, ...hisView, labels };
  for (const facts of alertFactsOf(word)) {
    const made = alerts.alert(facts, facts.kind === "campaign" ? { subject: word } : {});
    const states = facts.kind === "tank" ? [{}, alerts.acknowledged, alerts.snoozed, alerts.over] : [{}];
    for (const more of states) post("alert", renderAlert({ ...made, ...more }, alerted), true);
    if (facts.kind !== "post_mortem") continue;
    const asked = { ...made, subject: `${facts.of}:${word}` };
    post("post-mortem", renderAlert(asked, alerted), true);
    if (facts.of !== "rule") continue;
    const note = word.repeat(3_000 / (word.length || 1));
    post("post-mortem, closed", renderAlert({ ...asked, ...alerts.closed, note }, alerted), true);
    open("post-mortem form", renderPostMortemForm(asked, facts, alerted));
  }
  return found;
}

/** Facts of every kind with the word wherever text may stand. */
function alertFactsOf(word: string): AlertFacts[] {
  const reasons = Array.from({ length: 5 }, () => ({ reason: word, count: 1_000 }));
  const why = { by: "check", rule: word } as const;
  const [example] = alerts.campaignFacts.examples;
  const { campaignFacts, postMortemFacts } = alerts;
  return [
    alerts.latencyFacts,
    alerts.tankFacts,
    { ...alerts.overridesFacts, reasons },
    {
      ...campaignFacts,
      reasons: [...campaignFacts.reasons, { why, count: 1_000 }],
      examples: example ? [{ ...example, tier: word, country: word, why }] : [],
    },
    ...(["person", "rule", "team"] as const).map((of) => ({ ...postMortemFacts, of, reasons })),
  ];
}

/** The form of the samples with labels and options from outside. */
function formOf(word: string): readonly FormField[] {
  const options = word.trim() === "" || word.length > 75 ? ["In the post"] : [word];
  return form.map((field) => ({
    ...field,
    label: word || field.label,
    options: field.type === "choice" ? options : [],
  }));
}

/** Every value that a rule read is the word. */
function withValues(record: LeadRecord, word: string): LeadRecord {
  if (record.trace === null) return record;
  const why = record.trace.why.map((one, index) => ({
    ...one,
    rule: (index === 0 && word) || one.rule,
    read: { "company.industry": word, "lead.campaign": word, "account.name": [word], "lead.email": word },
  }));
  return { ...record, trace: { ...record.trace, why } };
}

function withAnswers(record: LeadRecord, word: string): LeadRecord {
  const fields = Object.fromEntries(form.map(({ id }) => [id, word.repeat(3_000 / (word.length || 1))]));
  return { ...record, person: { ...record.person, answers: [{ turn: 1, by: TINA, fields }] } };
}
