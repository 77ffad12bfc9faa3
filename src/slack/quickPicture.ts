// A picture for somebody who is waiting.
import { setTimeout as sleep } from "node:timers/promises";
import { type Picture, PictureLater, type Pictures } from "../app/pictures.ts";
import type { Chart } from "../charts/chart.ts";

/** The answer goes without a picture that takes longer. */
const PICTURE_WITHIN_MS = 3_000;

/** Null: Slack takes none, or not soon enough. */
export async function quickPicture(pictures: Pictures, chart: Chart): Promise<Picture | null> {
  const over = new AbortController();
  const tooLong = sleep(PICTURE_WITHIN_MS, null, { signal: over.signal }).catch(() => null);
  try {
    return await Promise.race([pictures.upload(chart), tooLong]);
  } catch (error) {
    if (error instanceof PictureLater) return null;
    throw error;
  } finally {
    over.abort();
  }
}
