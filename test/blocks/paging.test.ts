// Previous and Next under a report lead to the pages that there are.
import type { ActionsBlock, Button } from "@slack/types";
import { expect, it } from "vitest";
import { readReportValue } from "../../blocks/ids.ts";
import { pageOf, reportPaging } from "../../blocks/paging.ts";

const slot = { name: "weekly", slot: "2026-03-30T08:00:00.000Z" } as const;
const rows = Array.from({ length: 45 }, (_, n) => n);

/** What the buttons under a page say, and where they lead. */
function buttons(page: number, pages: number): [string, number | undefined][] {
  const [block] = reportPaging({ ...slot, page }, pages) as ActionsBlock[];
  return ((block?.elements ?? []) as Button[]).map(({ text, value }) => [
    text.text,
    readReportValue(value)?.page,
  ]);
}

it("a page holds its rows; asked for one too many, the last", () => {
  expect(pageOf(rows, 2, 20)).toEqual({ rows: rows.slice(20, 40), page: 2, pages: 3 });
  expect(pageOf(rows, 9, 20)).toEqual({ rows: rows.slice(40), page: 3, pages: 3 });
  expect(pageOf([], 3, 20)).toEqual({ rows: [], page: 1, pages: 1 });
});

it("the buttons lead one page on and one back, where there is one", () => {
  expect(buttons(1, 1)).toEqual([]);
  expect(buttons(1, 3)).toEqual([["Next", 2]]);
  expect(buttons(2, 3)).toEqual([
    ["Previous", 1],
    ["Next", 3],
  ]);
  expect(buttons(3, 3)).toEqual([["Previous", 2]]);
});

it("what a button carries names its report, and nothing else is taken for one", () => {
  expect(readReportValue("report:weekly:2026-03-30T08:00:00.000Z#2")).toEqual({ ...slot, page: 2 });
  for (const value of ["report:weekly:2026-03-30T08:00:00.000Z", "report:weekly:x#2", "x#0", undefined]) {
    expect(readReportValue(value)).toBeNull();
  }
});
