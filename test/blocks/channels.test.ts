import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as sample from "../../blocks/gallery/samples.ts";
import { renderTankList } from "../../blocks/leadLists.ts";
import { type NoticeEntry, renderNotice } from "../../blocks/overdueNotice.ts";
import { renderStep } from "../../blocks/stepMessage.ts";
import { renderTank } from "../../blocks/tankCard.ts";
import type { Trace } from "../../src/domain/trace.ts";
import { buttonsIn, readable, violations } from "./slackRules.ts";

const { view, turnOf } = sample;

function late(minutes: number, number = 1): NoticeEntry {
  const record = sample.overdue(minutes, { number });
  return { record, turn: turnOf(record, 1) };
}

describe("an overdue notice", () => {
  it("names lead, rep and how late, with a button to open it", () => {
    const notice = renderNotice(sample.NOTICE, [late(12)], view);
    for (const word of ["Jane Doe, Acme", "Alice", "Overdue since 13:48 (12 min ago)"])
      expect(readable(notice.blocks)).toContain(word);
    expect(buttonsIn(notice.blocks)).toEqual(["Reassign", "Open"]);
  });

  it("keeps the person out of its notification, and contact data out of its body", () => {
    const notice = renderNotice(sample.NOTICE, [late(12)], view);
    expect(notice.text).toBe("Overdue: a Tier 1 lead from Acme, with Alice");
    expect(JSON.stringify(notice)).not.toMatch(/jane\.doe|442071838750|warehouses/);
  });

  it("shows no e-mail in place of a missing name", () => {
    const record = sample.overdue(12, { submission: { email: "jane.doe@acme.example" } });
    const notice = renderNotice(sample.NOTICE, [{ record, turn: turnOf(record, 1) }], view);
    expect(JSON.stringify(notice)).not.toContain("jane.doe");
    expect(readable(notice.blocks)).toContain("Unnamed lead");
  });

  it.each([
    [sample.inTank(), "Taken away: not answered in time · now: In the Shark Tank"],
    [sample.claimed(), "Taken away: not answered in time · now: Claimed by Bob"],
    [sample.unclaimed(), "Taken away: not answered in time · now: With Olive (Overflow Manager)"],
    [sample.accepted(), "Accepted by Alice"],
  ])("says what has happened since", (record, words) => {
    const notice = renderNotice(sample.NOTICE, [{ record, turn: turnOf(record, 1) }], view);
    expect(readable(notice.blocks)).toContain(`Since then: ${words}`);
  });

  it("bundles several with a button for each", () => {
    const notice = renderNotice(sample.NOTICE, [late(12, 1), late(13, 2), late(14, 3)], view);
    expect(readable(notice.blocks)).toContain("3 offers overdue: 3 still waiting");
    expect(buttonsIn(notice.blocks)).toEqual(["Open", "Open", "Open", "Reassign"]);
  });

  it.each([1, 6, 20, 21, 40])("shows every one of %i leads, within Slack's limits", (size) => {
    const notice = renderNotice(
      sample.NOTICE,
      Array.from({ length: size }, (_, index) => late(index + 1, index + 1)),
      view,
    );
    expect(violations(notice.blocks, "message")).toEqual([]);
    expect(readable(notice.blocks).match(/min ago/g)).toHaveLength(size);
    for (const number of [1, size]) expect(JSON.stringify(notice.blocks)).toContain(sample.leadIdOf(number));
  });

  it("stays within Slack's limits with 500, and says how many are not shown", () => {
    const notice = renderNotice(
      sample.NOTICE,
      Array.from({ length: 500 }, (_, index) => late(index + 1, index + 1)),
      view,
    );
    expect(violations(notice.blocks, "message")).toEqual([]);
    expect(readable(notice.blocks)).toContain("500 offers overdue");
    expect(readable(notice.blocks)).toContain("…and 460 more");
  });
});

