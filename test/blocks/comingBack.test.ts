import { describe, expect, it } from "vitest";
import { backAgain, known, qualifiedByOthers } from "../../blocks/gallery/againSamples.ts";
import { inReview, PARTNER, reviewView } from "../../blocks/gallery/reviewSamples.ts";
import * as sample from "../../blocks/gallery/samples.ts";
import { renderLead, renderLeadAnswer } from "../../blocks/leadStory.ts";
import { renderOffer } from "../../blocks/offerCard.ts";
import { renderReview } from "../../blocks/reviewCard.ts";
import { renderWhy } from "../../blocks/whyMe.ts";
import { readable } from "./slackRules.ts";

const { view, considered } = sample;
const offerView = { ...view, window: null };
const choice = { rep: sample.ALICE, how: "share", by: null, considered, skipped: [], account: null } as const;

describe("the card of a lead whose person came again", () => {
  const again = backAgain(sample.offered(20));
  const card = (partners: readonly string[] = []) =>
    readable(renderOffer(again, sample.turnOf(again, 1), { ...offerView, partners }).blocks);

  it("says when and from whom last, and why the lead is back", () => {
    expect(card()).toMatch(/Came again Sun 14:00 from acme \(partner Acme\)/s);
    expect(card()).toContain("Back: they looked at the page pricing (recycled before: Budget)");
    expect(card()).toContain("Cycle 2");
  });

  it("says that two partners claim the person, and nothing where one does", () => {
    expect(card(["Acme", "Zenith"])).toContain("Contested: Acme and Zenith");
    expect(card(["Acme"])).not.toContain("Contested");
    expect(card(["A", "B", "C", "D", "E", "F"])).toContain("Contested: A, B, C, D and 2 more");
  });

  it("says nothing of the kind on a first cycle without touches", () => {
    const once = sample.offered(20);
    const shown = readable(renderOffer(once, sample.turnOf(once, 1), offerView).blocks);
    expect(shown).not.toMatch(/Came again|Contested|Back:|Cycle/);
  });

  it("names the reason where the time of a recycled lead has come, or the person came back", () => {
    const shown = (lead: object) => {
      const record = { ...again, lead: { ...again.lead, ...lead } };
      return readable(renderOffer(record, sample.turnOf(record, 1), offerView).blocks);
    };
    expect(shown({ back: null, recycledBefore: "timing" })).toContain(
      "recycled for Timing, and its time has come",
    );
    expect(shown({ back: { by: "touch" }, recycledBefore: null })).toContain("Back: they came again");
  });
});

it("a review's card says who claims the person", () => {
  const record = inReview(PARTNER);
  const made = renderReview(record, sample.turnOf(record, 1), {
    ...reviewView,
    partners: ["Acme", "Zenith"],
  });
  expect(readable(made.blocks)).toContain("Contested: Acme and Zenith");
});

describe("what others than the lead say", () => {
  const told = qualifiedByOthers(sample.offered(20));

  it("is told with Why me?: who said it, when, and what gave way", () => {
    const shown = readable(renderWhy(told, choice, sample.ALICE, view).blocks);
    expect(shown).toMatch(/Company size 300 \(roster, .*2 days ago.*; the lead said 20\)/);
    expect(shown).toMatch(/Tech kubernetes, kafka \(roster, .*2 days ago.*\)/);
    expect(shown).toMatch(/Account owner Alice \(CRM, /);
    expect(shown).toMatch(/Title COO \(said when they came again, /);
    expect(shown).toMatch(/Page visit pricing, 3 times, last .*/);
  });

  it.each([
    ["a manager who asks about a rep's lead", told, sample.MORGAN],
    ["a rep who has it no longer", qualifiedByOthers(sample.inTank()), sample.ALICE],
  ])("leaves out what is personal for %s", (_, record, reader) => {
    const shown = readable(renderWhy(record, choice, reader, view).blocks);
    expect(shown).toContain("Company size 300");
    expect(shown).not.toMatch(/COO|rank/);
  });

  it("says nothing where nobody else said anything", () => {
    const shown = readable(renderWhy(sample.offered(20), choice, sample.ALICE, view).blocks);
    expect(shown).not.toContain("What others say");
  });

  it("is in the lead's story with every touch, for who may see the person", () => {
    const record = backAgain(sample.offered(20));
    const shown = readable(renderLead(record, "full", { ...view, known: known() }).blocks);
    expect(shown).toContain("Company size 300");
    expect(shown).toMatch(/Came again .* from acme \(partner Acme\)\nCame again .* from website/);
    const others = readable(renderLeadAnswer(record, "impersonal", { ...view, known: known() }).blocks);
    expect(others).not.toContain("Company size");
  });
});
