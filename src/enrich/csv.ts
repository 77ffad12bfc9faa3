// A provider that is a file: `domain,employees,industry,…`, columns named as the company's attributes. Read whole when it
// is first asked, and again when it has changed.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type Info, parse } from "csv-parse";
import type { Logger } from "pino";
import { delimiterOf } from "../intake/csvDelimiter.ts";
import { CSV_FORMAT } from "../intake/csvFormat.ts";
import { companyDomain } from "../intake/domain.ts";
import type { JsonValue } from "../policy/types.ts";
import { COMPANY_COLUMNS, fromCell } from "./attributes.ts";

export interface CsvDeps {
  /** Where the policy file is: paths are relative to it. */
  readonly folder: string;
  readonly log: Pick<Logger, "info" | "warn">;
}

interface Table {
  readonly columns: readonly (string | null)[];
  /** The cells of a row, by registrable domain: one text each, which takes half the memory of a list. */
  readonly rows: ReadonlyMap<string, string>;
}

interface Loaded {
  readonly version: string;
  /** Null: the file cannot be used. */
  readonly table: Promise<Table | null>;
}

/** Between the cells of a row that is kept: no text of a lead or file has it. */
const BETWEEN = "\u001f";
/** So many bad rows are named; a count stands for the rest. */
const MOST_NAMED = 5;

export class CsvProviders {
  readonly #deps: CsvDeps;
  readonly #files = new Map<string, Loaded>();

  constructor(deps: CsvDeps) {
    this.#deps = deps;
  }

  /** What the file says of a domain; null where it has no row with a value for it, `failed` where it cannot be read. */
  async lookUp(path: string, domain: string): Promise<ReadonlyMap<string, JsonValue> | null | "failed"> {
    const table = await this.#table(resolve(this.#deps.folder, path));
    if (table === null) return "failed";
    const cells = table.rows.get(domain)?.split(BETWEEN);
    const values = new Map<string, JsonValue>();
    for (const [index, key] of table.columns.entries()) {
      const value = key === null ? undefined : fromCell(key, cells?.[index] ?? "");
      if (value !== undefined) values.set(key as string, value);
    }
    return values.size > 0 ? values : null;
  }

  async #table(file: string): Promise<Table | null> {
    const version = await versionOf(file);
    const known = this.#files.get(file);
    if (known?.version === version) return known.table;
    const table = version.startsWith("no file") ? this.#missing(file, version) : this.#read(file);
    this.#files.set(file, { version, table });
    return table;
  }

  #missing(file: string, why: string): Promise<null> {
    this.#deps.log.warn(
      { file },
      `an enrichment file cannot be read (${why}); put it there, it is looked for again`,
    );
    return Promise.resolve(null);
  }

  async #read(file: string): Promise<Table | null> {
    const { log } = this.#deps;
    const bad = new BadRows();
    const rows = new Map<string, string>();
    let header: Header | null = null;
    let line = 0;
    try {
      for await (const { record, info } of recordsOf(file, () => bad.breakOff(line + 1))) {
        line = info.lines;
        if (header === null) {
          header = headerOf(record);
          continue;
        }
        const domain = companyDomain(record[header.domain] ?? "");
        if (domain.ok) rows.set(domain.value, kept(record, header));
        else bad.add(line, "has no domain");
      }
    } catch (error) {
      log.warn(
        { file },
        `an enrichment file cannot be used: ${error instanceof Error ? error.message : error}`,
      );
      return null;
    }
    if (header === null) {
      log.warn({ file }, "an enrichment file is empty; it needs a header such as domain,employees,industry");
      return null;
    }
    if (header.unknown.length > 0)
      log.warn(
        { file, columns: header.unknown },
        "columns of an enrichment file name no attribute; they are left",
      );
    if (bad.count > 0)
      log.warn(
        { file, rows: bad.count, such: bad.named },
        "rows of an enrichment file cannot be used; they are left",
      );
    if (bad.brokenAt !== null)
      log.warn(
        { file, line: bad.brokenAt },
        `an enrichment file opens a quote in line ${bad.brokenAt} that is never closed; the rows from there on are left, close it`,
      );
    log.info({ file, rows: rows.size }, "read an enrichment file");
    return { columns: header.columns, rows };
  }
}

class BadRows {
  count = 0;
  readonly named: string[] = [];
  /** From this line on the file is no CSV; null: it is to its end. */
  brokenAt: number | null = null;

  breakOff(line: number): undefined {
    this.brokenAt ??= line;
  }

  add(line: number, what: string): void {
    this.count++;
    if (this.named.length < MOST_NAMED) this.named.push(`line ${line} ${what}`);
  }
}

/** What a file that has not changed keeps. */
async function versionOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    return `no file: ${(error as NodeJS.ErrnoException).code ?? "unknown"}`;
  }
}

interface Header {
  /** Which column holds the domain. */
  readonly domain: number;
  /** The attribute of each column; null: none. */
  readonly columns: readonly (string | null)[];
  readonly unknown: readonly string[];
}

function headerOf(record: readonly string[]): Header {
  const names = record.map((name) => name.trim().replace(/^company\./, ""));
  const domain = names.findIndex((name) => name.toLowerCase() === "domain");
  if (domain < 0) throw new Error("it has no column named domain; the first line must name the columns");
  const known = new Map([...COMPANY_COLUMNS].map((name) => [name.toLowerCase(), name]));
  const columns = names.map((name, index) => {
    const attribute = known.get(name.toLowerCase());
    return attribute === undefined || index === domain ? null : `company.${attribute}`;
  });
  const unknown = names.filter((name, index) => columns[index] === null && index !== domain && name !== "");
  return { domain, columns, unknown };
}

/** What is kept of a row, in the columns' order: what has no attribute is left. */
function kept(record: readonly string[], { columns }: Header): string {
  const cells = columns.map((key, index) => (key === null ? "" : (record[index] ?? "")));
  return cells.map((cell) => cell.replaceAll(BETWEEN, " ")).join(BETWEEN);
}

/** Rows as they come, without those that are no CSV; separated by what the header is separated by. */
async function* recordsOf(
  file: string,
  skipped: () => undefined,
): AsyncGenerator<{ record: string[]; info: Info }> {
  const parser = parse({
    ...CSV_FORMAT,
    delimiter: await delimiterOf(file),
    skip_records_with_error: true,
    on_skip: skipped,
  });
  yield* createReadStream(file).compose(parser) as AsyncIterable<{ record: string[]; info: Info }>;
}
