import { describe, expect, it } from "vitest";
import * as sample from "../../blocks/gallery/samples.ts";
import { queueValue, readQueueValue, readTurnValue, turnValue } from "../../blocks/ids.ts";
import { renderMine, renderTankList } from "../../blocks/leadLists.ts";
import { renderQueue } from "../../blocks/queue.ts";
import { duration, whenWords } from "../../blocks/time.ts";
import type { LeadRecord } from "../../blocks/view.ts";
import { buttonsIn, readable, violations } from "./slackRules.ts";

const { view } = sample;
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

  it("falls back on UTC in a zone nobody knows", () => {
    expect(whenWords(sample.at(60), { ...view, timezone: "Mars/Olympus" })).toBe("15:00");
  });

  it("says the day only where it is not today", () => {
    expect(whenWords(sample.at(60), view)).toBe("15:00");
    expect(whenWords(sample.at(24 * 60), view)).toBe("Wed 14:00");
    expect(whenWords(sample.at(20 * 24 * 60), view)).toBe("14 Dec 14:00");
    expect(whenWords(sample.at(90 * 24 * 60), view)).toBe("22 Feb 2027 14:00");
  });
});
