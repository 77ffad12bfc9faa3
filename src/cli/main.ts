// The command line. A command runs in this process, unless the running bot has the embedded database: then in there.
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../clock.ts";
import { readEnvironment } from "../config.ts";
import { DatabaseLocked } from "../store/database/errors.ts";
import { failureText } from "./failure.ts";
import { BotNeeded } from "./host.ts";
import type { ExitCode, Io } from "./io.ts";
import { dataFolder, localHost } from "./localHost.ts";
import { askBot } from "./remote/client.ts";
import { socketPath } from "./remote/socketPath.ts";
import { runCommand } from "./run.ts";

/** How long a bot that starts, or another command, may keep the database without answering. */
const PATIENCE_MS = 5_000;

const NO_BOT =
  "BATON_DATA_DIR is memory and no bot is running here. Start it in this folder (npm start), or set BATON_DATA_DIR to a folder or DATABASE_URL.";
const BOT_GONE =
  "The bot ended before the command did. Start it again, and look at what was done before repeating the command.";

async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const deadline = systemClock.now() + PATIENCE_MS;
  for (;;) {
    const attempt = await here(argv, io);
    if ("code" in attempt) return attempt.code;
    const { stopped, socket, debug } = attempt;
    const answer = await askBot(socket, { argv, debug }, io, PATIENCE_MS);
    if (answer.kind === "done") return answer.code;
    if (answer.kind === "gone") return refusal(BOT_GONE, io);
    if (stopped instanceof BotNeeded) return refusal(NO_BOT, io);
    // The bot may just be starting, or the holder is another command that ends soon.
    if (answer.kind === "silent" || systemClock.now() > deadline) {
      return refusal(`${stopped.message} It does not answer commands.`, io);
    }
    await sleep(100);
  }
}

type Attempt =
  | { readonly code: ExitCode }
  | { readonly stopped: DatabaseLocked | BotNeeded; readonly socket: string; readonly debug: boolean };

/** In this process; or why not, and where the bot would be that can. */
async function here(argv: readonly string[], io: Io): Promise<Attempt> {
  await using host = localHost(readEnvironment());
  try {
    return { code: await runCommand(argv, io, host) };
  } catch (error) {
    if (!(error instanceof DatabaseLocked || error instanceof BotNeeded)) throw error;
    return {
      stopped: error,
      socket: await socketPath(dataFolder(host.config()), io.cwd),
      debug: host.debug,
    };
  }
}

function refusal(message: string, io: Io): ExitCode {
  io.err(`${message}\n`);
  return 2;
}

// A reader that has enough (`| head`) ends the command without a word.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 2));
const terminal: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  cwd: process.cwd(),
  terminal: process.stderr.isTTY === true,
};
try {
  process.exitCode = await main(process.argv.slice(2), terminal);
} catch (error) {
  terminal.err(failureText(error, false));
  process.exitCode = 2;
}
