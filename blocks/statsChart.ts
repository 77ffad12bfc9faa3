// The picture under numbers: offers, accepted and missed, day by day.
import type { KnownBlock } from "@slack/types";
import { DateTime } from "luxon";
import { altOf } from "../src/charts/alt.ts";
import type { Chart } from "../src/charts/chart.ts";
import type { DayNumbers } from "../src/domain/stats.ts";
import { image } from "./build.ts";
import { zoneOf } from "./time.ts";
import type { View } from "./view.ts";

/** A chart and the file of it that the workspace has. */
export interface Pictured {
  readonly chart: Chart;
  readonly fileId: string;
}

/** Keeps a page of twenty reps within one message. */
const ALT_MAX = 700;
/** So many days stand side by side as bars; more are a course. */
const FEW_DAYS = 7;
const DAY_MS = 86_400_000;

/** Null: nothing has happened that a picture could show. */
export function dayChart(days: readonly DayNumbers[], view: View): Chart | null {
  if (days.every(({ offers, accepted, missed }) => offers + accepted + missed === 0)) return null;
  const now = DateTime.fromMillis(view.now, { zone: zoneOf(view.timezone), locale: "en-GB" });
  const few = days.length <= FEW_DAYS;
  const ends = days.map((_, index) => now.minus((days.length - 1 - index) * DAY_MS));
  return {
    title: `Day by day, each up to ${now.toFormat("HH:mm")}`,
    kind: few ? "bars" : "lines",
    categories: ends.map((end) => end.toFormat(few ? "ccc d" : "d LLL")),
    series: [
      { name: "Offers", values: days.map(({ offers }) => offers) },
      { name: "Accepted", values: days.map(({ accepted }) => accepted) },
      { name: "Missed", values: days.map(({ missed }) => missed) },
    ],
  };
}

/** The numbers above say the sums, so that nothing is lost without it. */
export function pictureOf(picture: Pictured | null): KnownBlock[] {
  return picture === null ? [] : [image(picture.fileId, altOf(picture.chart, ALT_MAX))];
}
