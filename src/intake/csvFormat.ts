// How a CSV file that somebody's spreadsheet or CRM wrote is taken: leniently, and never whole into memory.
import type { Options } from "csv-parse";

/** A quote that is never closed would swallow the file up to here. */
const LARGEST_ROW = 1024 * 1024;

/**
 * UTF-8 with or without a mark, any line ends, blank lines skipped, rows as long as they are, with `info`: `{info, record}`
 * for each. What separates the cells is the caller's: see `delimiterOf`.
 */
export const CSV_FORMAT = {
  bom: true,
  info: true,
  max_record_size: LARGEST_ROW,
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
  // A quote inside a value that does not begin with one is a character like any other: 5" screen.
  relax_quotes: true,
  skip_empty_lines: true,
} as const satisfies Readonly<Options>;
