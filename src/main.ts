// npm start: reads the environment, starts Baton, ends it on SIGTERM or SIGINT. Exit 2: it could not start.
import { CannotStart, startBaton } from "./baton.ts";
import { failureText } from "./cli/failure.ts";
import { systemClock } from "./clock.ts";
import { type BotConfig, parseBotConfig, readEnvironment } from "./config.ts";
import { createLog } from "./log.ts";

/** What is under way may take this long to finish; then the process ends all the same. */
const STOP_WITHIN_MS = 9_000;

function cannotStart(lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`${line.trimEnd()}\n`);
  process.exit(2);
}

function readConfig(): BotConfig {
  const environment = readEnvironment();
  if (!environment.ok) cannotStart(environment.problems);
  const parsed = parseBotConfig(environment.config);
  return parsed.ok ? parsed.config : cannotStart(parsed.problems);
}

const config = readConfig();
const log = createLog(config.logLevel);

try {
  const baton = await startBaton(config, systemClock, log);
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "Finishing what is under way");
    setTimeout(() => {
      log.warn("Not everything finished in time; what is left goes on at the next start");
      process.exit(0);
    }, STOP_WITHIN_MS).unref();
    await baton.stop();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (error) {
  cannotStart(
    error instanceof CannotStart ? error.problems : [failureText(error, config.logLevel === "debug")],
  );
}
