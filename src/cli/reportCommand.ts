// `baton report daily|weekly|monthly`: the numbers of the reports that are posted by schedule, as of any moment.
import type { Command } from "commander";
import { figuresOf, timezoneAt } from "../app/figures.ts";
import { type Instant, instant } from "../clock.ts";
import { FIGURE_REPORTS, type FigureReportName, periodOf, sheetOf } from "../domain/figures/index.ts";
import type { Sheet } from "../domain/figures/sheet.ts";
import type { Period } from "../domain/reports.ts";
import { printable } from "../policy/problem.ts";
import type { Host } from "./host.ts";
import { CannotRun, type ExitCode, type Io, printJson } from "./io.ts";
import { instantOf, type Json, json } from "./options.ts";
import type { Context } from "./run.ts";
import { table } from "./table.ts";

const ABOUT: Readonly<Record<FigureReportName, string>> = {
  daily: "what came in, what was refused, what is kept as an exception, in the 24 hours before",
  weekly: "duplicates, divergence from the rules, the effect of rule changes, in the seven days before",
  monthly: "the funnel and the scores of the last whole month",
};

export function addReport(program: Command, { io, host, action }: Context): void {
  const report = program.command("report").description("print the numbers of a report");
  for (const name of FIGURE_REPORTS) {
    report
      .command(name)
      .description(ABOUT[name])
      .option("--at <time>", "as of that time, such as 2026-03-02T09:00:00Z; now when left out")
      .addOption(json())
      .addHelpText("after", `\nExample:\n  npx baton report ${name} --at 2026-03-02T09:00:00Z --json`)
      .action(
        action((options: Json & { readonly at?: string }) =>
          printReport({ name, at: instantOf(options.at), json: options.json === true }, io, host),
        ),
      );
  }
}

interface Args {
  readonly name: FigureReportName;
  /** Null: now. */
  readonly at: Instant | null;
  readonly json: boolean;
}

/** As of the time of a slot, these are the numbers of the report that was posted for it. */
async function printReport({ name, at, json }: Args, io: Io, host: Host): Promise<ExitCode> {
  const { reports, figures, clock } = await host.services();
  const schedules = await reports.schedules();
  if (schedules.length === 0) {
    throw new CannotRun(
      "No team has been applied, so nothing is on record; npx baton team apply FILE --by NAME",
    );
  }
  const until = at ?? instant(clock.now());
  const timezone = timezoneAt(schedules, until);
  const report = await figuresOf(name, periodOf(name, until, timezone), timezone, figures);
  if (json) printJson(io, { ...report, timezone });
  else io.out(inWords(sheetOf(report), report.period, timezone));
  return 0;
}

function inWords(sheet: Sheet, { from, to }: Period, timezone: string): string {
  const { title, gist, first, lines, table: rows, meaning } = sheet;
  const said = [
    `${title}: ${from} to ${to} (${timezone})`,
    gist,
    "",
    `First: ${first}`,
    "",
    ...lines.map(({ label, text }) => `${label}: ${text}`),
    "",
  ].map(printable);
  const shown = rows.rows.length === 0 ? `${rows.empty}\n` : table(rows.head, rows.rows);
  return `${said.join("\n")}\n${shown}\n${meaning}\n`;
}
