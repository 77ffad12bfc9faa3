// What is wrong with a file's rows: said once a kind, with the first line it was met at, however many there are.

interface Remark {
  readonly line: number;
  rows: number;
}

export class Remarks {
  readonly #file: string;
  readonly #kinds = new Map<string, Remark>();

  constructor(file: string) {
    this.#file = file;
  }

  /** `what` is the same text for what is the same fault: it must not quote the row. */
  add(line: number, what: string): void {
    const known = this.#kinds.get(what);
    if (known) known.rows++;
    else this.#kinds.set(what, { line, rows: 1 });
  }

  /** One line a kind: `accounts.csv:12: no name and no domain; the row is left out (and 3 rows more)`. */
  lines(): string[] {
    return [...this.#kinds].map(([what, { line, rows }]) => {
      const more = rows === 1 ? "" : ` (and ${rows - 1} ${rows === 2 ? "row" : "rows"} more)`;
      return `${this.#file}:${line}: ${what}${more}`;
    });
  }
}
