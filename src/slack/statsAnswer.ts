// Numbers, for `/leads stats` and for its buttons: a rep's own for the rep, everybody's for managers.
import type { Guarded } from "../../blocks/answers.ts";
import type { StatsPlace } from "../../blocks/ids.ts";
import { renderRepStats, renderTeamStats, STATS_PAGE_SIZE } from "../../blocks/stats.ts";
import { dayChart, type Pictured } from "../../blocks/statsChart.ts";
import type { View } from "../../blocks/view.ts";
import { repStats } from "../app/repStats.ts";
import { isManager, repOf } from "../domain/roles.ts";
import { byNeed, type Numbers, numbersOfNothing } from "../domain/stats.ts";
import type { SlackId } from "../ids.ts";
import type { Team } from "../policy/types.ts";
import { type Answer, type Desk, rulesOf, viewFor } from "./desk.ts";
import { notAllowed } from "./notAllowed.ts";
import { quickPicture } from "./quickPicture.ts";

export async function statsAnswer(by: SlackId, { of, days }: StatsPlace, desk: Desk): Promise<Answer> {
  const rules = await rulesOf(desk);
  const { team } = rules;
  const refused = refusedStats(team, by, of);
  if (refused !== null) return { may: false, message: notAllowed(refused, by, team, desk) };
  const [stats, view] = await Promise.all([repStats(desk, days), viewFor(desk, by, rules)]);
  if (of.kind === "rep") {
    const own = stats.reps.get(of.rep) ?? numbersOfNothing(days);
    const picture = await pictureOf(own, view, desk);
    const content = { rep: of.rep, own, team: stats.team, days, mayAsk: isManager(team, by), picture };
    return { may: true, message: renderRepStats(content, view) };
  }
  const roster = team.reps.map(({ slack }) => slack);
  const rows = byNeed(stats, roster, (rep) => view.names.get(rep) ?? rep);
  const pages = Math.max(1, Math.ceil(rows.length / STATS_PAGE_SIZE));
  const page = Math.min(of.page, pages);
  const shown = rows.slice((page - 1) * STATS_PAGE_SIZE, page * STATS_PAGE_SIZE);
  const picture = await pictureOf(stats.team, view, desk);
  return { may: true, message: renderTeamStats({ stats, rows: shown, page, pages, picture }, view) };
}

async function pictureOf({ byDay }: Numbers, view: View, { pictures }: Desk): Promise<Pictured | null> {
  const chart = dayChart(byDay, view);
  if (chart === null) return null;
  const picture = await quickPicture(pictures, chart);
  return picture && { chart, fileId: picture.fileId };
}

/** What somebody lacks the role for; null: they may. */
function refusedStats(team: Team, by: SlackId, of: StatsPlace["of"]): Guarded | null {
  if (isManager(team, by)) return null;
  if (!repOf(team, by)) return "stats";
  return of.kind === "rep" && of.rep === by ? null : "stats_other";
}
