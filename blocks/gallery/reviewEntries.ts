// The gallery's chapter of reviews.
import { renderLeadAnswer } from "../leadStory.ts";
import { renderOffer } from "../offerCard.ts";
import { sayRefusal } from "../refusals.ts";
import { renderReview } from "../reviewCard.ts";
import { renderReviewForm } from "../reviewModal.ts";
import { renderStep } from "../stepMessage.ts";
import type { LeadRecord } from "../view.ts";
import type { Chapter, Entry } from "./entries.ts";
import * as review from "./reviewSamples.ts";
import * as sample from "./samples.ts";

const { reviewView: view, HOLD, PARTNER, TRIAGE } = review;

const card = (title: string, record: LeadRecord, form = false): Entry => ({
  title,
  made: renderReview(record, sample.turnOf(record, 1), { ...view, form: form ? review.form : [] }),
});
const step = (title: string, kind: "reminder" | "escalation", record: LeadRecord): Entry => ({
  title,
  made: renderStep(kind, record, sample.turnOf(record, 1), view),
});

export const reviewChapter: Chapter = {
  title: "Review card",
  where: "the queue's channel; nothing there tells who the person is",
  entries: [
    card("Triage", review.inReview(TRIAGE)),
    card("A source's lead", review.inReview(PARTNER)),
    card("A hold with a form", review.inReview(HOLD), true),
    { title: "The hold's form", made: renderReviewForm(review.inReview(HOLD), 1, "approve", review.form) },
    card("Approved", review.approved()),
    card("Approved by the clock", review.approved(null)),
    card("Rejected", review.rejected()),
    step("Reminded of", "reminder", review.inReview(TRIAGE)),
    step("Handed on", "escalation", review.inReview(HOLD)),
    step("Reminded of, and answered since", "reminder", review.approved()),
    { title: "What was filled in", made: renderLeadAnswer(review.rejected(), "full", view) },
    {
      title: "The rep's card afterwards",
      made: renderOffer(review.approved(), sample.turnOf(review.approved(), 2), { ...view, window: null }),
    },
    {
      title: "Answered by somebody else",
      made: sayRefusal({
        ...{ code: "not_reviewer", by: sample.CAROL, turn: 1, view },
        lead: review.inReview(TRIAGE).lead,
      }),
    },
  ],
};
