// `baton import FILE.csv --source ID [--map FILE] [--dry-run]`: leads from CSV, safe to run again.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { ExceptionEntry } from "../app/ports.ts";
import { type Clock, instant } from "../clock.ts";
import { collectErrors, type FieldError } from "../intake/fieldErrors.ts";
import { readLead } from "../intake/readLead.ts";
import type { Arrival, Receive } from "../intake/receive.ts";
import { exceptionOf, type RefusalCode } from "../intake/refusal.ts";
import { sourceId } from "../intake/tokens.ts";
import { type CsvRow, readCsv, surveyCsv } from "./importCsv.ts";
import { type ImportMap, mapByHeader, readImportMap } from "./importMap.ts";
import { Rejects, rejectedFileOf } from "./importRejects.ts";
import { leadOfRow } from "./importRow.ts";
import { CannotRun, type ExitCode, type Io, printJson } from "./io.ts";
import { progressBar } from "./progress.ts";

export interface ImportArgs {
  readonly file: string;
  readonly source: string;
  /** A mapping file; without one the columns are called as the fields. */
  readonly map?: string | undefined;
  /** Reads and checks everything, writes nothing. */
  readonly dryRun: boolean;
  readonly json: boolean;
}

export interface ImportDeps {
  readonly io: Io;
  readonly receive: Receive;
  readonly keepExceptions: (entries: readonly ExceptionEntry[]) => Promise<void>;
  readonly clock: Clock;
}

interface ImportSummary {
  /** Rows below the header. */
  readonly rows: number;
  /** Rows that can be read as leads; conflicts are among them, and are only seen when they are to be written. */
  readonly valid: number;
  readonly created: number;
  /** Known already: the same people under the same ids. */
  readonly known: number;
  /** Invalid rows. */
  readonly refused: number;
  /** Rows with the id of another person. */
  readonly conflicts: number;
  /** Where refused rows and conflicts are; null: there were none, or it was a dry run. */
  readonly rejectedFile: string | null;
}

/** Rows that are committed together. */
const AT_A_TIME = 1_000;
/** Reasons that a dry run shows, since it writes no file. */
const SHOWN = 20;

/**
 * Exit 0 when it went through the whole file (refused rows are in the summary), 1 when a dry run found rows that would be
 * refused, 2 when it could not run. The file and the mapping are checked whole before the first lead is written. What the
 * database throws is passed on, after saying how far the import came.
 */
export async function runImport(args: ImportArgs, deps: ImportDeps): Promise<ExitCode> {
  const { io } = deps;
  try {
    if (!sourceId.test(args.source)) {
      throw new CannotRun("--source: is no id; use letters, digits, '-', '_' and '.'");
    }
    const path = resolve(io.cwd, args.file);
    const { header, rows } = await surveyCsv(path, args.file);
    const map = await mapFor(args, header, io);
    const summary = await importRows({ args, deps, path, header, rows, map });
    if (args.json) printJson(io, summary);
    else io.out(inWords(summary, args.dryRun));
    return args.dryRun && summary.refused > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    io.err(`${error.message}\n`);
    return 2;
  }
}

