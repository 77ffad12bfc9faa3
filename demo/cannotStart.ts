// Why Baton could not start, as `npm start` says it: a line each.
import { CannotStart } from "../src/baton.ts";
import { failureText } from "../src/cli/failure.ts";

export function cannotStartLines(error: unknown): readonly string[] {
  return error instanceof CannotStart ? error.problems : [failureText(error, false).trimEnd()];
}
