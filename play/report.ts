// The summary as tables for a person.
import { Duration } from "luxon";
import { table } from "../src/cli/table.ts";
import { bandName } from "../src/domain/foretold.ts";
import type { Summary } from "./summary.ts";

const SHOWN = 5;

export function report(summary: Summary): string {
  return [
    leads(summary),
    happened(summary),
    reps(summary),
    ...(summary.score === null ? [] : [score(summary.score)]),
    slackAndAudit(summary),
    verdict(summary),
  ].join("\n");
}

function leads({ leads: { in: taken, refused }, states }: Summary): string {
  const rows = Object.entries(states).map(([state, count]) => [state, amount(count), share(count, taken)]);
  const notIn = refused.slice(0, SHOWN).map((line) => `  ${line}\n`);
  return [
    table(["Leads", "", ""], [["in", amount(taken), ""], ["refused", amount(refused.length), ""], ...rows]),
    ...notIn,
    refused.length > SHOWN ? `  and ${amount(refused.length - SHOWN)} more: see --json\n` : "",
  ].join("");
}

function happened({ happened: did, timeToAccept, people }: Summary): string {
  const recycled = Object.entries(did.recycled).map(([reason, count]) => `${reason} ${amount(count)}`);
  const told = Object.entries(people.told).map(([button, count]) => `${button} ${amount(count)}`);
  return table(
    ["What happened", "", ""],
    [
      ["offers", amount(did.offers), ""],
      [
        "accepted",
        amount(did.accepted),
        `median ${time(timeToAccept.medianMs)}, p95 ${time(timeToAccept.p95Ms)}, nights included`,
      ],
      ["recycled", amount(sum(Object.values(did.recycled))), recycled.join(", ")],
      ["returned", amount(did.returned), "recycled for timing, back as a new cycle"],
      ["overdue", amount(did.overdue), `of which taken away ${amount(did.takenAway)}`],
      ["tank", amount(did.tank), `claimed ${amount(did.claims)}, unclaimed ${amount(did.unclaimed)}`],
      ["overflow", amount(did.overflow), `assigned ${amount(did.assigned)}`],
      ["told no", amount(sum(Object.values(people.told))), told.join(", ")],
    ],
  );
}

function reps({ reps: rows }: Summary): string {
  return table(
    ["Rep", "Plays", "Weight", "Offers", "Fair", "Off", "Accepted", "Recycled", "Missed", "Claims", "Median"],
    rows.map((row) => [
      row.name,
      row.behaviour,
      String(row.weight),
      amount(row.offers),
      row.fair.toFixed(1),
      signed(row.offers - row.fair),
      amount(row.accepted),
      amount(row.recycled),
      amount(row.missed),
      amount(row.claims),
      time(row.medianMs),
    ]),
  );
}

function score({ auc, leads: judged, converted, bands }: NonNullable<Summary["score"]>): string {
  const rows = bands.map((band) => [
    bandName(band),
    amount(band.leads),
    amount(band.converted),
    share(band.converted, band.leads),
    "█".repeat(Math.round((20 * band.converted) / band.leads)),
  ]);
  const all = [
    "all",
    amount(judged),
    amount(converted),
    share(converted, judged),
    `AUC ${auc?.toFixed(4) ?? "unknown"}`,
  ];
  return table(["Score", "Leads", "Converted", "", ""], [...rows, all]);
}

function slackAndAudit({ slack, audit, speed }: Summary): string {
  const spent = Object.entries(speed.spent).map(([phase, seconds]) => `${phase} ${seconds.toFixed(1)} s`);
  return table(
    ["Slack, audit, speed", "", ""],
    [
      ["cards", amount(slack.posted), `posted; updated ${amount(slack.updated)}`],
      ["double posts", amount(slack.doublePosts), ""],
      ["rule violations", amount(slack.violations), ""],
      ["audit", audit.verified ? "verified" : "BROKEN", `${amount(audit.events)} events`],
      [
        "leads a second",
        speed.leadsPerSecond.toFixed(1),
        `${speed.seconds.toFixed(1)} s: ${spent.join(", ")}`,
      ],
      ["simulated", `${speed.simulatedDays.toFixed(1)} days`, `${amount(speed.steps)} instants`],
    ],
  );
}

function verdict({ broken, leads: { in: taken } }: Summary): string {
  if (broken.length === 0)
    return `✓ ${amount(taken)} leads, each in one state with an owner, a timer or an end\n`;
  return broken.map((line) => `✗ ${line}\n`).join("");
}

function time(ms: number | null): string {
  if (ms === null) return "–";
  return Duration.fromMillis(ms).toFormat(ms < 3_600_000 ? "m 'min'" : "h 'h' m 'min'");
}

const amount = (count: number): string => count.toLocaleString("en");
const share = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`;
const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
