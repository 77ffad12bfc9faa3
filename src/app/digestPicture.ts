// The digest's picture: why the rules were overridden, beside the week before.
import { altOf } from "../charts/alt.ts";
import type { Chart } from "../charts/chart.ts";
import type { OverrideDigest } from "../domain/overrideDigest.ts";
import type { Pictures } from "./pictures.ts";

/** More would not be told apart; the message has a line for what is left out. */
const MOST_REASONS = 8;
/** What the words may take of a message; the same numbers stand in its text. */
const ALT_MOST = 600;

/** Null: there is nothing to draw. */
function chartOf({ counts }: OverrideDigest): Chart | null {
  if (counts.total.now + counts.total.before === 0) return null;
  const reasons = counts.byReason.slice(0, MOST_REASONS);
  return {
    title: "Overrides by reason",
    kind: "bars",
    categories: reasons.map(({ of }) => of),
    series: [
      { name: "The week before", values: reasons.map(({ before }) => before) },
      { name: "This week", values: reasons.map(({ now }) => now) },
    ],
    unit: "overrides",
  };
}

/** What has been put into the workspace already, and where that is written down. */
export interface KnownPicture {
  readonly fileId: string | null;
  remember(fileId: string): Promise<void>;
}

/** Put into the workspace once; null: there is nothing to draw, or Slack takes no pictures. */
export async function digestPicture(
  digest: OverrideDigest,
  pictures: Pictures,
  known: KnownPicture | null,
): Promise<{ readonly fileId: string; readonly alt: string } | null> {
  const chart = chartOf(digest);
  if (chart === null) return null;
  const alt = altOf(chart, ALT_MOST);
  if (known && known.fileId !== null) return { fileId: known.fileId, alt };
  const uploaded = await pictures.upload(chart);
  if (uploaded === null) return null;
  await known?.remember(uploaded.fileId);
  return { ...uploaded, alt };
}