async function mapFor(args: ImportArgs, header: readonly string[], io: Io): Promise<ImportMap> {
  if (args.map === undefined) return mapByHeader(header, args.file);
  let text: string;
  try {
    text = await readFile(resolve(io.cwd, args.map), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CannotRun(`${args.map}: cannot be read (${code}); name a mapping file with --map`);
  }
  return readImportMap(text, args.map, header);
}

interface Plan {
  readonly args: ImportArgs;
  readonly deps: ImportDeps;
  readonly path: string;
  readonly header: readonly string[];
  readonly rows: number;
  readonly map: ImportMap;
}

/** A row that is not taken, and why. */
interface RefusedRow {
  readonly row: CsvRow;
  readonly code: RefusalCode;
  readonly errors: readonly FieldError[];
}

async function importRows(plan: Plan): Promise<ImportSummary> {
  const { args, deps } = plan;
  const rejects = new Rejects(rejectedFileOf(plan.path), plan.header);
  const bar = progressBar(deps.io, plan.rows, "rows");
  const counts = { created: 0, known: 0, refused: 0, conflicts: 0 };
  let done = 0;
  try {
    for await (const batch of batches(readCsv(plan.path, args.file))) {
      const { ready, refused } = readBatch(batch, plan);
      const conflicts = args.dryRun ? [] : await commit(ready, counts, deps);
      const all = [...refused, ...conflicts].sort((a, b) => a.row.line - b.row.line);
      if (args.dryRun) showRefused(all, counts.refused, plan);
      else await keep(all, rejects, plan);
      counts.refused += refused.length;
      counts.conflicts += conflicts.length;
      done += batch.length;
      bar.update(done);
    }
  } catch (error) {
    deps.io.err(
      `Stopped after ${done} of ${plan.rows} rows; run it again to go on: what is in already stays one lead.\n`,
    );
    throw error;
  } finally {
    bar.end();
    await rejects.close();
  }
  const rejectedFile = rejects.isWritten ? rejectedFileOf(args.file) : null;
  return { rows: done, valid: done - counts.refused, ...counts, rejectedFile };
}

/** Rows without the header, so many at a time. */
async function* batches(rows: AsyncIterable<CsvRow>): AsyncGenerator<CsvRow[]> {
  let batch: CsvRow[] = [];
  let isHeader = true;
  for await (const row of rows) {
    if (!isHeader) batch.push(row);
    isHeader = false;
    if (batch.length < AT_A_TIME) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface ReadyRow {
  readonly row: CsvRow;
  readonly arrival: Arrival;
}

function readBatch(batch: readonly CsvRow[], plan: Plan): { ready: ReadyRow[]; refused: RefusedRow[] } {
  const ready: ReadyRow[] = [];
  const refused: RefusedRow[] = [];
  for (const row of batch) {
    const result = readRow(row, plan);
    if ("arrival" in result) ready.push({ row, arrival: result.arrival });
    else refused.push({ row, code: "invalid", errors: result.errors });
  }
  return { ready, refused };
}

function readRow(
  row: CsvRow,
  { header, map, args }: Plan,
): { arrival: Arrival } | { errors: readonly FieldError[] } {
  if (row.values.length !== header.length) {
    const message = `has ${row.values.length} values where the header has ${header.length}`;
    return { errors: [{ path: "", message }] };
  }
  const { value, errors } = leadOfRow(row.values, map);
  const read = readLead(value, args.source);
  if (read.ok) return errors.length > 0 ? { errors } : { arrival: read.arrival };
  if (read.code === "wrong_source") return { errors: [{ path: "source", message: `is not ${args.source}` }] };
  const all = [...errors, ...read.errors].map(({ path, message }) => ({ path: path.split("."), message }));
  return { errors: collectErrors(all) };
}

/** Commits a batch and counts it; gives back the rows under ids of other people. */
async function commit(
  ready: readonly ReadyRow[],
  counts: { created: number; known: number },
  { receive }: ImportDeps,
): Promise<RefusedRow[]> {
  if (ready.length === 0) return [];
  const results = await receive(ready.map(({ arrival }) => arrival));
  return ready.flatMap(({ row }, index): RefusedRow[] => {
    const kind = results[index]?.kind;
    if (kind === "created" || kind === "known") counts[kind]++;
    if (kind !== "conflict") return [];
    return [
      { row, code: "conflict", errors: [{ path: "externalId", message: "is known for another person" }] },
    ];
  });
}

async function keep(refused: readonly RefusedRow[], rejects: Rejects, plan: Plan): Promise<void> {
  if (refused.length === 0) return;
  const { args, deps, header } = plan;
  const at = instant(deps.clock.now());
  await rejects.add(refused.map(({ row, errors }) => ({ values: row.values, reason: reasonOf(errors) })));
  await deps.keepExceptions(
    refused.map(({ row, code, errors }) =>
      exceptionOf({ source: args.source, code, errors, raw: rawOf(row.values, header) }, at),
    ),
  );
}

/** The row by its columns; as it is where they do not fit. */
function rawOf(values: readonly string[], header: readonly string[]): string {
  if (values.length !== header.length) return JSON.stringify(values);
  return JSON.stringify(Object.fromEntries(header.map((column, index) => [column, values[index]])));
}

function showRefused(refused: readonly RefusedRow[], before: number, { args, deps }: Plan): void {
  for (const { row, errors } of refused.slice(0, Math.max(0, SHOWN - before))) {
    deps.io.err(`${args.file}:${row.line}: ${reasonOf(errors)}\n`);
  }
}

function reasonOf(errors: readonly FieldError[]): string {
  return errors.map(({ path, message }) => (path === "" ? message : `${path} ${message}`)).join("; ");
}

function inWords(summary: ImportSummary, dryRun: boolean): string {
  const { rows, valid, created, known, refused, conflicts, rejectedFile } = summary;
  if (dryRun) return `${rows} rows: ${valid} valid, ${refused} would be refused. Nothing was written.\n`;
  const counted = `${rows} rows: ${valid} valid (${created} new, ${known} already known, ${conflicts} of other people), ${refused} refused`;
  return rejectedFile === null
    ? `${counted}.\n`
    : `${counted}. Rows not taken, with the reason: ${rejectedFile}\n`;
}
