// Draws a chart, in a thread of its own: layout and pixels take up to half a second, and the libraries 100 MB.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendPlainComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Chart } from "./chart.ts";
import { drawingOf } from "./option.ts";
import { DENSITY, WIDTH } from "./size.ts";

use([BarChart, LineChart, GridComponent, LegendPlainComponent, TitleComponent, SVGRenderer]);

// Should a text yet meet one of ECharts' plain objects (`fitted` in size.ts), that chart fails and no other does.
Object.preventExtensions(Object.prototype);

const files = [
  import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm"),
  import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  import.meta.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
];
const [wasm = new Uint8Array(), ...fonts] = await Promise.all(
  files.map((file) => readFile(fileURLToPath(file))),
);
await initWasm(wasm);

/** The chart as a PNG, `DENSITY` device pixels a CSS pixel; the same bytes for the same chart. */
export default function paint(chart: Chart): Uint8Array {
  const { height, option } = drawingOf(chart);
  const drawn = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  try {
    drawn.setOption(option);
    return pixels(drawn.renderToSVGString());
  } finally {
    drawn.dispose();
  }
}

function pixels(svg: string): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: DENSITY },
    font: { fontBuffers: fonts, loadSystemFonts: false, defaultFontFamily: "Inter" },
  });
  const image = picture.render();
  try {
    return image.asPng();
  } finally {
    image.free();
    picture.free();
  }
}
