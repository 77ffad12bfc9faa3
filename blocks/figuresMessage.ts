// The message of a report of figures: what to do first, the numbers in words, a table, a picture.
import { DateTime } from "luxon";
import type { Sheet } from "../src/domain/figures/sheet.ts";
import type { Period } from "../src/domain/reports.ts";
import { type Message, message } from "./assemble.ts";
import { context, image, section, table } from "./build.ts";
import type { ReportPlace } from "./ids.ts";
import { pageOf, reportPaging } from "./paging.ts";
import { clip, lines, type Mrkdwn, md } from "./text.ts";
import { zoneOf } from "./time.ts";
import type { View } from "./view.ts";

/** Rows of the table on one page. */
const PAGE_SIZE = 20;

export interface ShownPicture {
  readonly fileId: string;
  /** What it shows, in words. */
  readonly alt: string;
}

/** `view`'s zone is the one that the report's days are counted in. */
export function renderFigures(
  sheet: Sheet,
  report: ReportPlace & Period,
  picture: ShownPicture | null,
  view: View,
): Message {
  const { name, slot } = report;
  const { rows, page, pages } = pageOf(sheet.table.rows, report.page, PAGE_SIZE);
  const covers = spanWords(report, view);
  const shown = pages > 1 ? [context(md`${sheet.table.rows.length} rows · page ${page} of ${pages}`)] : [];
  return message(md`${sheet.title}, ${covers}: ${sheet.gist}`, {
    head: [
      section(lines(md`*${sheet.title}* · ${covers}`, md`${clip(sheet.gist, 500)}`)),
      section(md`*First:* ${clip(sheet.first, 600)}`),
      section(
        lines(...sheet.lines.map(({ label, text }): Mrkdwn => md`*${clip(label, 100)}:* ${clip(text, 600)}`)),
      ),
      ...(rows.length === 0
        ? [section(md`${sheet.table.empty}`)]
        : [table(sheet.table.head, rows, sheet.table.words)]),
      ...shown,
      ...reportPaging({ name, slot, page }, pages),
      ...(picture ? [image(picture.fileId, picture.alt)] : []),
      context(md`${sheet.meaning}`),
    ],
  });
}

/** "Sun 22 Nov 08:00 to Mon 23 Nov 08:00"; whole days without the hours, a month by its name. */
function spanWords({ from, to }: Period, { timezone }: View): string {
  const [start, end] = [from, to].map((at) =>
    DateTime.fromISO(at, { zone: zoneOf(timezone), locale: "en-GB" }),
  );
  if (!start || !end) return "";
  if (
    start.toMillis() === start.startOf("month").toMillis() &&
    end.toMillis() === start.plus({ months: 1 }).toMillis()
  ) {
    return start.toFormat("LLLL yyyy");
  }
  const form = "ccc d LLL HH:mm";
  return `${start.toFormat(form)} to ${end.toFormat(form)}`;
}
