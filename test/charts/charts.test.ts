// A chart as a picture and in words, whatever it is given.
import { afterAll, describe, expect, test } from "vitest";
import { image } from "../../blocks/build.ts";
import { altOf } from "../../src/charts/alt.ts";
import type { Chart } from "../../src/charts/chart.ts";
import { drawingOf } from "../../src/charts/option.ts";
import { createPainter } from "../../src/charts/painter.ts";

const painter = createPainter();
afterAll(() => painter.close());

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function sizeOf(png: Uint8Array): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, at) => ((at + from) * 7) % 13);
const named = (count: number, name: string) => Array.from({ length: count }, (_, at) => `${name} ${at}`);

const WEEK: Chart = {
  title: "Offers this week",
  kind: "stacked",
  unit: "offers",
  categories: ["Mon", "Tue", "Wed"],
  series: [
    { name: "Accepted", values: [5, 3, 4] },
    { name: "Missed", values: [1, 0, null] },
  ],
};

describe("the picture", () => {
  test.each(["bars", "stacked", "lines"] as const)(
    "of %s is a PNG, 360 pixels wide at double density",
    async (kind) => {
      const png = await painter.png({ ...WEEK, kind });
      expect([...png.slice(0, 8)]).toEqual(PNG);
      expect(sizeOf(png)).toEqual({ width: 720, height: drawingOf({ ...WEEK, kind }).height * 2 });
    },
  );

  test("is the same to the byte for the same chart, also from another thread, and another for another chart", async () => {
    const another = createPainter();
    try {
      const first = await painter.png(WEEK);
      await painter.png({ ...WEEK, title: "In between" });
      expect(await painter.png(structuredClone(WEEK))).toEqual(first);
      expect(await another.png(WEEK)).toEqual(first);
      const changed = { ...WEEK, series: [{ name: "Accepted", values: [5, 3, 9] }] };
      expect(await painter.png(changed)).not.toEqual(first);
    } finally {
      await another.close();
    }
  });

  test.each([0, 1, 30, 500])("of %i categories can be looked at in one screen", async (count) => {
    for (const kind of ["bars", "stacked", "lines"] as const) {
      for (const name of ["D", "Somebody with a long name"]) {
        const series = [
          { name: "One", values: numbers(count) },
          { name: "Two", values: numbers(count, 3) },
        ];
        const png = await painter.png({ title: "Many", kind, categories: named(count, name), series });
        expect(sizeOf(png).width).toBe(720);
        expect(sizeOf(png).height).toBeLessThanOrEqual(1_400);
      }
    }
  });

  test("says how much of a long list it shows", () => {
    const chart: Chart = {
      title: "By person",
      kind: "bars",
      categories: named(40, "Somebody with a long name"),
      series: [{ name: "Overrides", values: numbers(40) }],
    };
    expect(JSON.stringify(drawingOf(chart).option)).toContain("first 15 of 40");
  });

  test.each([
    "</text></svg><script>alert(1)</script>",
    "]]>&amp;<!--",
    "{a|b} {b}: {c} {@0}",
    "\u0000\u0007\ud800\u202e",
    "漢字 مرحبا 😀",
    "\n\n",
    "",
    "x".repeat(5_000),
    "W".repeat(200),
    ...Object.getOwnPropertyNames(Object.prototype),
  ])("is drawn with the name %j anywhere in it, and the next chart is none the worse", async (name) => {
    const before = await painter.png(WEEK);
    const series = [
      { name, values: [1, 2] },
      { name, values: [] },
    ];
    for (const kind of ["bars", "stacked", "lines"] as const) {
      const png = await painter.png({ title: name, kind, unit: name, categories: [name, name], series });
      expect(sizeOf(png).width).toBe(720);
    }
    expect(await painter.png(WEEK)).toEqual(before);
  });

  test("is drawn of numbers that are none, that are negative, and that are enormous", async () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, -5, 1e21, Number.MAX_VALUE, 0.1 + 0.2];
    for (const kind of ["bars", "stacked", "lines"] as const) {
      const png = await painter.png({
        title: "Odd",
        kind,
        categories: named(6, ""),
        series: [{ name: "n", values }],
      });
      expect(sizeOf(png).width).toBe(720);
    }
  });

  test("is made beside the event loop, which goes on meanwhile", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await painter.png({
      ...WEEK,
      categories: named(500, "D"),
      series: [{ name: "n", values: numbers(500) }],
    });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});

describe("the words", () => {
  test("say every number with its name", () => {
    expect(altOf(WEEK)).toBe(
      "Offers this week, in offers. Mon: Accepted 5, Missed 1; Tue: Accepted 3, Missed 0; " +
        "Wed: Accepted 4, Missed not known.",
    );
  });

  test("leave the name out where there is one series, and keep per cent at the number", () => {
    const series = [{ name: "Share", values: [66.666, 1_234_567] }];
    const chart: Chart = {
      title: "Accepted",
      kind: "bars",
      unit: "%",
      categories: ["Alice", "Team"],
      series,
    };
    expect(altOf(chart)).toBe("Accepted. Alice: 66.7%; Team: 1.2M%.");
  });

  test("say so where there is nothing", () => {
    expect(altOf({ ...WEEK, categories: [] })).toBe("Offers this week: nothing to show yet.");
    expect(altOf({ ...WEEK, title: "", series: [] })).toBe("Chart: nothing to show yet.");
  });

  test("fit into Slack's 2,000 characters and count what they leave out", () => {
    const names = named(500, "Somebody with a long name");
    const chart: Chart = {
      title: "x".repeat(900),
      kind: "bars",
      categories: names,
      series: [{ name: "n", values: numbers(500) }],
    };
    const said = altOf(chart);
    expect(said.length).toBeLessThanOrEqual(2_000);
    const [, left] = /and (\d+) more\.$/.exec(said) ?? [];
    expect(said.match(/Somebody with a long name \d+: \d+;/g)).toHaveLength(500 - Number(left));
    expect(altOf(chart, 1_000).length).toBeLessThanOrEqual(1_000);
  });

  test("stand in the block for those who do not see the picture, within its limits", () => {
    expect(image("F0CHART", altOf(WEEK), "Offers")).toEqual({
      type: "image",
      slack_file: { id: "F0CHART" },
      alt_text: altOf(WEEK),
      title: { type: "plain_text", text: "Offers", emoji: false },
    });
    expect(image("F0CHART", "x".repeat(5_000)).alt_text).toHaveLength(2_000);
    expect(image("F0CHART", "\u0000").alt_text).toBe("–");
  });
});
