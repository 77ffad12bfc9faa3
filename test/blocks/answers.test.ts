import { describe, expect, it } from "vitest";
import {
  sayAmbiguous,
  sayDatabaseAway,
  sayNobodyCalled,
  sayNotAllowed,
  sayNotFound,
  sayPickFirst,
  sayUsage,
  sayWentWrong,
} from "../../blocks/answers.ts";
import { dealOwner, ownerGone } from "../../blocks/gallery/accountSamples.ts";
import * as sample from "../../blocks/gallery/samples.ts";
import { renderHelp, sayUnknown } from "../../blocks/help.ts";
import { renderLead, renderLeadAnswer } from "../../blocks/leadStory.ts";
import { readAssignee, renderOverflow } from "../../blocks/overflowCard.ts";
import { sayRefusal } from "../../blocks/refusals.ts";
import type { LeadRecord } from "../../blocks/view.ts";
import { renderWhy, renderWhyNot } from "../../blocks/whyMe.ts";
import type { Instant } from "../../src/clock.ts";
import type { RefusalCode } from "../../src/domain/decide/types.ts";
import { buttonsIn, readable, violations } from "./slackRules.ts";

const { view, turnOf } = sample;

describe("the overflow card", () => {
  const record = sample.inOverflow();
  const overflow = {
    ...view,
    because: "nobody_eligible",
    considered: sample.considered,
    reps: sample.reps,
  } as const;
  const card = renderOverflow(record, turnOf(record, 1), overflow);

  it("says why nobody was found, by reason, and lets a rep be assigned", () => {
    const shown = readable(card.blocks);
    for (const word of ["No rep could take it", "Other territory: Bob", "Off shift:"])
      expect(shown).toContain(word);
    expect(buttonsIn(card.blocks)).toEqual(["Assign"]);
    expect(violations(card.blocks, "message")).toEqual([]);
  });

  it("says who assigned it to whom, and what came of it", () => {
    const record = sample.assigned();
    const card = renderOverflow(record, turnOf(record, 1), overflow);
    expect(readable(card.blocks)).toContain("Assigned to Carol by Olive");
    expect(readable(card.blocks)).toContain("Waiting for their answer");
    expect(buttonsIn(card.blocks)).toEqual([]);
  });

  it("lets Slack's own picker choose from more than a hundred reps", () => {
    const reps = Array.from({ length: 101 }, (_, index) => ({
      slack: `U${index}`,
      name: `R${index}`,
      seniority: null,
    }));
    const card = renderOverflow(record, turnOf(record, 1), { ...overflow, reps });
    expect(JSON.stringify(card.blocks)).toContain('"users_select"');
    expect(violations(card.blocks, "message")).toEqual([]);
  });

  it("reads whom either picker chose", () => {
    const picked = (value: object) => ({ overflow_assign_block: { overflow_rep: value } });
    expect(readAssignee(picked({ selected_option: { value: "U0BOB" } }))).toBe("U0BOB");
    expect(readAssignee(picked({ selected_user: "U0BOB" }))).toBe("U0BOB");
    expect(readAssignee(picked({ selected_option: null }))).toBeNull();
    expect(readAssignee(undefined)).toBeNull();
  });
});

