// `/leads stats`: a rep's numbers beside the team's, or the team's with a line a rep.
import type { ActionsBlock, KnownBlock } from "@slack/types";
import { instant } from "../src/clock.ts";
import { RECYCLE_LABELS } from "../src/domain/decide/types.ts";
import {
  type Numbers,
  RECYCLE_REASONS,
  recycledInAll,
  type Stats,
  type StatsDays,
} from "../src/domain/stats.ts";
import type { SlackId } from "../src/ids.ts";
import { type Message, message } from "./assemble.ts";
import { actions, button, context, fields, section } from "./build.ts";
import { ACTIONS, type StatsPlace, statsValue } from "./ids.ts";
import { type Pictured, pictureOf } from "./statsChart.ts";
import { joined, lines, type Mrkdwn, md, NOTHING } from "./text.ts";
import { duration, when } from "./time.ts";
import { named, namedShortly, type View } from "./view.ts";

export const STATS_PAGE_SIZE = 20;

/** One rep's numbers. `mayAsk`: the reader may see everybody's. */
export interface RepStatsContent {
  readonly rep: SlackId;
  readonly own: Numbers;
  readonly team: Numbers;
  readonly days: StatsDays;
  readonly mayAsk: boolean;
  readonly picture: Pictured | null;
}

export function renderRepStats(content: RepStatsContent, view: View): Message {
  const { rep, own, team, days, mayAsk, picture } = content;
  const who = namedShortly(rep, view);
  const against = (label: Mrkdwn, of: (numbers: Numbers) => Mrkdwn, more: Mrkdwn = NOTHING) =>
    lines(md`*${label}*`, md`${of(own)} · team ${of(team)}`, more);
  return message(md`${named(rep, view)}, ${lastDays(days)}: ${brief(own)}`, {
    head: [
      section(md`*${who}* · ${lastDays(days)}`),
      fields([
        against(md`Offers`, ({ offers }) => md`${offers}`),
        against(md`Accepted`, ({ accepted }) => md`${accepted}`),
        against(md`Recycled`, (numbers) => md`${recycledInAll(numbers)}`, reasons(own)),
        against(md`Missed`, ({ missed }) => md`${missed}`),
        against(md`Claims`, ({ claims }) => md`${claims}`),
        against(md`Median`, ({ medianMs }) => took(medianMs)),
        against(md`p95`, ({ p95Ms }) => took(p95Ms)),
      ]),
      ...pictureOf(picture),
      footnote(view),
    ],
    foot: [controls({ of: { kind: "rep", rep }, days }, mayAsk)],
  });
}

/** One page of the team: everybody together, then a line a rep, in the order given. */
export interface TeamStatsContent {
  readonly stats: Pick<Stats, "team" | "days">;
  readonly rows: readonly { readonly rep: SlackId; readonly numbers: Numbers }[];
  readonly page: number;
  readonly pages: number;
  readonly picture: Pictured | null;
}

export function renderTeamStats(content: TeamStatsContent, view: View): Message {
  const { stats, rows, page, pages, picture } = content;
  const { team, days } = stats;
  const alone = (label: Mrkdwn, value: Mrkdwn, more: Mrkdwn = NOTHING) => lines(md`*${label}*`, value, more);
  return message(md`The team, ${lastDays(days)}: ${brief(team)}`, {
    head: [
      section(md`*The team* · ${lastDays(days)}`),
      fields([
        alone(md`Offers`, md`${team.offers}`),
        alone(md`Accepted`, md`${team.accepted}`),
        alone(md`Recycled`, md`${recycledInAll(team)}`, reasons(team)),
        alone(md`Missed`, md`${team.missed}`),
        alone(md`Claims`, md`${team.claims}`),
        alone(md`Median`, took(team.medianMs)),
        alone(md`p95`, took(team.p95Ms)),
      ]),
      ...pictureOf(picture),
      footnote(view, pages > 1 ? md`Page ${page} of ${pages}` : NOTHING),
    ],
    rows:
      rows.length > 0
        ? rows.map((row) => repRow(row, days, view))
        : [section(md`There are no reps yet. Add one to \`team.yml\`, then run \`npx baton team apply\`.`)],
    foot: [controls({ of: { kind: "team", page }, days }, true, pages)],
  });
}

function repRow({ rep, numbers }: TeamStatsContent["rows"][number], days: StatsDays, view: View): KnownBlock {
  const { offers, accepted, missed, claims, medianMs, p95Ms } = numbers;
  const counts = md`Offers ${offers} · Accepted ${accepted} · Recycled ${recycledInAll(numbers)} · Missed ${missed}`;
  return section(
    lines(
      md`*${namedShortly(rep, view)}*`,
      md`${counts} · Claims ${claims} · Median ${took(medianMs)} · p95 ${took(p95Ms)}`,
    ),
    button("Open", ACTIONS.statsRep, statsValue({ of: { kind: "rep", rep }, days })),
  );
}

function lastDays(days: StatsDays): Mrkdwn {
  return md`last ${days} days`;
}

function brief({ offers, accepted, missed }: Numbers): Mrkdwn {
  return md`${offers} offered, ${accepted} accepted, ${missed} missed`;
}

/** "–" where nothing was accepted. */
function took(ms: number | null): Mrkdwn {
  return ms === null ? md`–` : md`${duration(ms)}`;
}

/** Those that occurred: "Timing 2 · Budget 1". */
function reasons({ recycled }: Numbers): Mrkdwn {
  const some = RECYCLE_REASONS.filter((reason) => recycled[reason] > 0);
  return joined(
    some.map((reason) => md`${RECYCLE_LABELS[reason]} ${recycled[reason]}`),
    " · ",
  );
}

function footnote(view: View, more: Mrkdwn = NOTHING): KnownBlock {
  const counted = md`Median and p95: from the card to Accept. Missed: taken away unanswered. Claims: from the Shark Tank`;
  return context(joined([counted, more, md`As of ${when(instant(view.now), view)}`], " · "));
}

/** The days in force are marked; they also stand in the title. */
function controls({ of, days }: StatsPlace, mayAsk: boolean, pages = 1): ActionsBlock {
  const over = (label: string, action: string, other: StatsDays) => {
    const from = of.kind === "team" ? ({ kind: "team", page: 1 } as const) : of;
    return button(
      label,
      action,
      statsValue({ of: from, days: other }),
      other === days ? "primary" : undefined,
    );
  };
  const turn = (label: string, action: string, page: number) =>
    page >= 1 && page <= pages
      ? [button(label, action, statsValue({ of: { kind: "team", page }, days }))]
      : [];
  return actions([
    over("7 days", ACTIONS.statsWeek, 7),
    over("30 days", ACTIONS.statsMonth, 30),
    ...(of.kind === "rep" && mayAsk
      ? [button("Team", ACTIONS.statsTeam, statsValue({ of: { kind: "team", page: 1 }, days }))]
      : []),
    ...(of.kind === "team" ? turn("Previous", ACTIONS.statsPrevious, of.page - 1) : []),
    ...(of.kind === "team" ? turn("Next", ACTIONS.statsNext, of.page + 1) : []),
  ]);
}
