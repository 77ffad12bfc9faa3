// A source that was mistyped: its leads would come in a second time, since external ids are per source.

import { nearest } from "../policy/nearest.ts";
import { printable } from "../policy/problem.ts";

export interface KnownSources {
  /** The policy's. */
  readonly policy: Iterable<string>;
  /** Those that have a token in BATON_INTAKE_TOKENS; null where that is not set. */
  readonly tokens: readonly string[] | null;
}

/** A line to be said of a source that nobody has named, with the one that was probably meant; null for others. */
export function remarkOn(source: string, { policy, tokens }: KnownSources): string | null {
  const known = new Set([...policy, ...(tokens ?? [])]);
  // With no source named anywhere there is nothing that this one could be mistaken for.
  if (known.size === 0 || known.has(source)) return null;
  const where =
    tokens === null
      ? "is not named in the policy"
      : "is named neither in the policy nor in BATON_INTAKE_TOKENS";
  const near = nearest(source, known);
  const meant = near === null ? "" : ` Did you mean "${printable(near)}"?`;
  return `Source "${printable(source)}" ${where}; external ids are per source.${meant}`;
}
