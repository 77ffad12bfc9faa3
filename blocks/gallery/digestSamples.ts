// The override digest: a week as there are many, an empty one, and one that is as large as can be.
import { divergenceOf } from "../../src/domain/divergence.ts";
import {
  countedAgainst,
  type OverrideDigest,
  type OverrideOutcome,
  type SubmittedOverride,
} from "../../src/domain/overrideDigest.ts";
import type { Override, OverrideAct, OverrideTexts } from "../../src/domain/overrides.ts";
import { sayNotAllowed } from "../answers.ts";
import { type DigestOf, renderOverrideDigest, sayReviewed } from "../overrideDigest.ts";
import { renderReviewOverride } from "../reviewOverrideModal.ts";
import type { LeadRecord, View } from "../view.ts";
import type { Chapter } from "./entries.ts";
import { ALICE, at, BOB, CAROL, inTank, MORGAN, OLIVE, offered, view } from "./samples.ts";

const slot = "2026-11-23T09:00:00.000Z";
const week = { from: "2026-11-16T09:00:00.000Z", to: slot };
const posted: DigestOf = { slot: { name: "override_digest", slot } };
const DAY = 24 * 60;

const ACTS: readonly OverrideAct[] = [
  { do: "reassign", rep: BOB },
  { do: "force_accept", rep: ALICE },
  { do: "extend", byMs: 7_200_000 },
  { do: "force_recycle", answer: { reason: "timing", returnsAt: at(90 * DAY) } },
  { do: "unsuppress" },
  { do: "reopen" },
];
const OUTCOMES: readonly OverrideOutcome[] = ["done", "done", "waiting", "done", "approved", "expired"];
const REASONS = ["wrong_owner", "customer_request", "data_error", "strategic_account", "rule_gap"];
const RULES = ["demo", "size", null, "competitor"];
const PEOPLE = [MORGAN, OLIVE, MORGAN, CAROL];
const one = <Of>(all: readonly Of[], n: number): Of => all[n % all.length] as Of;

/** The nth of a week; every third has been reviewed since the week was over. */
function submitted(n: number, record: LeadRecord, more: Partial<SubmittedOverride> = {}): SubmittedOverride {
  return {
    ...{
      leadId: record.lead.id,
      no: n + 1,
      by: one(PEOPLE, n),
      at: at(-3 * DAY - 37 * n),
      act: one(ACTS, n),
    },
    ...{ reasonCode: one(REASONS, n), rule: one(RULES, n), outcome: one(OUTCOMES, n) },
    rulesWouldHave: {
      state: "offered",
      next: n % 2 === 0 ? { does: "tank", at: at(-3 * DAY) } : null,
      rep: n % 6 === 0 ? BOB : null,
    },
    reviewed: n % 3 === 2 ? { by: CAROL, at: at(-DAY) } : null,
    ...more,
  };
}

/** So many overrides in the week, of leads like `record`, and as many of `before` the week before. */
export function digestOf(
  many: number,
  { record = inTank(), more = (_n: number): Partial<SubmittedOverride> => ({}), before = 9, older = 0 } = {},
): OverrideDigest {
  const listed = Array.from({ length: many }, (_, n) => submitted(n, record, more(n)));
  const earlier = Array.from({ length: before }, (_, n) => submitted(n + 1, record));
  return {
    period: week,
    counts: countedAgainst(listed, earlier),
    listed,
    toReview: listed.filter(({ reviewed }) => reviewed === null).length,
    older,
    divergence: divergenceOf(
      many === 0
        ? []
        : [
            { overridden: false, leads: 40 * many, converted: 17 * many },
            { overridden: true, leads: many, converted: Math.floor(many * 0.6) },
          ],
    ),
    postMortems: { open: older > 0 ? 2 : 0, overdue: older > 0 ? 1 : 0 },
  };
}

const alt = "Overrides by reason, in overrides. wrong_owner: The week before 2, This week 3.";

/** One page of it, with its picture. */
export function renderDigest(
  digest: OverrideDigest,
  page = 1,
  { record = inTank(), of = posted, seen = view, words = alt } = {},
) {
  const rows = digest.listed.map((override) => ({ one: override, record }));
  return renderOverrideDigest(digest, rows, page, of, { fileId: "F0123456789", alt: words }, seen);
}

const override: Override = {
  ...{ no: 1, by: MORGAN, at: at(-90), act: { do: "reassign", rep: BOB }, reasonCode: "strategic_account" },
  ...{ justification: "c".repeat(64), evidence: null, rule: "size", team: null },
  rulesWouldHave: { state: "offered", next: { does: "tank", at: at(30) }, rep: CAROL },
  standing: { is: "done", at: at(-90), approvedBy: null },
  reviewed: null,
};
const texts: OverrideTexts = {
  no: 1,
  justification:
    "Acme is a strategic account and asked for Bob, who looked after them at their last company.",
  evidence: "https://crm.example/deals/4711",
  note: null,
};

export const renderReview = (written: OverrideTexts | null, seen: View = view) =>
  renderReviewOverride(offered(20), override, written, seen);

export const digestChapter: Chapter = {
  title: "Override digest",
  where: "the managers' channel on Mondays; /leads digest",
  entries: [
    { title: "A week", made: renderDigest(digestOf(6, { older: 3 })) },
    { title: "A busy week, the first page of five", made: renderDigest(digestOf(40)) },
    { title: "The last page", made: renderDigest(digestOf(40), 5) },
    { title: "No overrides", made: renderDigest(digestOf(0, { before: 0 })) },
    { title: "None this week", made: renderDigest(digestOf(0)) },
    { title: "So far, by /leads digest", made: renderDigest(digestOf(2), 1, { of: { asOf: at(0) } }) },
    { title: "Mark reviewed", made: renderReview(texts) },
    { title: "Mark reviewed, the texts erased", made: renderReview(null) },
    { title: "Somebody was first", made: sayReviewed({ by: CAROL, at: at(-5) }, MORGAN, view) },
    { title: "Neither manager nor steward", made: sayNotAllowed("digest", [MORGAN]) },
  ],
};