describe("a tank card", () => {
  const card = renderTank(sample.inTank(), turnOf(sample.inTank(), 2), view);

  it("shows company, country, tier, score and why it is here, with Claim", () => {
    const shown = readable(card.blocks);
    for (const word of ["Acme, GB", "Tier 1", "Score 95", "did not answer in time"])
      expect(shown).toContain(word);
    expect(buttonsIn(card.blocks)).toEqual(["Claim"]);
  });

  it("names who claimed it, and can be claimed no more", () => {
    const record = sample.claimed();
    const card = renderTank(record, turnOf(record, 2), view);
    expect(readable(card.blocks)).toContain("Claimed by Bob");
    expect(buttonsIn(card.blocks)).toEqual([]);
    expect(card.text).toBe("Acme, GB: Claimed by Bob");
  });

  it("says who has it when nobody claimed it", () => {
    const record = sample.unclaimed();
    const card = renderTank(record, turnOf(record, 2), view);
    expect(readable(card.blocks)).toContain("Nobody claimed it: with Olive now");
  });

  it("keeps back a company that is the person's own name", () => {
    const record = sample.inTank({
      submission: { ...sample.jane, company: { name: "Jane Doe Consulting" } },
    });
    const card = renderTank(record, turnOf(record, 2), view);
    expect(readable(card.blocks)).toContain("Company not shown, GB");
  });
});

describe("a channel", () => {
  const secret = fc.string({
    unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
    minLength: 3,
    maxLength: 12,
  });

  it("never gets the name, e-mail, phone or message of a person, wherever the source repeated them", () => {
    const person = fc.record({
      firstName: secret.map((text) => `Xq${text}`),
      lastName: secret.map((text) => `Zv${text}`),
      email: secret.map((text) => `Qx${text}@home.example`),
      phone: fc.integer({ min: 1e9, max: 9e9 }).map((digits) => `+44${digits}`),
      message: secret.map((text) => `Wk ${text} wants it`),
    });
    const repeated = fc.constantFrom("firstName", "lastName", "email", "phone", "message", "none");
    fc.assert(
      fc.property(person, repeated, (who, where) => {
        const name = where === "none" ? "Acme" : `Co ${who[where]}`;
        const submission = { ...who, company: { name, country: "GB" }, country: "GB" };
        const why = [{ rule: "said", points: 9, read: {}, text: where === "none" ? "x" : who[where] }];
        const trace: Trace = { ...sample.trace, why };
        for (const base of [
          sample.inTank({ submission }),
          sample.claimed({ submission }),
          sample.unclaimed({ submission }),
        ]) {
          const record = { ...base, trace };
          const turn = turnOf(record, 2);
          const seen = [
            renderTank(record, turn, view),
            renderStep("reminder", record, turn, view),
            renderTankList([record], 1, view),
            { text: renderNotice(sample.NOTICE, [{ record, turn: turnOf(record, 1) }], view).text },
          ];
          const all = JSON.stringify(seen).toLowerCase();
          for (const value of Object.values(who)) expect(all).not.toContain(value.toLowerCase());
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("a ladder's message", () => {
  it("says what waits, how long and with whom, and offers the next step", () => {
    const record = sample.inOverflow();
    const escalation = renderStep("escalation", record, turnOf(record, 1), view);
    expect(escalation.text).toBe(
      "Escalation: a Tier 1 lead from Acme has been waiting for a rep for 35 min, with Olive.",
    );
    expect(JSON.stringify(escalation.blocks)).toContain("<@U0OLIVE>");
    expect(buttonsIn(escalation.blocks)).toEqual(["Open"]);
  });

  it("lets a reminder in the tank's channel be answered with a claim", () => {
    const record = sample.inTank();
    const reminder = renderStep("reminder", record, turnOf(record, 2), view);
    expect(reminder.text).toContain("in the Shark Tank for 10 min");
    expect(buttonsIn(reminder.blocks)).toEqual(["Claim"]);
  });

  it("says what has happened since when it comes too late", () => {
    const record = sample.assigned();
    const reminder = renderStep("reminder", record, turnOf(record, 1), view);
    expect(readable(reminder.blocks)).toContain(
      "Since then: Assigned to Carol by Olive · now: Offered to Carol",
    );
    expect(buttonsIn(reminder.blocks)).toEqual([]);
  });
});
