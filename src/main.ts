// npm start: reads the environment, starts Baton, ends it on SIGTERM or SIGINT. Exit 2: it could not start.
import process from "node:process";
import { CannotStart, startBaton } from "./baton.ts";
import { systemClock } from "./clock.ts";
import { parseBotConfig, readEnvironment } from "./config.ts";
import { createLog } from "./log.ts";
import { startProblem } from "./services.ts";

/** What is under way may take this long to finish; then the process ends all the same. */
const STOP_WITHIN_MS = 9_000;

function cannotStart(problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(2);
}

const environment = readEnvironment();
if (!environment.ok) cannotStart(environment.problems);
const parsed = parseBotConfig(environment.config);
if (!parsed.ok) cannotStart(parsed.problems);
const { config } = parsed;
const log = createLog(config.logLevel);

try {
  const baton = await startBaton(config, systemClock, log);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, "Finishing what is under way");
      setTimeout(() => {
        log.warn("Not everything finished in time; what is left goes on at the next start");
        process.exit(0);
      }, STOP_WITHIN_MS).unref();
      void baton.stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  if (error instanceof CannotStart) cannotStart(error.problems);
  const problem = startProblem(error);
  if (problem !== null) cannotStart([problem]);
  throw error;
}
