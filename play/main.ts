// npm run play -- FILE: the leads of a CSV through the whole of Baton, against a local Slack with simulated reps and a
// turned clock. Exit 0: everything that must hold holds; 1: something does not; 2: it could not run.
import { SingleBar } from "cli-progress";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { DateTime } from "luxon";
import { CannotStart } from "../src/baton.ts";
import { failureText } from "../src/cli/failure.ts";
import { CannotRun } from "../src/cli/io.ts";
import { type InputOptions, readInput } from "./input.ts";
import { type PlayOptions, play } from "./play.ts";
import { report } from "./report.ts";
import { Stuck } from "./stuck.ts";
import { summarise } from "./summary.ts";

interface Options extends Omit<InputOptions, "file"> {
  readonly seed: number;
  readonly days: number;
  readonly from: string;
  readonly database?: string;
  readonly logLevel: PlayOptions["logLevel"];
  readonly json?: true;
}

const FORMAT = "{bar} {value} of {total} leads have arrived | {duration_formatted}";

const whole = (least: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new InvalidArgumentError(`It must be a whole number of ${least} or more.`);
  return value;
};

const program = new Command("play")
  .description("Runs the leads of a CSV file through Baton, with simulated reps and a turned clock.")
  .argument("<file>", "the leads, as CSV")
  .option("--map <file>", "which column is which field, as for npx baton import")
  .option("--policy <file>", "the rules")
  .option("--team <file>", "the people")
  .option(
    "--outcome <column>",
    "the column that says what became of a lead; by default Converted, where there is one",
  )
  .addOption(new Option("--limit <n>", "only so many leads").argParser(whole(1)))
  .addOption(new Option("--seed <n>", "the same seed plays the same story").argParser(whole(0)).default(1))
  .addOption(new Option("--days <n>", "working days over which they arrive").argParser(whole(1)).default(20))
  .addOption(new Option("--from <date>", "the first day, in the team's zone").default("2026-01-05"))
  .option("--database <url>", "play on this PostgreSQL, which must be empty; by default in memory")
  .addOption(
    new Option("--log-level <level>", "what Baton logs meanwhile")
      .choices(["info", "warn", "error", "silent"])
      .default("error"),
  )
  .option("--json", "print one JSON value")
  .exitOverride();

async function main(): Promise<number> {
  program.parse();
  const [file = ""] = program.args;
  const { seed, days, from, database, logLevel, json, ...files } = program.opts<Options>();
  const input = await readInput({ file, ...files });
  const start = DateTime.fromISO(from, { zone: input.team.timezone });
  if (!start.isValid) throw new CannotRun(`--from: '${from}' is no date; write YYYY-MM-DD`);
  const bar = new SingleBar({ format: FORMAT, noTTYOutput: true, notTTYSchedule: 15_000 });
  bar.start(input.leads.length, 0);
  const played = await play({
    input,
    seed,
    days,
    start: start.toMillis(),
    databaseUrl: database ?? null,
    logLevel,
    progress: (arrived) => bar.update(arrived),
  }).finally(() => bar.stop());
  const summary = summarise(played);
  process.stdout.write(json ? `${JSON.stringify(summary, null, 2)}\n` : report(summary));
  return summary.ok ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof Stuck) {
    process.stderr.write(`✗ ${error.message}\n`);
    process.exitCode = 1;
  } else {
    const text = error instanceof CannotStart ? `${error.message}\n` : failureText(error, false);
    process.stderr.write(text);
    process.exitCode = 2;
  }
}
