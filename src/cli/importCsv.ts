// Rows of a CSV file, read as a stream: commas, quotes as in RFC 4180, any line ends, UTF-8 with or without a mark.
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { type Info, parse } from "csv-parse";
import { CSV_FORMAT } from "../intake/csvFormat.ts";
import { printable } from "../policy/problem.ts";
import { CannotRun } from "./io.ts";

export interface CsvRow {
  /** Where the row ends, counted from 1. */
  readonly line: number;
  readonly values: readonly string[];
}

/**
 * Every row that is not blank, the header first; rows may differ in length. `name` is the file in messages.
 * @throws CannotRun where the file cannot be read, is not UTF-8, or opens a quote and does not close it.
 */
export async function* readCsv(path: string, name: string): AsyncGenerator<CsvRow> {
  const parser = Readable.from(decoded(path, name)).compose(parse(CSV_FORMAT)) as AsyncIterable<{
    record: string[];
    info: Info;
  }>;
  let line = 0;
  try {
    for await (const { record, info } of parser) {
      line = info.lines;
      yield { line, values: record };
    }
  } catch (error) {
    throw asCannotRun(error, name, line + 1);
  }
}

/** The header, and how many rows follow; goes through the whole file, so that what is wrong with it is known before. */
export async function surveyCsv(path: string, name: string): Promise<{ header: string[]; rows: number }> {
  let header: string[] | null = null;
  let rows = 0;
  for await (const row of readCsv(path, name)) {
    if (header === null) header = checkedHeader(row.values, name);
    else rows++;
  }
  if (header === null) throw new CannotRun(`${name}: the file is empty; it needs a header and rows`);
  return { header, rows };
}

function checkedHeader(values: readonly string[], name: string): string[] {
  const header = values.map((value) => value.trim());
  const refuse = (what: string, todo: string) => new CannotRun(`${name}:1: ${what}; ${todo}`);
  const [only = ""] = header;
  if (header.length === 1 && /[;\t|]/.test(only)) {
    throw refuse("the header is one column", "separate columns by commas");
  }
  const twice = header.find((column, index) => header.indexOf(column) < index);
  if (twice !== undefined && twice !== "") {
    throw refuse(`the column '${printable(twice)}' is there twice`, "rename one of them");
  }
  return header;
}

async function* decoded(path: string, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const refused = new CannotRun(`${name}: is not UTF-8; save it as CSV UTF-8`);
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw refused;
    }
  };
  for await (const chunk of createReadStream(path)) yield decode(chunk as Uint8Array);
  yield decode();
}

/** `line`: the first after the last whole row. */
function asCannotRun(error: unknown, name: string, line: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
    case "CSV_MAX_RECORD_SIZE":
      return new CannotRun(`${name}:${line}: a quote is opened here and never closed; close it`);
    case "ENOENT":
      return new CannotRun(`${name}: there is no such file`);
    case "EISDIR":
      return new CannotRun(`${name}: is a folder; name a CSV file`);
    case "EACCES":
    case "EPERM":
      return new CannotRun(`${name}: may not be read; correct its permissions`);
    default:
      return error;
  }
}
