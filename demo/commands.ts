// Baton's own commands, handed to the running bot as `npx baton` does.
import { askBot } from "../src/cli/remote/client.ts";
import { socketPath } from "../src/cli/remote/socketPath.ts";
import type { CommandOutput } from "./protocol.ts";

/** How long the bot may take to say that it has heard. */
const PATIENCE_MS = 5_000;

/** Runs a command line. Null: the bot is down, or ended meanwhile. */
export type RunBaton = (argv: readonly string[]) => Promise<CommandOutput | null>;

/** `folder`: the bot's data folder, absolute. */
export function commandsOn(folder: string): RunBaton {
  return async (argv) => {
    let output = "";
    const print = (text: string) => {
      output += text;
    };
    const cwd = process.cwd();
    const io = { out: print, err: print, cwd, terminal: false };
    const answer = await askBot(await socketPath(folder, cwd), { argv, debug: false }, io, PATIENCE_MS);
    if (answer.kind !== "done") return null;
    return { command: `npx baton ${argv.join(" ")}`, exit: answer.code, output };
  };
}
