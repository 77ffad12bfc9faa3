// What became of leads, from a CSV file: the columns `externalId` and `converted`, and `source` where ids need it.
import { resolve } from "node:path";
import type { Outcomes } from "../app/backtest/backtest.ts";
import { readOutcome } from "../domain/foretold.ts";
import { printable } from "../policy/problem.ts";
import { readCsv, surveyCsv } from "./importCsv.ts";
import { CannotRun, type Io } from "./io.ts";

/**
 * Rows that say nothing of the outcome are passed over.
 * @throws CannotRun where the file cannot be read, lacks a column, or says two things of one lead.
 */
export async function readOutcomes(io: Io, file: string): Promise<Outcomes> {
  const path = resolve(io.cwd, file);
  const name = printable(file);
  const { header } = await surveyCsv(path, name);
  const at = columns(header, name);
  const known = new Map<string, boolean>();
  let isHeader = true;
  for await (const { line, values } of readCsv(path, name)) {
    const cell = (index: number) => values[index]?.trim() ?? "";
    const converted = isHeader ? null : readOutcome(cell(at.converted));
    isHeader = false;
    if (converted === null) continue;
    const key = keyOf(at.source < 0 ? null : cell(at.source), cell(at.externalId));
    if ((known.get(key) ?? converted) !== converted) {
      const id = printable(cell(at.externalId));
      throw new CannotRun(
        `${name}:${line}: '${id}' is there before with another outcome; keep one of the rows`,
      );
    }
    known.set(key, converted);
  }
  return ({ source, externalId }) => known.get(keyOf(at.source < 0 ? null : source, externalId)) ?? null;
}

/** Where the columns are, in whatever case they are written; -1: there is no `source`. */
function columns(header: readonly string[], name: string) {
  const names = header.map((column) => column.toLowerCase());
  const at = {
    externalId: names.indexOf("externalid"),
    converted: names.indexOf("converted"),
    source: names.indexOf("source"),
  };
  for (const column of ["externalId", "converted"] as const) {
    if (at[column] < 0) {
      throw new CannotRun(`${name}:1: has no column '${column}'; it needs externalId and converted`);
    }
  }
  return at;
}

function keyOf(source: string | null, externalId: string): string {
  return source === null ? externalId : `${source}\n${externalId}`;
}
