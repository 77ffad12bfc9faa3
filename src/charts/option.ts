// A chart as ECharts is told to draw it. Names go in as data, never as a template of ECharts'.
import type { EChartsCoreOption } from "echarts/core";
import { type Chart, type Series, valueAt, written } from "./chart.ts";
import { FONT_SIZE, fitted, INNER, PADDING, widthOf } from "./size.ts";

const INK = "#1d1c1d";
const QUIET = "#616061";
const RULE = "#e2e2e3";
const PAPER = "#ffffff";
/** At least 3:1 on the paper and of different lightness; shapes, order and figures say the same. */
const COLOURS = ["#0b4f8a", "#d9730d", "#2f9e77", "#8a63d2", "#c2255c", "#6b7280"] as const;
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"] as const;
const DASHES = ["solid", "dashed", "dotted"] as const;

/** More below each other make a picture that nobody reads. */
const MOST_ROWS = 15;
const MOST_BARS = 24;
/** Up to so many columns each has its figure and its name. */
const FEW_COLUMNS = 12;
const NAME_WIDTH = 120;
const LEGEND_NAME = 140;
const LEGEND_LINE = 23;
const TITLE_SIZE = 14;
const FONT = "Inter";

export interface Drawing {
  /** CSS pixels. */
  readonly height: number;
  readonly option: EChartsCoreOption;
}

type Layout = "rows" | "columns" | "course";

/** What is shown of a chart, cleaned: as much as can be read. */
interface Shown {
  readonly chart: Chart;
  readonly layout: Layout;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
}

export function drawingOf(chart: Chart): Drawing {
  const series = chart.series
    .slice(0, COLOURS.length)
    .map((one) => ({ ...one, name: fitted(one.name, LEGEND_NAME) }));
  const names = chart.categories.map((name) => fitted(name, NAME_WIDTH));
  const layout = layoutOf(chart, names);
  const bars = chart.kind === "bars" ? series.length : 1;
  const rows = Math.min(MOST_ROWS, Math.floor(MOST_BARS / Math.max(1, bars)));
  const categories = layout === "rows" ? names.slice(0, rows) : names;
  const shown = { chart, layout, categories, series };
  const { parts, bottom: top } = headOf(shown);
  const head = {
    animation: false,
    backgroundColor: PAPER,
    color: [...COLOURS],
    textStyle: { fontFamily: FONT },
  };
  if (categories.length === 0 || series.length === 0) {
    const empty = { text: "Nothing to show yet", left: "center", top: top + 44, textStyle: quiet(13) };
    return { height: top + 120, option: { ...head, title: [...parts.title, empty] } };
  }
  const plot = layout === "rows" ? categories.length * (bars * 14 + 12) + 8 : 180;
  return {
    height: top + plot + PADDING,
    option: {
      ...head,
      ...parts,
      grid: {
        left: PADDING,
        // Room for the figure behind the longest bar.
        right: layout === "rows" ? PADDING + 32 : PADDING + 8,
        top,
        bottom: PADDING,
        outerBoundsMode: "same",
        outerBoundsContain: "axisLabel",
      },
      ...axesOf(shown),
      series: series.map((one, index) => seriesOf(one, index, shown)),
    },
  };
}

/** Rows where names are too long to stand side by side, columns otherwise. */
function layoutOf({ kind }: Chart, names: readonly string[]): Layout {
  if (kind === "lines") return "course";
  const widest = Math.max(0, ...names.map((name) => widthOf(name)));
  const room = names.length <= FEW_COLUMNS ? INNER / names.length - 8 : 48;
  return widest <= room ? "columns" : "rows";
}

