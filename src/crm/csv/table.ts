// A CSV file of a CRM's export, row by row, its columns found by their headers.
import { createReadStream } from "node:fs";
import { type Info, parse } from "csv-parse";
import { delimiterOf } from "../../intake/csvDelimiter.ts";
import { CSV_FORMAT } from "../../intake/csvFormat.ts";
import type { Remarks } from "./remarks.ts";

export interface TableRow<Column extends string> {
  /** Where the row ends, counted from 1. */
  readonly line: number;
  /** What a column holds, trimmed; null where it is empty or the file has no such column. */
  readonly get: (column: Column) => string | null;
}

/** What a file's rows are read by. */
export interface TableColumns<Column extends string> {
  /** The headers, in lower case, under which a column may go: the first that the file has counts. */
  readonly headers: Readonly<Record<Column, readonly string[]>>;
  /** Of each of these lists the file needs one column: without it no row says anything. */
  readonly needed: readonly (readonly NoInfer<Column>[])[];
}

/**
 * Every row that is not blank, its cells separated by what the header is separated by. `spellings` corrects whole cells.
 * A file that breaks off gives the rows before; one without a header or without a needed column throws.
 */
export async function* readTable<Column extends string>(
  path: string,
  columns: TableColumns<Column>,
  spellings: ReadonlyMap<string, string>,
  remarks: Remarks,
): AsyncGenerator<TableRow<Column>> {
  const delimiter = await delimiterOf(path);
  const parser = createReadStream(path).compose(parse({ ...CSV_FORMAT, delimiter })) as AsyncIterable<{
    record: string[];
    info: Info;
  }>;
  let places: Map<Column, number> | null = null;
  let line = 0;
  try {
    for await (const { record, info } of parser) {
      line = info.lines;
      if (places === null) {
        places = placesOf(record, columns.headers);
        checkColumns(places, columns.needed);
        continue;
      }
      const found = places;
      yield {
        line,
        get(column) {
          const place = found.get(column);
          const text = place === undefined ? "" : (record[place] ?? "").trim();
          return text === "" ? null : (spellings.get(text.toLowerCase()) ?? text);
        },
      };
    }
    if (places === null) throw new Error("it is empty; its first line must name the columns");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "CSV_QUOTE_NOT_CLOSED" && code !== "CSV_MAX_RECORD_SIZE") throw error;
    remarks.add(line + 1, "a quote is opened here and never closed; the rows from here on are left out");
  }
}

/** A file of other columns is another file, or one that is only about to be written. */
function checkColumns<Column extends string>(
  places: ReadonlyMap<Column, number>,
  needed: readonly (readonly Column[])[],
): void {
  const missing = needed.find((any) => !any.some((column) => places.has(column)));
  if (missing === undefined) return;
  const what = missing.join(" or ");
  throw new Error(`its first line names no column for ${what}; say which it is under accounts.columns`);
}

function placesOf<Column extends string>(
  header: readonly string[],
  columns: Readonly<Record<Column, readonly string[]>>,
): Map<Column, number> {
  const written = header.map((name) => name.trim().toLowerCase());
  const places = new Map<Column, number>();
  for (const [column, names] of Object.entries(columns) as [Column, readonly string[]][]) {
    const place = names.map((name) => written.indexOf(name)).find((index) => index >= 0);
    if (place !== undefined) places.set(column, place);
  }
  return places;
}
