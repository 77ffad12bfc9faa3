// FILE.rejected.csv: the rows that were refused, as they were, with the reason in a last column.
import { type FileHandle, open } from "node:fs/promises";
import { stringify } from "csv-stringify/sync";
import { CannotRun } from "./io.ts";

const REASON = "reason";

export interface RejectedRow {
  readonly values: readonly string[];
  readonly reason: string;
}

/** `leads.csv` → `leads.rejected.csv`. */
export function rejectedFileOf(file: string): string {
  return `${file.replace(/\.csv$/i, "")}.rejected.csv`;
}

/** Written from the first refused row on; where none is refused, no file is touched. */
export class Rejects {
  readonly #path: string;
  readonly #header: readonly string[];
  /** How many values a row should have. */
  readonly #width: number;
  #handle: FileHandle | null = null;

  constructor(path: string, header: readonly string[]) {
    this.#path = path;
    this.#width = header.length;
    this.#header = header.at(-1) === REASON ? header.slice(0, -1) : header;
  }

  get isWritten(): boolean {
    return this.#handle !== null;
  }

  /** @throws CannotRun where the file cannot be written. */
  async add(rows: readonly RejectedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const records = rows.map(({ values, reason }) => this.#record(values, reason));
    try {
      if (this.#handle === null) {
        this.#handle = await open(this.#path, "w");
        records.unshift([...this.#header, REASON]);
      }
      await this.#handle.appendFile(stringify(records));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new CannotRun(`${this.#path}: cannot be written (${code}); make its folder writable`);
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }

  /** The reason stands under its header, also where the row has too few values, or too many. */
  #record(values: readonly string[], reason: string): string[] {
    const own = this.#header.map((_, index) => values[index] ?? "");
    return [...own, reason, ...values.slice(this.#width)];
  }
}
