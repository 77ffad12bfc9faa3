// How results are shown and kept: a table on standard output, a JSON file a run.
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { type Figure, meetsGoal, type Size } from "./types.ts";

export interface Result {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
}

const FOLDER = join(import.meta.dirname, "..", "results");

export function tableOf({ name, title, figures }: Result): string {
  const table = new Table({
    head: [name, "measured", "goal", ""],
    colAligns: ["left", "right", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const figure of figures) {
    const met = meetsGoal(figure);
    table.push([figure.what, shown(figure.value, figure.unit), goalOf(figure), verdict(met)]);
  }
  return `${title}\n${table.toString()}\n`;
}

/** Writes a run's results under a name of its date and time; the file's path. */
export async function keep(results: readonly Result[], size: Size, at: Date): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const file = join(FOLDER, `${at.toISOString().replaceAll(/[:.]/g, "-")}.json`);
  const machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? "unknown",
    node: process.version,
  };
  const judged = results.map((result) => ({
    ...result,
    figures: result.figures.map((figure) => ({ ...figure, met: meetsGoal(figure) })),
  }));
  await writeFile(
    file,
    `${JSON.stringify({ at: at.toISOString(), size, machine, results: judged }, null, 2)}\n`,
  );
  return file;
}

function shown(value: number, unit: Figure["unit"]): string {
  const digits = unit === "×" ? 2 : value < 100 ? 1 : 0;
  const number = value.toLocaleString("en-GB", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return unit === "ms" ? `${number} ms` : `${number}${unit}`;
}

function goalOf({ goal, unit }: Figure): string {
  if (goal === undefined) return "";
  return "atLeast" in goal ? `≥ ${shown(goal.atLeast, unit)}` : `≤ ${shown(goal.atMost, unit)}`;
}

function verdict(met: boolean | null): string {
  if (met === null) return "";
  return met ? "met" : "MISSED";
}
