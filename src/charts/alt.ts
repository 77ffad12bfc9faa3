// A chart in words: what a screen reader says, and what stands where the picture cannot be loaded.
import { plain } from "../../blocks/text.ts";
import { type Chart, valueAt, written } from "./chart.ts";

/** Slack's limit of an image's `alt_text`. */
const ALT_MAX = 2_000;
/** What the sentence about the left-out rest may take. */
const REST = 80;
const NAME_MAX = 60;

/** The numbers of a chart in words, within Slack's 2,000 characters or fewer; what does not fit is counted. Never empty. */
export function altOf(chart: Chart, max = ALT_MAX): string {
  const { categories, series, unit } = chart;
  const title = plain(chart.title, 200) || "Chart";
  if (categories.length === 0 || series.length === 0) return `${title}: nothing to show yet.`;
  const counted = unit === undefined || unit === "%" ? "" : `, in ${plain(unit, NAME_MAX)}`;
  let said = `${title}${counted}.`;
  for (const [index, category] of categories.entries()) {
    const values = series.map((one) => {
      const value = valueAt(one, index);
      const figure = value === null ? "not known" : written(value, unit);
      return series.length === 1 ? figure : `${plain(one.name, NAME_MAX)} ${figure}`;
    });
    const next = ` ${plain(category, NAME_MAX)}: ${values.join(", ")}${index === categories.length - 1 ? "." : ";"}`;
    if (said.length + next.length > max - REST) return `${said} and ${categories.length - index} more.`;
    said += next;
  }
  return said;
}
