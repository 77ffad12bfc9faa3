// Pages of a list in a message, turned in place.
import type { KnownBlock } from "@slack/types";
import { actions, button } from "./build.ts";
import { ACTIONS, type ReportPlace, reportValue } from "./ids.ts";

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/** The page that was asked for, or the last where there are fewer by now. An empty list has one page, without rows. */
export function pageOf<Row>(rows: readonly Row[], asked: number, size: number): Page<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(Math.max(1, asked), pages);
  return { rows: rows.slice((page - 1) * size, page * size), page, pages };
}

/** Previous and Next under a report, those that lead somewhere; nothing under the only page. */
export function reportPaging({ page, ...slot }: ReportPlace, pages: number): KnownBlock[] {
  const to = (there: number) => reportValue({ ...slot, page: there });
  const buttons = [
    ...(page > 1 ? [button("Previous", ACTIONS.reportPrevious, to(page - 1))] : []),
    ...(page < pages ? [button("Next", ACTIONS.reportNext, to(page + 1))] : []),
  ];
  return buttons.length === 0 ? [] : [actions(buttons)];
}