describe("why", () => {
  const choice = {
    rep: sample.ALICE,
    how: "share",
    by: null,
    considered: sample.considered,
    skipped: ["product"],
    account: null,
  } as const;

  it("tells the rep the rules and how the choice was made", () => {
    const shown = readable(renderWhy(sample.offered(20), choice, sample.ALICE, view).blocks);
    for (const word of [
      "Why you?",
      "Of 2 who could take it",
      "Asked for a demo +40",
      "0.7 of a lead behind",
    ]) {
      expect(shown).toContain(word);
    }
    expect(shown).toContain("Other territory: Bob");
    expect(shown).toContain("Nobody covers the product");
  });

  it("says who knew a value that the lead did not bring", () => {
    const record = sample.offered(20);
    const why = sample.trace.why.map((one, index) =>
      index > 0
        ? one
        : { ...one, from: { "company.employees": { provider: "directory", observedAt: sample.trace.at } } },
    );
    const shown = readable(
      renderWhy({ ...record, trace: { ...sample.trace, why } }, choice, sample.ALICE, view).blocks,
    );
    expect(shown).toContain("(employees by directory)");
    expect(shown.match(/by directory/g)).toHaveLength(1);
  });

  it("tells a rep why not them, without the person", () => {
    const made = renderWhyNot(sample.offered(20), choice, sample.BOB, sample.BOB, view);
    expect(readable(made.blocks)).toContain("Why not you? Left out: other territory.");
    expect(JSON.stringify(made)).not.toContain("Jane");
    const near = renderWhyNot(sample.offered(20), choice, sample.CAROL, sample.BOB, view);
    expect(readable(near.blocks)).toContain(
      "Could have taken it, but Alice was next: Alice was 0.7 of a lead behind their fair share, Carol 0.2 of a lead ahead.",
    );
  });

  it("says that results weigh, and that a larger share comes sooner", () => {
    const considered = [
      { rep: sample.ALICE, out: null, credit: 0.4, weight: 2.4 },
      { rep: sample.CAROL, out: null, credit: 0.6, weight: 0.8 },
    ];
    const shown = readable(
      renderWhy(sample.offered(20), { ...choice, considered }, sample.ALICE, view).blocks,
    );
    expect(shown).toContain("you were 0.4 of a lead behind your fair share, Carol 0.6 of a lead behind.");
    expect(shown).toContain("With a larger share one is a whole lead behind sooner");
    expect(shown).toContain("Alice: 0.4 of a lead behind their fair share; weight 2.4 (by results)");
  });

  it("says whose account it is, and that it took no turn", () => {
    const owned = { ...choice, how: "account_owner", account: dealOwner } as const;
    expect(readable(renderWhy(sample.offered(20), owned, sample.ALICE, view).blocks)).toContain(
      "There is an open deal at this account (0N11U6L3), and it is yours in the CRM. It took no turn",
    );
    expect(readable(renderWhy(sample.offered(20), owned, sample.ALICE, view).blocks)).not.toContain(
      "fair share",
    );
    const other = renderWhyNot(sample.offered(20), owned, sample.BOB, sample.BOB, view);
    expect(readable(other.blocks)).toContain("It went to the account's owner, Alice.");
  });

  it("says why the owner did not get it, and who did instead", () => {
    const gone = { ...choice, account: ownerGone };
    expect(readable(renderWhy(sample.offered(20), gone, sample.ALICE, view).blocks)).toContain(
      "The owner of this account is Darcel Schlecht, who is not on the team, so it was for their team.",
    );
  });

  it("says who had the person before", () => {
    const again = { ...choice, how: "sticky" } as const;
    expect(readable(renderWhy(sample.offered(20), again, sample.ALICE, view).blocks)).toContain(
      "You had this lead, or another one of the same person, before. It counts as your turn.",
    );
  });
});

describe("a lead's story", () => {
  it("tells state, reasons, every turn and the next deadline", () => {
    const shown = readable(renderLead(sample.inTank(), "full", view).blocks);
    for (const word of [
      "In the Shark Tank",
      "Asked for a demo",
      "Offered to Alice",
      "Taken away",
      "To the Overflow Manager",
    ]) {
      expect(shown).toContain(word);
    }
  });

  it("leaves the person out for those who may not see them", () => {
    const made = renderLeadAnswer(sample.inTank(), "impersonal", view);
    expect(JSON.stringify(made)).not.toMatch(/Jane|Doe|jane|4420/);
    expect(made.text).toBe("Tier 1 lead from Acme: In the Shark Tank");
  });
});

