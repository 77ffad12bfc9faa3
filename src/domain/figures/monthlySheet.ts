// The monthly report in words.
import type { Drift, MonthlyReport, Stage } from "./monthly.ts";
import { differenceOf, directionOf, ENOUGH_TO_TELL, rateOf } from "./rates.ts";
import { against, count, counted, percent, type Sheet } from "./sheet.ts";

export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  received: "Received",
  qualified: "Qualified (AQL)",
  offered: "Offered",
  accepted: "Accepted (SAL)",
  recycled: "Recycled",
  tank: "Into the Shark Tank",
  overflow: "To the Overflow Manager",
};

const DRIFTS: Readonly<Record<Drift, string>> = {
  "too few to tell": "too few decisions to tell whether they have moved",
  stable: "as in the month before",
  moved: "somewhat different from the month before",
  drifted: "clearly different from the month before",
};

export function monthlySheet(report: MonthlyReport): Sheet {
  const { funnel, scores } = report;
  const leads = (stage: Stage) => funnel.find((one) => one.stage === stage);
  const received = leads("received");
  const index = scores.index === null ? "" : ` (population stability index ${scores.index.toFixed(2)})`;
  return {
    title: "Monthly report",
    gist: `${counted(received?.leads ?? 0, "lead")} received, ${count(leads("accepted")?.leads ?? 0)} accepted.`,
    first: firstOf(report),
    lines: [
      { label: "Scores", text: `${DRIFTS[scores.drift]}${index}` },
      {
        label: "Mean score",
        text: `${mean(scores.mean)} of ${counted(scores.decisions, "decision")}; the month before ${mean(scores.meanBefore)} of ${count(scores.decisionsBefore)}`,
      },
      {
        label: "By score",
        text: scores.buckets
          .map(({ from, to, many, before }) => {
            const now = percent(many / Math.max(1, scores.decisions));
            return `${range(from, to)}: ${now} (was ${percent(before / Math.max(1, scores.decisionsBefore))})`;
          })
          .join(" · "),
      },
    ],
    table: {
      head: ["Stage", "Leads", "Of received", "The month before", "Of received then"],
      rows: funnel.map((row) => [
        STAGE_NAMES[row.stage],
        against(row.leads, row.before),
        percent(share(row.leads, received?.leads)),
        count(row.before),
        percent(share(row.before, received?.before)),
      ]),
      empty: "",
    },
    meaning:
      "A lead counts once a stage, in the month in which it got there, whenever it had come in. The index is below 0.1 where scores lie as before, and from 0.25 on where they have drifted.",
  };
}

function share(leads: number, received = 0): number | null {
  return received === 0 ? null : leads / received;
}

function range(from: number | null, to: number | null): string {
  if (from === null) return `below ${to}`;
  return to === null ? `${from} and more` : `${from}–${to}`;
}

function mean(value: number | null): string {
  return value === null ? "–" : value.toFixed(1);
}

/** The stages that ought to follow each other, and what to look at where fewer do than did. */
const STEPS = [
  ["received", "qualified", "the rules, and what the sources send"],
  ["qualified", "offered", "the reps' hours, caps and territories"],
  ["offered", "accepted", "what reps recycle, and how long they let offers wait"],
] as const;

function firstOf({ funnel, scores }: MonthlyReport): string {
  const of = (stage: Stage) => funnel.find((one) => one.stage === stage);
  const drops = STEPS.flatMap(([from, to, look]) => {
    const [before, after] = [of(from), of(to)];
    if (!before || !after) return [];
    const now = rateOf(Math.min(after.leads, before.leads), before.leads);
    const then = rateOf(Math.min(after.before, before.before), before.before);
    const difference = differenceOf(now, then);
    return difference && directionOf(difference) === "lower"
      ? [{ from, to, look, now, then, by: difference.by }]
      : [];
  });
  const [worst] = drops.toSorted((a, b) => a.by - b.by);
  if (worst) {
    const [from, to] = [STAGE_NAMES[worst.from].toLowerCase(), STAGE_NAMES[worst.to]];
    return `Look at ${worst.look}: of those ${from.replace(" (aql)", "")}, ${percent(worst.now.share)} became ${to}, after ${percent(worst.then.share)} the month before.`;
  }
  if (scores.drift === "drifted") {
    return "Look at the score rules: leads are scored differently from a month ago. Either the sources bring others, or what providers say has changed.";
  }
  return scores.decisions < ENOUGH_TO_TELL ? "Nothing to do: too few leads to tell." : "Nothing to do.";
}