/** Title, what is counted and what is left out, and the legend; `bottom` is where the plot may begin. */
function headOf({ chart, categories, series }: Shown) {
  const left = [
    chart.unit === undefined || chart.unit === "%" ? "" : `in ${fitted(chart.unit, NAME_WIDTH)}`,
    categories.length < chart.categories.length
      ? `first ${categories.length} of ${chart.categories.length}`
      : "",
    series.length < chart.series.length ? `${series.length} of ${chart.series.length} series` : "",
  ].filter((note) => note !== "");
  const title = {
    text: fitted(chart.title, INNER, TITLE_SIZE),
    subtext: left.join(" · "),
    left: PADDING,
    top: 14,
    padding: 0,
    itemGap: 5,
    textStyle: { color: INK, fontFamily: FONT, fontSize: TITLE_SIZE, fontWeight: 600 },
    subtextStyle: quiet(FONT_SIZE),
  };
  const legendTop = left.length > 0 ? 52 : 38;
  if (series.length < 2) return { parts: { title: [title] }, bottom: legendTop + 6 };
  const legend = {
    left: PADDING - 4,
    top: legendTop,
    width: INNER,
    padding: 0,
    itemGap: 12,
    itemWidth: 14,
    itemHeight: 8,
    selectedMode: false,
    textStyle: { color: INK, fontFamily: FONT, fontSize: FONT_SIZE },
    data: series.map(({ name }) => name),
  };
  return { parts: { title: [title], legend }, bottom: legendTop + legendLines(series) * LEGEND_LINE + 6 };
}

function legendLines(series: readonly Series[]): number {
  let lines = 1;
  let used = 0;
  for (const { name } of series) {
    const width = widthOf(name) + 14 + 12 + 5;
    if (used > 0 && used + width > INNER) {
      lines += 1;
      used = 0;
    }
    used += width;
  }
  return lines;
}

function quiet(fontSize: number) {
  return { color: QUIET, fontFamily: FONT, fontSize, fontWeight: 400 };
}

function axesOf({ chart, layout, categories }: Shown) {
  const label = { color: QUIET, fontFamily: FONT, fontSize: FONT_SIZE };
  const names = {
    type: "category",
    data: [...categories],
    boundaryGap: layout !== "course",
    axisTick: { show: false },
    axisLine: { lineStyle: { color: RULE } },
    axisLabel: {
      ...label,
      color: INK,
      hideOverlap: true,
      ...(layout === "rows" ? { interval: 0 } : {}),
    },
  };
  const figures = {
    type: "value",
    splitNumber: 3,
    splitLine: { lineStyle: { color: RULE } },
    axisLabel: { ...label, formatter: (value: number) => written(value, chart.unit) },
  };
  return layout === "rows"
    ? {
        xAxis: { ...figures, axisLabel: { show: false }, splitLine: { show: false } },
        yAxis: { ...names, inverse: true },
      }
    : { xAxis: names, yAxis: figures };
}

function seriesOf(one: Series, index: number, { chart, layout, categories, series }: Shown) {
  const data = categories.map((_, at) => valueAt(one, at));
  if (layout === "course") {
    return {
      type: "line",
      name: one.name,
      data,
      symbol: SYMBOLS[index],
      symbolSize: 6,
      showSymbol: categories.length <= 31,
      lineStyle: { width: 2, type: DASHES[index % DASHES.length] },
      connectNulls: false,
    };
  }
  const stacked = chart.kind === "stacked";
  const most = Math.max(1, ...categories.map((_, at) => totalAt(series, at, stacked)));
  const columns = stacked ? categories.length : categories.length * series.length;
  const figured = layout === "rows" || columns <= FEW_COLUMNS;
  // A stacked part has its figure where there is room for it.
  const fits = (value: number) => !stacked || Math.abs(value) / most > (layout === "rows" ? 0.1 : 0.09);
  // A line between the parts, where they are not themselves as thin as a line.
  const parted = categories.length <= 31 ? { borderColor: PAPER, borderWidth: 1 } : {};
  return {
    type: "bar",
    name: one.name,
    data,
    ...(stacked ? { stack: "all" } : {}),
    barMaxWidth: layout === "rows" ? 18 : 44,
    barCategoryGap: categories.length > FEW_COLUMNS ? "12%" : "32%",
    itemStyle: stacked ? parted : { borderRadius: 2 },
    label: {
      show: figured,
      position: stacked ? "inside" : layout === "rows" ? "right" : "top",
      color: stacked ? PAPER : INK,
      fontFamily: FONT,
      fontSize: FONT_SIZE,
      formatter: ({ value }: { value: unknown }) =>
        typeof value === "number" && fits(value) ? written(value, chart.unit) : "",
    },
  };
}

function totalAt(series: readonly Series[], at: number, stacked: boolean): number {
  const values = series.map((one) => Math.abs(valueAt(one, at) ?? 0));
  return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
}
