// Makes pictures of charts without keeping anybody waiting: in one worker thread, which comes when it is needed and
// goes, with its 100 MB, when there has been nothing to draw for a while.
import Tinypool from "tinypool";
import type { Chart } from "./chart.ts";

const IDLE_MS = 30_000;
/** A chart takes half a second, the first one a second; far beyond that the thread is stuck and is ended. */
const PAINT_WITHIN_MS = 20_000;

export interface Painter {
  /** A PNG, 720 pixels wide (360 at double density). Rejects where it could not be drawn in 20 s. */
  png(chart: Chart): Promise<Uint8Array>;
  close(): Promise<void>;
}

export function createPainter(): Painter {
  const pool = new Tinypool({
    filename: new URL("./worker.ts", import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    // ECharts writes its advice to developers to the standard output otherwise. Nothing else is needed there.
    env: { NODE_ENV: "production" },
  });
  return {
    png: (chart) => pool.run(chart, { signal: AbortSignal.timeout(PAINT_WITHIN_MS) }),
    close: () => pool.destroy(),
  };
}
