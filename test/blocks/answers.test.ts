import { describe, expect, it } from "vitest";
import { sayDatabaseAway, sayNotAllowed, sayNotFound } from "../../blocks/answers.ts";
import * as sample from "../../blocks/gallery/samples.ts";
import { renderHelp, sayUnknown } from "../../blocks/help.ts";
import { queueValue, readQueueValue, readTurnValue, turnValue } from "../../blocks/ids.ts";
import { renderMine, renderTankList } from "../../blocks/leadLists.ts";
import { renderLead, renderLeadAnswer } from "../../blocks/leadStory.ts";
import { readAssignee, renderOverflow } from "../../blocks/overflowCard.ts";
import { renderQueue } from "../../blocks/queue.ts";
import { sayRefusal } from "../../blocks/refusals.ts";
import { duration, whenWords } from "../../blocks/time.ts";
import type { LeadRecord } from "../../blocks/view.ts";
import { renderWhy, renderWhyNot } from "../../blocks/whyMe.ts";
import { buttonsIn, readable, violations } from "./slackRules.ts";

const { view, turnOf } = sample;
const totals = { open: 120, overdue: 41, tank: 37, offered: 42 };
const page = (rows: readonly LeadRecord[], number: number, matching = 120) =>
  renderQueue({ rows, matching, totals }, { filter: { kind: "all" }, page: number }, view);

describe("the queue", () => {
  const rows = Array.from({ length: 20 }, (_, index) => sample.overdue(20 - index, { number: index + 1 }));

  it("begins with the totals, filter or not", () => {
    const first = "120 open: 41 overdue · 37 tank · 42 offered";
    expect(page(rows, 1).text).toBe(first);
    const filtered = renderQueue(
      { rows: [], matching: 0, totals },
      { filter: { kind: "overdue" }, page: 1 },
      view,
    );
    for (const made of [page(rows, 1), filtered]) expect(readable(made.blocks).split("\n")[0]).toBe(first);
  });

  it("shows lead, owner, state, age and next deadline in each row", () => {
    const shown = readable(page([sample.overdue(12)], 1).blocks);
    for (const word of [
      "Jane Doe, Acme",
      "Alice",
      "Overdue by 12 min",
      "2 h 15 min old",
      "To the Shark Tank: 15:48",
    ]) {
      expect(shown).toContain(word);
    }
  });

  it("pages with Previous and Next in place, neither leading nowhere", () => {
    const paging = (number: number) =>
      buttonsIn(page(rows, number).blocks).filter((label) => label !== "Open");
    expect(paging(1)).toEqual(["Next"]);
    expect(paging(2)).toEqual(["Previous", "Next"]);
    expect(paging(6)).toEqual(["Previous"]);
  });

  it("fits twenty rows of the longest texts", () => {
    const long = Array.from({ length: 20 }, () => sample.overdue(12, { submission: sample.hostile }));
    const made = page(long, 2);
    expect(violations(made.blocks, "message")).toEqual([]);
    expect(buttonsIn(made.blocks).filter((label) => label === "Open")).toHaveLength(20);
  });

  it("says what to do when there is nothing", () => {
    const none = { open: 0, overdue: 0, tank: 0, offered: 0 };
    const made = renderQueue(
      { rows: [], matching: 0, totals: none },
      { filter: { kind: "all" }, page: 1 },
      view,
    );
    expect(readable(made.blocks)).toContain("Nothing is waiting");
    const past = page([], 9);
    expect(readable(past.blocks)).toContain("nothing on page 9");
    expect(buttonsIn(past.blocks)).toEqual(["Previous"]);
  });

  it("stays within limits with 500 rows", () => {
    const made = page(
      Array.from({ length: 500 }, () => sample.overdue(1)),
      1,
      500,
    );
    expect(violations(made.blocks, "message")).toEqual([]);
  });
});

