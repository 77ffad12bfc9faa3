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
