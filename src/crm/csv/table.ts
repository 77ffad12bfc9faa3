// A CSV file of a CRM's export, row by row, its columns found by their headers.
import { createReadStream } from "node:fs";
import { type Info, parse } from "csv-parse";
import type { Remarks } from "./remarks.ts";

/** A quote that is never closed would swallow the file up to here. */
const LARGEST_ROW = 1024 * 1024;

export interface TableRow<Column extends string> {
  /** Where the row ends, counted from 1. */
  readonly line: number;
  /** What a column holds, trimmed; null where it is empty or the file has no such column. */
  readonly get: (column: Column) => string | null;
}

/**
 * Every row that is not blank. `columns` gives the headers, in lower case, under which a column may go: the first that
 * the file has counts. `spellings` corrects whole cells. A file that breaks off gives the rows before.
 */
export async function* readTable<Column extends string>(
  path: string,
  columns: Readonly<Record<Column, readonly string[]>>,
  spellings: ReadonlyMap<string, string>,
  remarks: Remarks,
): AsyncGenerator<TableRow<Column>> {
  const parser = createReadStream(path).compose(
    parse({
      bom: true,
      columns: false,
      info: true,
      max_record_size: LARGEST_ROW,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  ) as AsyncIterable<{ record: string[]; info: Info }>;
  let places: Map<Column, number> | null = null;
  let line = 0;
  try {
    for await (const { record, info } of parser) {
      line = info.lines;
      if (places === null) {
        places = placesOf(record, columns);
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
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "CSV_QUOTE_NOT_CLOSED" && code !== "CSV_MAX_RECORD_SIZE") throw error;
    remarks.add(line + 1, "a quote is opened here and never closed; the rows from here on are left out");
  }
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
