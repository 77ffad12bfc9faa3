// What a command that threw says on standard error: one line (a line a problem), and no stack unless asked for.
import { NotSetUp } from "../app/session.ts";
import { DatabaseStartError } from "../store/database/errors.ts";
import { isDatabaseAway, reasonOf } from "../store/database/failures.ts";
import { CannotRun } from "./io.ts";

/** The text for standard error, with its line break. The exit code is 2. */
export function failureText(error: unknown, debug: boolean): string {
  const stack = debug && error instanceof Error ? `${error.stack}\n` : "";
  return `${sentence(error)}\n${stack}`;
}

function sentence(error: unknown): string {
  if (error instanceof CannotRun || error instanceof DatabaseStartError) return error.message;
  if (error instanceof NotSetUp) {
    return "No policy or team is in force: run npx baton team apply FILE and npx baton policy publish FILE, or start Baton once.";
  }
  if (isDatabaseAway(error)) {
    return `The database cannot be reached: ${reasonOf(error)}. Check that it runs, and run the command again.`;
  }
  return `Baton failed unexpectedly: ${reasonOf(error)}. Run it again with LOG_LEVEL=debug for the details.`;
}
