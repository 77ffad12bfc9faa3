import type { InputBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import {
  approved,
  form,
  HOLD,
  inReview,
  PARTNER,
  rejected,
  reviewView,
  TRIAGE,
} from "../../blocks/gallery/reviewSamples.ts";
import { turnOf } from "../../blocks/gallery/samples.ts";
import { reviewBlock } from "../../blocks/ids.ts";
import { readReview } from "../../blocks/readReview.ts";
import { renderReview } from "../../blocks/reviewCard.ts";
import { renderReviewForm } from "../../blocks/reviewModal.ts";
import type { LeadRecord } from "../../blocks/view.ts";
import { buttonsIn, readable } from "./slackRules.ts";

const card = (record: LeadRecord, more = {}) =>
  renderReview(record, turnOf(record, 1), { ...reviewView, ...more });

describe("a review card", () => {
  it.each([
    [TRIAGE, ["Is this a lead for a rep?", "between 40 and 60", "score: 52", "Rejected, it goes to nurture"]],
    [PARTNER, ["Do we take this lead?", "lead.attribution: contested", "Approved, it goes to a rep"]],
    [HOLD, ["On hold: No regulated industry", "not known", "company.industry: healthcare", "is suppressed"]],
  ])("asks, and says what was read, who is asked and what follows", (asked, words) => {
    const { blocks, text } = card(inReview(asked));
    const said = readable(blocks);
    for (const word of [...words, "Acme", "Tier 2 · Score 52", "<@U0TINA>", "<@U0TOM>", "Asked for a demo"]) {
      expect(said).toContain(word);
    }
    expect(buttonsIn(blocks)).toEqual(["Approve", "Reject", "Open"]);
    expect(text).toContain(`Review (${asked.queue})`);
  });

  it("shows nothing of the person, also where a rule read it", () => {
    const all = JSON.stringify([TRIAGE, PARTNER, HOLD].map((asked) => card(inReview(asked), { form })));
    expect(all).not.toMatch(/Jane|Doe|jane\.doe|VP Ops|442071838750|warehouses/);
  });

  it("asks again before Reject, unless a form opens that can be closed", () => {
    expect(JSON.stringify(card(inReview(HOLD)))).toContain("no lead of theirs is offered to anybody");
    expect(JSON.stringify(card(inReview(HOLD), { form }))).not.toContain("confirm");
  });

  it.each([
    [approved(), "Approved by Tina", "Offered to Alice"],
    [approved(null), "Approved: nobody answered in time", "Offered to Alice"],
    [rejected(), "Rejected by Tina", "Suppressed"],
  ])(
    "says what was answered and what came of it, with no button that no longer works",
    (record, ...words) => {
      const { blocks, text } = card(record);
      for (const word of words) expect(readable(blocks)).toContain(word);
      expect(text).toContain(words[0]);
      expect(buttonsIn(blocks)).toEqual([]);
    },
  );
});

describe("the form of a hold", () => {
  const filled = (values: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(values).map(([id, value]) => [reviewBlock(id), { review_field: value as object }]),
    );
  const option = (value: string) => ({ selected_option: { value } });

  it("has the fields that the policy names, each of its type", () => {
    const { blocks, title } = renderReviewForm(inReview(HOLD), 1, "reject", form);
    expect(title.text).toBe("Reject lead");
    const inputs = blocks.filter((block) => block.type === "input") as InputBlock[];
    expect(
      inputs.map(({ label, element, optional }) => [label.text, element.type, optional ?? false]),
    ).toEqual([
      ["Why is it in order?", "plain_text_input", false],
      ["Contract", "static_select", true],
      ["Seats", "number_input", true],
      ["Cleared until", "datepicker", true],
      ["Are you sure?", "radio_buttons", false],
    ]);
  });

  it("is read as the types that it asks for", () => {
    const values = {
      basis: { value: " It is. " },
      seats: { value: "-12.50" },
      until: { selected_date: "2026-12-24" },
    };
    expect(readReview(filled({ ...values, contract: option("Signed"), sure: option("no") }), form)).toEqual({
      ok: true,
      answers: { basis: "It is.", seats: -12.5, until: "2026-12-24", contract: "Signed", sure: false },
    });
  });

  it("says at each field what is wrong with it", () => {
    const values = {
      seats: { value: "a dozen" },
      until: { selected_date: "2026-02-30" },
      contract: option("Lost"),
    };
    expect(readReview(filled(values), form)).toEqual({
      ok: false,
      errors: {
        [reviewBlock("basis")]: "Fill this in",
        [reviewBlock("contract")]: "Choose one of the list",
        [reviewBlock("seats")]: "Write a number, such as 12.5",
        [reviewBlock("until")]: "Choose a day",
        [reviewBlock("sure")]: "Fill this in",
      },
    });
  });
});
