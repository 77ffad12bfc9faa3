// Numbers, in the gallery: of a rep beside the team, of the team, and of nobody yet.
import { type Numbers, numbersOfNothing } from "../../src/domain/stats.ts";
import { renderRepStats, renderTeamStats } from "../stats.ts";
import type { Chapter } from "./entries.ts";
import { ALICE, BOB, CAROL, view } from "./samples.ts";

const MINUTE = 60_000;
const nothing = numbersOfNothing(7);

export function numbers(offers: number, more: Partial<Numbers> = {}): Numbers {
  return {
    ...nothing,
    offers,
    accepted: Math.round(offers * 0.6),
    recycled: { timing: 2, budget: 1, feature_gap: 0, not_icp: 0 },
    missed: Math.round(offers * 0.1),
    claims: 2,
    medianMs: 14 * MINUTE,
    p95Ms: 97 * MINUTE,
    ...more,
  };
}

const team = numbers(74, { missed: 9, claims: 6, medianMs: 22 * MINUTE, p95Ms: 118 * MINUTE });
const rows = [
  { rep: BOB, numbers: numbers(31, { missed: 7, claims: 0, medianMs: 48 * MINUTE, p95Ms: 118 * MINUTE }) },
  { rep: ALICE, numbers: numbers(24) },
  { rep: CAROL, numbers: nothing },
];

export const statsChapter: Chapter = {
  title: "Numbers",
  where: "ephemeral: /leads stats",
  entries: [
    {
      title: "A rep's own, beside the team's",
      made: renderRepStats(
        { rep: ALICE, own: numbers(24), team, days: 7, mayAsk: false, picture: null },
        view,
      ),
    },
    {
      title: "A rep's, as a manager sees them",
      made: renderRepStats({ rep: BOB, own: numbers(31), team, days: 30, mayAsk: true, picture: null }, view),
    },
    {
      title: "Numbers of somebody with nothing on record",
      made: renderRepStats({ rep: CAROL, own: nothing, team, days: 7, mayAsk: false, picture: null }, view),
    },
    {
      title: "The team, most missed first",
      made: renderTeamStats({ stats: { team, days: 7 }, rows, page: 1, pages: 3, picture: null }, view),
    },
    {
      title: "A team without reps",
      made: renderTeamStats(
        { stats: { team: nothing, days: 7 }, rows: [], page: 1, pages: 1, picture: null },
        view,
      ),
    },
  ],
};