describe("a refusal", () => {
  const say = (record: LeadRecord, turn: number, by: string, code: RefusalCode = "moved_on") =>
    sayRefusal({ code, by, lead: record.lead, turn, view }).text;

  it("says who was first, when, and who has the lead now", () => {
    expect(say(sample.accepted(), 1, sample.BOB)).toBe(
      "Alice accepted this lead at 13:57; it is no longer yours.",
    );
    expect(say(sample.claimed(), 2, sample.CAROL)).toBe("Bob claimed this lead at 13:59; it is theirs now.");
    expect(say(sample.claimed(), 1, sample.ALICE)).toBe("This lead was taken away at 13:50. Bob has it now.");
    expect(say(sample.unclaimed(), 2, sample.BOB)).toContain("It is with Olive, the Overflow Manager, now.");
    expect(say(sample.assigned(), 1, sample.MORGAN)).toContain("Olive assigned this lead to Carol at 13:58.");
  });

  it("tells people what they did themselves", () => {
    expect(say(sample.accepted(), 1, sample.ALICE)).toBe("You accepted this lead at 13:57 already.");
  });

  it("says how long the cool-off is and when it is over", () => {
    const said = (coolOffMs: number, lastClaimAt: Instant | null) => {
      const tank = { claimsPerDay: 5, coolOffMs };
      const lead = sample.inTank().lead;
      return sayRefusal({ code: "cool_off", by: sample.BOB, lead, turn: 2, view, tank, lastClaimAt }).text;
    };
    expect(said(600_000, sample.at(-5))).toBe(
      "You claimed another lead less than 10 minutes ago. You can claim again at 14:05.",
    );
    expect(said(30_000, sample.at(0))).toBe(
      "You claimed another lead less than 30 seconds ago. You can claim again at 14:01.",
    );
    expect(said(5_400_000, null)).toBe(
      "You claimed another lead less than 1 hour, 30 minutes ago. Try again later.",
    );
  });

  it.each([
    "stale",
    "moved_on",
    "not_yours",
    "not_a_rep",
    "not_eligible",
    "original_may_not_claim",
    "claims_cap",
    "cool_off",
    "not_overflow",
    "rep_unavailable",
    "date_past",
    "feature_missing",
    "criterion_missing",
    "not_reviewer",
    "form_incomplete",
    "not_manager",
    "not_steward",
    "override_unfit",
    "override_pending",
    "override_answered",
    "own_override",
    "no_approver",
    "reason_unknown",
    "justification_short",
    "justification_long",
    "evidence_missing",
    "evidence_no_link",
    "rep_has_it",
    "extend_too_long",
  ] as const satisfies readonly RefusalCode[])("has one line for %s, with and without the lead", (code) => {
    for (const lead of [null, sample.inTank().lead]) {
      const said = sayRefusal({ code, by: sample.BOB, lead, turn: 9, view });
      expect(said.text).toMatch(/^[A-Z][^\n]{10,}\.$/);
      expect(violations(said.blocks, "message")).toEqual([]);
    }
  });
});

describe("an answer in a line", () => {
  it("says who can, where the role is wanting", () => {
    expect(sayNotAllowed("queue", ["U0MORGAN"]).text).toBe(
      "Only managers can see the queue: ask <@U0MORGAN>.",
    );
  });

  it("says what happened to the lead when the database is away", () => {
    expect(sayDatabaseAway().text).toBe(
      "Baton cannot reach its database; nothing was changed. Try again in a minute.",
    );
  });

  it("says that there is no such lead", () => {
    expect(sayNotFound("lead_1<x>").text).toContain("There is no lead lead_1&lt;x&gt;.");
  });

  it.each([
    [
      sayAmbiguous("lead_01", ["lead_01a", "lead_01b"]),
      "More than one lead begins with lead_01: `lead_01a`, `lead_01b`",
    ],
    [sayNobodyCalled("@zed"), "There is no rep called @zed."],
    [sayUsage("show ID"), "Say which lead: `/leads show ID`."],
    [sayWentWrong("req-7"), "Something went wrong and nothing was changed."],
    [sayPickFirst(), "Pick a rep first"],
  ])("says what is wrong and what to do", (said, words) => {
    expect(said.text).toContain(words);
    expect(violations(said.blocks, "message")).toEqual([]);
  });

  it("names the nearest word and lists what this person can type", () => {
    const said = sayUnknown("queu", "queue", ["manager"]);
    expect(said.text).toContain("Did you mean `/leads queue`?");
    expect(readable(said.blocks)).toContain("/leads show ID");
    expect(readable(renderHelp(["rep"]).blocks)).not.toContain("/leads queue");
    expect(readable(renderHelp([]).blocks)).toContain("/leads help");
  });
});
