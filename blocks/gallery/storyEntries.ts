// The gallery's chapters of what is answered about one lead: its story, and why it went where it did.
import { renderLead, renderLeadAnswer } from "../leadStory.ts";
import { renderWhy, renderWhyNot } from "../whyMe.ts";
import { dealOwner, ownerGone } from "./accountSamples.ts";
import { backAgain, known, qualifiedByOthers } from "./againSamples.ts";
import type { Chapter } from "./entries.ts";
import * as sample from "./samples.ts";

const { view } = sample;
const choice = {
  rep: sample.ALICE,
  how: "share",
  by: null,
  considered: sample.considered,
  skipped: [],
  account: null,
} as const;

export const storyChapter: Chapter = {
  title: "A lead's story",
  where: "Open, and /leads show",
  entries: [
    { title: "In a modal", made: renderLead(sample.unclaimed(), "full", view) },
    {
      title: "Of whom others say something",
      made: renderLeadAnswer(backAgain(sample.offered(20)), "full", { ...view, known: known() }),
    },
    { title: "As an answer", made: renderLeadAnswer(sample.offered(20), "full", view) },
    {
      title: "For those who may not see the person",
      made: renderLeadAnswer(sample.inTank(), "impersonal", view),
    },
    {
      title: "Just received",
      made: renderLeadAnswer(
        sample.record({
          place: {
            state: "buffering",
            enriching: null,
            timer: { ladder: "buffer", steps: [{ do: "qualify", at: sample.at(4) }], next: 0 },
          },
          tier: null,
          score: null,
        }),
        "full",
        view,
      ),
    },
  ],
};

export const whyChapter: Chapter = {
  title: "Why me?",
  where: "ephemeral, and /leads why",
  entries: [
    { title: "Why me?", made: renderWhy(sample.offered(20), choice, sample.ALICE, view) },
    {
      title: "By what others say",
      made: renderWhy(qualifiedByOthers(sample.offered(20)), choice, sample.ALICE, view),
    },
    {
      title: "Assigned by a person",
      made: renderWhy(
        sample.offered(20),
        { ...choice, how: "assigned", by: sample.OLIVE },
        sample.ALICE,
        view,
      ),
    },
    {
      title: "The owner of the open deal",
      made: renderWhy(
        sample.offered(20),
        { ...choice, how: "account_owner", account: dealOwner },
        sample.ALICE,
        view,
      ),
    },
    {
      title: "The owner is gone",
      made: renderWhy(sample.offered(20), { ...choice, account: ownerGone }, sample.ALICE, view),
    },
    { title: "Why not me?", made: renderWhyNot(sample.offered(20), choice, sample.BOB, sample.BOB, view) },
    {
      title: "Why not Carol?",
      made: renderWhyNot(sample.offered(20), choice, sample.CAROL, sample.MORGAN, view),
    },
  ],
};
