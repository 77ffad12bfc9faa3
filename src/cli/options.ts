// Options and arguments that several commands take.
import { InvalidArgumentError, Option } from "commander";
import { readInstant } from "../app/leadView.ts";
import { printable } from "../policy/problem.ts";
import { CannotRun } from "./io.ts";

export interface Json {
  readonly json?: true;
}

export const json = (): Option => new Option("--json", "print one JSON value");

/** An option that must be there and must say something. */
export function said(flags: string, description: string): Option {
  return new Option(flags, description).makeOptionMandatory().argParser((text) => {
    const trimmed = text.trim();
    if (trimmed === "") throw new InvalidArgumentError("It must not be empty.");
    return trimmed;
  });
}

/** A part of the leads as people write it, `10%`; gives 0.1. All of them or none is no share. */
export function share(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const percent = /^(\d{1,2}(?:\.\d{1,2})?)%?$/.exec(text.trim())?.[1];
    const share = Number(percent ?? 0) / 100;
    if (share === 0) {
      throw new InvalidArgumentError("Give a percentage above 0 and below 100, such as 10%.");
    }
    return share;
  });
}

/** A moment as people give it to `--at`; null: it was left out. @throws CannotRun where it is none */
export function instantOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const at = readInstant(text.trim());
  if (at !== null) return at;
  throw new CannotRun(`--at ${printable(text)}: not a time; give one with its zone, as 2026-03-02T14:30:00Z`);
}
