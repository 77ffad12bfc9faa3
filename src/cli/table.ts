// Tables for people: columns without lines, so that grep and copying work too.
import Table from "cli-table3";
import { printable } from "../policy/problem.ts";

const NO_LINES = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
  ].map((place) => [place, ""]),
);

/** Every cell is one line of printable text, whatever a lead or a file contained; a line break at the end. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: [...head],
    chars: { ...NO_LINES, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  made.push(...rows.map((row) => row.map(printable)));
  return `${made.toString().replace(/ +$/gm, "")}\n`;
}
