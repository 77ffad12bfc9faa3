// The daily report in words.
import type { DailyReport, FailingSource } from "./daily.ts";
import { against, count, counted, percent, type Sheet } from "./sheet.ts";

const REASONS: Readonly<Record<string, string>> = {
  not_json: "not JSON",
  invalid: "invalid",
  conflict: "another person under a known id",
  too_large: "too large",
  unknown_lead: "a signal about no known lead",
};

export function dailySheet(report: DailyReport): Sheet {
  const { success, successBefore, sources, failing, undeliverable, exceptions } = report;
  const refused = success.of - success.hits;
  return {
    title: "Daily report",
    gist:
      success.of === 0
        ? "Nothing came in."
        : `${counted(success.hits, "lead")} taken in, ${count(refused)} refused.`,
    first: firstOf(report),
    lines: [
      {
        label: "Ingest success",
        text: `${shareWords(success)}; the day before ${shareWords(successBefore)}`,
      },
      {
        label: "Exceptions kept",
        text: `${against(exceptions.open, exceptions.openBefore)}, ${count(exceptions.overdue)} of them for more than 48 hours`,
      },
      ...(undeliverable > 0
        ? [{ label: "Undeliverable", text: `${counted(undeliverable, "message")} that Slack would not take` }]
        : []),
      ...failing.map((source) => ({ label: nameOf(source.source), text: failingWords(source) })),
    ],
    table: {
      head: ["Source", "Taken in", "Refused", "Success"],
      rows: sources.map(({ source, taken, refused: not, success: rate }) => [
        nameOf(source),
        count(taken),
        count(not),
        percent(rate.share),
      ]),
      empty: "No source sent anything. If that is not as it should be, look at the sources' side first.",
    },
    meaning:
      "Refused: kept whole as an exception, and nothing of it became a lead. In this version exceptions cannot be resolved: every one that was kept counts as open.",
  };
}

function shareWords({ share, of }: DailyReport["success"]): string {
  return of === 0 ? "nothing came in" : `${percent(share)} of ${count(of)}`;
}

function firstOf({ undeliverable, failing, exceptions, success, successBefore }: DailyReport): string {
  const [worst] = failing;
  if (undeliverable > 0) {
    return `Find out why Slack refused ${counted(undeliverable, "message")}: the log names each. Whoever should have got it does not know.`;
  }
  if (worst) {
    return `Tell whoever runs ${nameOf(worst.source)}: ${count(worst.refused)} refused, most often ${reasonWords(worst)}.`;
  }
  if (success.of === 0 && successBefore.of > 0) {
    return `Check that the sources still send: nothing came in, after ${count(successBefore.of)} the day before.`;
  }
  if (exceptions.overdue > 0) {
    return `Look through the ${counted(exceptions.overdue, "exception")} kept for more than 48 hours.`;
  }
  return "Nothing to do.";
}

function failingWords(source: FailingSource): string {
  const { refused, commonest } = source;
  return `${count(refused)} refused, ${commonest.many === refused ? "all" : `${count(commonest.many)} of them`} ${reasonWords(source)}`;
}

function reasonWords({ commonest: { code, field } }: FailingSource): string {
  const why = REASONS[code] ?? code;
  return field === null ? why : `${why}: ${field}`;
}

function nameOf(source: string | null): string {
  return source ?? "unknown source";
}
