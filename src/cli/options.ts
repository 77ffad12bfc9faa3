// Options and arguments that several commands take.
import { InvalidArgumentError, Option } from "commander";

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
