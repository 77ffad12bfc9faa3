import { describe, expect, it } from "vitest";
import * as sample from "../../blocks/gallery/samples.ts";
import { numbers } from "../../blocks/gallery/statsEntries.ts";
import { readStatsValue, statsValue } from "../../blocks/ids.ts";
import { renderRepStats, renderTeamStats } from "../../blocks/stats.ts";
import { dayChart } from "../../blocks/statsChart.ts";
import { numbersOfNothing } from "../../src/domain/stats.ts";
import { buttonsIn, readable, violations } from "./slackRules.ts";

const { view, ALICE } = sample;
const team = numbers(74);

describe("a rep's numbers", () => {
  const made = (mayAsk: boolean, own = numbers(24)) =>
    renderRepStats({ rep: ALICE, own, team, days: 7, mayAsk, picture: null }, view);

  it("stand beside the team's, each under its name, recycled by reason", () => {
    const said = (made(false).blocks[1] as { fields: { text: string }[] }).fields.map(({ text }) => text);
    expect(said).toEqual([
      "*Offers*\n24 · team 74",
      "*Accepted*\n14 · team 44",
      "*Recycled*\n3 · team 3\nTiming 2 · Budget 1",
      "*Missed*\n2 · team 7",
      "*Claims*\n2 · team 2",
      "*Median*\n14 min · team 14 min",
      "*p95*\n1 h 37 min · team 1 h 37 min",
    ]);
    expect(made(false).text).toBe("Alice, last 7 days: 24 offered, 14 accepted, 2 missed");
  });

  it("say – where nothing was accepted", () => {
    const none = readable(made(false, numbersOfNothing(7)).blocks);
    expect(none).toContain("Median\n– · team 14 min");
    expect(none).not.toMatch(/NaN|null|undefined|Infinity/);
  });

  it("lead to the team only who may see it", () => {
    expect(buttonsIn(made(false).blocks)).toEqual(["7 days", "30 days"]);
    expect(buttonsIn(made(true).blocks)).toEqual(["7 days", "30 days", "Team"]);
  });
});

describe("the team's numbers", () => {
  const widest = '"'.repeat(300);
  const huge = numbers(1_000_000, { claims: 999_999, medianMs: 86_399_000, p95Ms: 1e12 });
  const made = (count: number, page = 1, pages = 1) => {
    const rows = Array.from({ length: count }, () => ({ rep: ALICE, numbers: huge }));
    const names = new Map([[ALICE, widest]]);
    const byDay = Array.from({ length: 30 }, () => ({ offers: 99_999, accepted: 88_888, missed: 77_777 }));
    const chart = dayChart(byDay, view);
    if (!chart) throw new Error("no chart");
    const picture = { chart, fileId: "F0123456789" };
    const content = { stats: { team: huge, days: 30 }, rows, page, pages, picture } as const;
    return renderTeamStats(content, { ...view, names });
  };

  it.each([0, 1, 20, 40, 500])("stay within limits with %d reps", (count) => {
    expect(violations(made(count, 1, 9).blocks, "message")).toEqual([]);
  });

  it("show a page of twenty whole, however long the names and the numbers", () => {
    expect(buttonsIn(made(20, 2, 3).blocks).filter((label) => label === "Open")).toHaveLength(20);
  });

  it("page with Previous and Next, neither leading nowhere", () => {
    const paging = (page: number) => buttonsIn(made(1, page, 3).blocks).slice(3);
    expect(paging(1)).toEqual(["Next"]);
    expect(paging(2)).toEqual(["Previous", "Next"]);
    expect(paging(3)).toEqual(["Previous"]);
  });

  it("say what to do when there is nobody", () => {
    expect(readable(made(0).blocks)).toContain("There are no reps yet");
  });
});

describe("the picture under numbers", () => {
  const day = { offers: 0, accepted: 0, missed: 0 };
  const week = [day, day, day, day, day, { offers: 3, accepted: 1, missed: 1 }, { ...day, offers: 2 }];

  it("shows each 24 hours up to now, named by the day on which they end", () => {
    const chart = dayChart(week, view);
    expect(chart).toMatchObject({ title: "Day by day, each up to 14:00", kind: "bars" });
    expect(chart?.categories).toEqual(["Wed 18", "Thu 19", "Fri 20", "Sat 21", "Sun 22", "Mon 23", "Tue 24"]);
    expect(chart?.series.map(({ name, values }) => [name, values.slice(-2)])).toEqual([
      ["Offers", [3, 2]],
      ["Accepted", [1, 0]],
      ["Missed", [1, 0]],
    ]);
    expect(dayChart([...week, ...week, ...week, ...week, day, day], view)?.kind).toBe("lines");
  });

  it("stands in the message with its numbers in words", () => {
    const chart = dayChart(week, view);
    if (!chart) throw new Error("no chart");
    const picture = { chart, fileId: "F0123456789" };
    const { blocks } = renderRepStats({ rep: ALICE, own: team, team, days: 7, mayAsk: false, picture }, view);
    const block = blocks.find(({ type }) => type === "image");
    expect(block).toMatchObject({ slack_file: { id: "F0123456789" } });
    expect(JSON.stringify(block)).toContain("Mon 23: Offers 3, Accepted 1, Missed 1");
  });

  it("is left out where nothing has happened", () => {
    expect(dayChart([day, day], view)).toBeNull();
  });
});

describe("what the buttons under numbers carry", () => {
  it("is read back as it was written, and nothing else is", () => {
    for (const place of [
      { of: { kind: "rep", rep: ALICE }, days: 30 },
      { of: { kind: "team", page: 12 }, days: 7 },
    ] as const) {
      expect(readStatsValue(statsValue(place))).toEqual(place);
    }
    for (const bad of ["", "rep.x:7", "rep.U0ALICE:8", "team.0:7", "team.1:077", "all:1", undefined]) {
      expect(readStatsValue(bad), bad).toBeNull();
    }
  });
});
