import type { ActionsBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import * as sample from "../../blocks/gallery/samples.ts";
import {
  type QueueFilterValue,
  queueValue,
  readQueueValue,
  readTurnValue,
  turnValue,
} from "../../blocks/ids.ts";
import { renderMine, renderTankList } from "../../blocks/leadLists.ts";
import { renderQueue } from "../../blocks/queue.ts";
import { duration, whenWords } from "../../blocks/time.ts";
import type { LeadRecord } from "../../blocks/view.ts";
import { buttonsIn, readable, violations } from "./slackRules.ts";

const { view } = sample;
const totals = { open: 120, overdue: 41, tank: 37, offered: 42 };
const noGroups = { overflow: 0, overdue: 0, tank: 0, review: 0, offered: 0, other: 0 };
const groups = { ...noGroups, overdue: 41, tank: 37, offered: 42 };
const page = (rows: readonly LeadRecord[], number: number, matching = 120) =>
  renderQueue({ rows, matching, groups, totals }, { filter: { kind: "all" }, page: number }, view);
const under = (filter: QueueFilterValue, rows: readonly LeadRecord[], matching = rows.length) =>
  renderQueue(
    { rows, matching, groups: { ...noGroups, overdue: matching }, totals },
    { filter, page: 1 },
    view,
  );
const FILTERS = ["All", "Overdue", "Tank", "Refresh"];

describe("the queue", () => {
  const rows = Array.from({ length: 20 }, (_, index) => sample.overdue(20 - index, { number: index + 1 }));

  it("begins with the totals, filter or not", () => {
    const first = "120 open: 41 overdue · 37 tank · 42 offered";
    expect(page(rows, 1).text).toBe(first);
    const filtered = under({ kind: "overdue" }, []);
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
      buttonsIn(page(rows, number).blocks).filter((label) => ![...FILTERS, "Open"].includes(label));
    expect(paging(1)).toEqual(["Next"]);
    expect(paging(2)).toEqual(["Previous", "Next"]);
    expect(paging(6)).toEqual(["Previous"]);
  });

  it("puts a heading with its count where a group begins, worst first, and says when it goes on", () => {
    const mixed = [
      sample.inOverflow(),
      sample.overdue(9),
      sample.overdue(2),
      sample.inTank(),
      sample.offered(5),
    ];
    const counts = { ...noGroups, overflow: 1, overdue: 41, tank: 37, offered: 42 };
    const made = (number: number) =>
      readable(
        renderQueue(
          { rows: mixed.slice(number - 1), matching: 121, groups: counts, totals },
          { filter: { kind: "all" }, page: number },
          view,
        ).blocks,
      ).split("\n");
    const headings = (number: number) => made(number).filter((line) => / · \d+( \(continued\))?$/.test(line));
    expect(headings(1)).toEqual([
      "With the Overflow Manager · 1",
      "Overdue · 41",
      "In the Shark Tank · 37",
      "Offered · 42",
    ]);
    expect(headings(2)[0]).toBe("Overdue · 41 (continued)");
    expect(readable(under({ kind: "overdue" }, [sample.overdue(3)]).blocks)).not.toMatch(/Overdue · \d/);
  });

  it("offers its filters, a person and Refresh, and marks the filter that is in force", () => {
    const made = under({ kind: "overdue" }, [sample.overdue(3)]);
    expect(buttonsIn(made.blocks)).toEqual([...FILTERS, "Open"]);
    const [, controls] = made.blocks as ActionsBlock[];
    const marked = controls?.elements.flatMap((one) =>
      one.type === "button" && one.style ? [one.text.text] : [],
    );
    expect(marked).toEqual(["Overdue"]);
    expect(readable(made.blocks)).toContain("Overdue: 1 · page 1 of 1");
    const whose = (rep: string) => {
      const [, row] = under({ kind: "rep", rep }, []).blocks as ActionsBlock[];
      return row?.elements.find(({ type }) => type === "users_select");
    };
    expect(whose(sample.ALICE)).toMatchObject({ initial_user: sample.ALICE });
    // Slack refuses a message that names nobody of its workspace.
    expect(whose("U0NOBODY")).not.toHaveProperty("initial_user");
  });

  it("fits twenty rows of the longest texts, each group with its heading", () => {
    const widest = '"'.repeat(500);
    const worst = { firstName: widest, company: { name: widest } };
    for (const submission of [sample.hostile, worst]) {
      const kinds = [
        (more: Partial<sample.Sample>) => sample.inOverflow(more),
        (more: Partial<sample.Sample>) => sample.overdue(12, more),
        (more: Partial<sample.Sample>) => sample.inTank(more),
        (more: Partial<sample.Sample>) => sample.offered(12, more),
      ];
      const rows = Array.from({ length: 20 }, (_, index) => {
        const make = kinds[Math.floor(index / 5)] ?? sample.inTank;
        return make({ submission, number: index + 1 });
      });
      const names = new Map([...view.names].map(([id]) => [id, widest]));
      const filter = { kind: "rep", rep: sample.ALICE } as const;
      const full = renderQueue(
        { rows, matching: 1_200, groups, totals },
        { filter, page: 2 },
        { ...view, names },
      );
      expect(violations(full.blocks, "message")).toEqual([]);
      expect(buttonsIn(full.blocks).filter((label) => label === "Open")).toHaveLength(20);
    }
  });

  it("says what to do when there is nothing", () => {
    const none = { open: 0, overdue: 0, tank: 0, offered: 0 };
    const made = renderQueue(
      { rows: [], matching: 0, groups: noGroups, totals: none },
      { filter: { kind: "all" }, page: 1 },
      view,
    );
    expect(readable(made.blocks)).toContain("Nothing is waiting");
    const past = page([], 9);
    expect(readable(past.blocks)).toContain("nothing on page 9");
    expect(buttonsIn(past.blocks)).toEqual([...FILTERS, "Previous"]);
  });

  it.each([0, 1, 40, 500])("stays within limits with %d rows", (count) => {
    const rows = Array.from({ length: count }, () => sample.overdue(1));
    expect(violations(page(rows, 1, count).blocks, "message")).toEqual([]);
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
