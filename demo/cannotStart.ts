// Why Baton could not start, as `npm start` says it: a line each.
import { CannotStart } from "../src/baton.ts";
import { failureText } from "../src/cli/failure.ts";
import { DatabaseLocked } from "../src/store/database/errors.ts";

export function cannotStartLines(error: unknown): readonly string[] {
  if (error instanceof DatabaseLocked) {
    return ["The folder of --keep is in use by another demo or bot; stop that one, or name another folder"];
  }
  return error instanceof CannotStart ? error.problems : [failureText(error, false).trimEnd()];
}
