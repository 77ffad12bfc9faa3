// The picture under `/leads stats`: there when Slack takes it, and nobody waits long for it.
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { Picture, Pictures } from "../../src/app/pictures.ts";
import { PictureLater } from "../../src/app/pictures.ts";
import type { Chart } from "../../src/charts/chart.ts";
import { TurnedClock } from "../../src/clock.ts";
import type { OnRecord } from "../../src/domain/stats.ts";
import type { Desk } from "../../src/slack/desk.ts";
import { statsAnswer } from "../../src/slack/statsAnswer.ts";
import { policyOf, teamOf } from "../support/fixtures.ts";

const OFFERED: OnRecord = { rep: "U0ALICE", day: 6, type: "offered", detail: null, count: 2, tookMs: [] };

/** What Alice is shown, and which charts were asked for. */
async function shown(upload: (chart: Chart) => Promise<Picture | null>, rows = [OFFERED]) {
  const charts: Chart[] = [];
  const pictures: Pictures = {
    upload: (chart) => {
      charts.push(chart);
      return upload(chart);
    },
  };
  const desk = {
    pictures,
    clock: new TurnedClock(Date.parse("2026-11-24T14:00:00.000Z")),
    log: pino({ level: "silent" }),
    refused: () => {},
    leads: { onRecord: async () => rows },
    people: { all: async () => new Map() },
    rules: {
      inForce: async () => ({ active: { policy: policyOf(), ref: {} }, canary: null }),
      activeTeam: async () => ({ team: teamOf() }),
    },
  } as unknown as Desk;
  const answer = await statsAnswer("U0ALICE", { of: { kind: "rep", rep: "U0ALICE" }, days: 7 }, desk);
  expect(JSON.stringify(answer.message.blocks)).toContain("*Offers*");
  const images = answer.message.blocks.filter(({ type }) => type === "image");
  return { images, charts };
}

describe("the picture under a rep's numbers", () => {
  it("shows what was offered day by day", async () => {
    const { images, charts } = await shown(async () => ({ fileId: "F0123456789" }));
    expect(images).toMatchObject([{ slack_file: { id: "F0123456789" } }]);
    expect(charts[0]?.series[0]).toEqual({ name: "Offers", values: [0, 0, 0, 0, 0, 0, 2] });
  });

  it("is not asked for where nothing has happened", async () => {
    const { images, charts } = await shown(async () => ({ fileId: "F0123456789" }), []);
    expect([images, charts]).toEqual([[], []]);
  });

  it.each([
    ["takes none", async () => null],
    ["cannot take one just now", () => Promise.reject(new PictureLater("a picture: http 500", 1_000))],
    ["takes far too long over it", () => new Promise<null>(() => {})],
  ])("is left out where the workspace %s", async (_, upload) => {
    expect((await shown(upload)).images).toEqual([]);
  });
});