describe("lists of one's own", () => {
  it("count what waits and what is accepted", () => {
    const made = renderMine([sample.offered(20), sample.accepted()], view);
    expect(made.text).toBe("1 waiting for your answer · 1 accepted");
    expect(violations(made.blocks, "message")).toEqual([]);
  });

  it("say what to do when empty", () => {
    expect(renderMine([], view).text).toContain("/leads tank");
    expect(renderTankList([], 0, view).text).toContain("empty");
  });

  it("let a lead in the tank be claimed", () => {
    const made = renderTankList([sample.inTank()], 3, view);
    expect(buttonsIn(made.blocks)).toEqual(["Claim"]);
    expect(readable(made.blocks)).toContain("…and 2 more");
  });
});

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
  } as const;

  it("tells the rep the rules and how the choice was made", () => {
    const shown = readable(renderWhy(sample.offered(20), choice, sample.ALICE, view).blocks);
    for (const word of ["Why you?", "Of 2 who could take it", "Asked for a demo +40", "0.7 leads behind"]) {
      expect(shown).toContain(word);
    }
    expect(shown).toContain("Other territory: Bob");
    expect(shown).toContain("Nobody covers the product");
  });

  it("tells a rep why not them, without the person", () => {
    const made = renderWhyNot(sample.offered(20), choice, sample.BOB, sample.BOB, view);
    expect(readable(made.blocks)).toContain("Why not you? Left out: other territory.");
    expect(JSON.stringify(made)).not.toContain("Jane");
    const near = renderWhyNot(sample.offered(20), choice, sample.CAROL, sample.BOB, view);
    expect(readable(near.blocks)).toContain("Could have taken it, but Alice was further behind");
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
  const say = (record: LeadRecord, turn: number, by: string, code = "moved_on") =>
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
    "one nobody knows",
  ])("has one line for %s, with and without the lead", (code) => {
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

  it("names the nearest word and lists what this person can type", () => {
    const said = sayUnknown("queu", "queue", ["manager"]);
    expect(said.text).toContain("Did you mean `/leads queue`?");
    expect(readable(said.blocks)).toContain("/leads show ID");
    expect(readable(renderHelp(["rep"]).blocks)).not.toContain("/leads queue");
    expect(readable(renderHelp([]).blocks)).toContain("/leads help");
  });
});

describe("what buttons carry", () => {
  it("is read back as it was written, and nothing else is", () => {
    const ref = { lead: sample.leadIdOf(7), turn: 3 };
    expect(readTurnValue(turnValue(ref))).toEqual(ref);
    const place = { filter: { kind: "rep", rep: "U0ALICE" }, page: 2 } as const;
    expect(readQueueValue(queueValue(place))).toEqual(place);
    expect(readQueueValue(queueValue({ filter: { kind: "tank" }, page: 1 }))).toEqual({
      filter: { kind: "tank" },
      page: 1,
    });
    for (const bad of ["", "lead_1:2", "x", undefined]) expect(readTurnValue(bad)).toBeNull();
    for (const bad of ["", "all:0", "rep.x:1", undefined]) expect(readQueueValue(bad)).toBeNull();
  });
});

describe("times", () => {
  it.each([
    [20_000, "less than a minute"],
    [12 * 60_000, "12 min"],
    [119.7 * 60_000, "2 h"],
    [190 * 60_000, "3 h 10 min"],
    [23.99 * 3_600_000, "23 h 59 min"],
    [25 * 3_600_000, "1 day 1 h"],
    [5.2 * 86_400_000, "5 days"],
    [-5, "less than a minute"],
  ])("rounds %d ms as people say it", (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it("says the day only where it is not today", () => {
    expect(whenWords(sample.at(60), view)).toBe("15:00");
    expect(whenWords(sample.at(24 * 60), view)).toBe("Wed 14:00");
    expect(whenWords(sample.at(20 * 24 * 60), view)).toBe("14 Dec 14:00");
    expect(whenWords(sample.at(90 * 24 * 60), view)).toBe("22 Feb 2027 14:00");
  });
});
