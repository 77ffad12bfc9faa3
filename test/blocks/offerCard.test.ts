import { describe, expect, it } from "vitest";
import * as sample from "../../blocks/gallery/samples.ts";
import { type OfferView, renderOffer } from "../../blocks/offerCard.ts";
import type { TakenAwayWhy, TurnEnd } from "../../src/domain/lead.ts";
import type { Submission } from "../../src/domain/person.ts";
import type { Signal } from "../../src/domain/signals.ts";
import { buttonsIn, readable } from "./slackRules.ts";

const view: OfferView = { ...sample.view, window: { ms: 7_200_000, endsAt: sample.at(120) } };
const render = (record: ReturnType<typeof sample.offered>) =>
  renderOffer(record, sample.turnOf(record, 1), view);

function ended(end: TurnEnd) {
  return sample.record({
    place: { state: "routing", timer: sample.offerTimer(0), waitsFor: [] },
    turns: [sample.offerTurn({ end })],
  });
}

describe("an offer that waits", () => {
  const card = render(sample.offered(20));

  it("says who, what and by when first", () => {
    const [first] = card.blocks;
    expect(readable([first])).toContain("Jane Doe, VP Ops at Acme");
    expect(readable([first])).toContain("Accept by");
  });

  it("gives the deadline in the reader's own time", () => {
    const seconds = Date.parse(sample.at(100)) / 1000;
    expect(JSON.stringify(card.blocks)).toContain(`<!date^${seconds}^`);
  });

  it("makes sense alone on a locked phone", () => {
    expect(card.text).toBe("Jane Doe, VP Ops at Acme: accept by 15:40");
  });

  it("shows tier, score, the strongest reasons and how to reach the person", () => {
    const shown = readable(card.blocks);
    for (const word of ["Tier 1", "Score 95", "Asked for a demo +40", "Senior title +25"])
      expect(shown).toContain(word);
    expect(shown.indexOf("+40")).toBeLessThan(shown.indexOf("+30"));
    for (const word of ["jane.doe@acme.example", "+442071838750", "three warehouses"])
      expect(shown).toContain(word);
  });

  it("offers Accept, Recycle and Why me?", () => {
    expect(buttonsIn(card.blocks)).toEqual(["Accept", "Recycle", "Why me?"]);
  });

  it("keeps an e-mail copyable, underscores and all", () => {
    const card = render(sample.offered(20, { submission: { email: "a_b_@acme.example" } }));
    expect(readable(card.blocks)).toContain("a_b_@acme.example");
  });
});

describe("an offer of a lead that does not name its company", () => {
  const found = (value: string, confidence: number, observedAt = "2026-03-02T10:00:00.000Z") => ({
    ...{ key: "company.name", value, provider: "firmo", observedAt, freshUntil: null, confidence },
  });
  const firstOf = (submission: Submission, ...signals: Signal[]) => {
    const record = sample.offered(20, { submission });
    return render({ ...record, person: { ...record.person, signals } }).blocks[0];
  };
  const titleOf = (...given: Parameters<typeof firstOf>) => readable([firstOf(...given)]);
  const jane = { email: "jane@acme.example", firstName: "Jane", title: "VP" };

  it("names it as the surest provider does, then the latest", () => {
    const said = [found("Akme", 0.5), found("Acme Ltd", 0.9), found("Acme", 0.9, "2026-03-02T11:00:00.000Z")];
    expect(titleOf(jane, ...said)).toContain("Jane, VP at Acme\n");
    expect(titleOf({ ...jane, company: { domain: "acme.example" } }, ...said)).toContain("VP at Acme\n");
    expect(titleOf({ ...jane, company: { name: "Own Words" } }, ...said)).toContain("VP at Own Words");
  });

  it("lets no provider mention anybody", () => {
    const shown = JSON.stringify(firstOf(jane, found("<!channel> *Acme*", 1)));
    expect(shown).toContain("&lt;!channel&gt;");
    expect(shown).not.toMatch(/<!channel|\*Acme\*/);
  });
});

describe("an offer whose clock has not begun", () => {
  it("says the window and when it would end", () => {
    const card = render(sample.offered(null));
    expect(readable(card.blocks)).toContain("Accept within 2 h, by");
    expect(card.text).toBe("Jane Doe, VP Ops at Acme: accept by 16:00");
  });

  it("says so without a window, too", () => {
    const record = sample.offered(null);
    const card = renderOffer(record, sample.turnOf(record, 1), { ...view, window: null });
    expect(readable(card.blocks)).toContain("Waiting for your answer");
  });
});

describe("an overdue offer", () => {
  it("says how late it is, until when it can be answered, and still can be", () => {
    const card = render(sample.overdue(12));
    expect(readable(card.blocks)).toContain("Overdue since 13:48 (12 min ago)");
    expect(readable(card.blocks)).toContain("until 15:48");
    expect(buttonsIn(card.blocks)).toEqual(["Accept", "Recycle", "Why me?"]);
  });
});

describe("an offer that is over", () => {
  it("names who accepted and when, keeps the contact, and has no buttons", () => {
    const card = render(sample.accepted());
    expect(readable(card.blocks)).toContain("Accepted by Alice · 13:57");
    expect(readable(card.blocks)).toContain("jane.doe@acme.example");
    expect(buttonsIn(card.blocks)).toEqual([]);
    expect(card.text).toBe("Jane Doe, VP Ops at Acme: Accepted by Alice, 13:57");
  });

  it.each([
    [{ reason: "timing", returnsAt: sample.at(90 * 24 * 60) }, "Timing", "Comes back 22 Feb 2027."],
    [{ reason: "budget", nurture: "value" }, "Budget", "Enrolled in the value nurture."],
    [
      { reason: "feature_gap", feature: "sso", queue: "product" },
      "Feature Gap",
      "Waits for the feature sso.",
    ],
    [{ reason: "not_icp", criterion: "size", until: null }, "Not ICP", "never offered again"],
  ] as const)("names who recycled, why, and what follows: %o", (what, label, follows) => {
    const card = render(sample.recycled(what));
    expect(readable(card.blocks)).toContain(`Recycled by Alice: ${label} · 13:57`);
    expect(readable(card.blocks)).toContain(follows);
    expect(buttonsIn(card.blocks)).toEqual([]);
  });

  it.each([
    ["window", "Taken away: not answered in time"],
    ["deactivated", "Taken away: the rep's Slack account is deactivated"],
    ["unreachable", "Taken away: Slack could not reach the rep"],
    ["removed", "Taken away: the rep is no longer on the team"],
  ] as [TakenAwayWhy, string][])(
    "says why it was taken away (%s), and gives the contact no more",
    (why, words) => {
      const card = render(ended({ how: "taken_away", why, at: sample.at(-10) }));
      expect(readable(card.blocks)).toContain(words);
      expect(readable(card.blocks)).toContain("13:50");
      expect(buttonsIn(card.blocks)).toEqual([]);
      for (const secret of ["jane.doe@acme.example", "+442071838750", "warehouses"]) {
        expect(JSON.stringify(card)).not.toContain(secret);
      }
    },
  );

  it("does not call an unnamed person by their e-mail any more", () => {
    const submission = { email: "jane.doe@acme.example" };
    const card = render(sample.inTank({ submission }));
    expect(JSON.stringify(card)).not.toContain("jane.doe");
    expect(card.text).toContain("Unnamed lead");
  });

  it("shows its own turn, also when another rep has the lead by now", () => {
    const card = render(sample.claimed());
    expect(readable(card.blocks)).toContain("Taken away: not answered in time");
    expect(readable(card.blocks)).not.toContain("Claimed");
  });
});
