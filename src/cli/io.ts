// What a command line talks to: its own terminal, or over the running bot's socket somebody else's.
export interface Io {
  /** Standard output and error; the text has its line breaks. */
  out(text: string): void;
  err(text: string): void;
  /** Where relative paths start from. */
  readonly cwd: string;
  /** Whether standard error is a terminal: only then is a progress bar drawn. */
  readonly terminal: boolean;
}

/** 0 done, 1 the answer is no, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

export { CannotRun } from "../app/audit/files.ts";

/** One JSON value on standard output. */
export function printJson(io: Io, value: unknown): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}
