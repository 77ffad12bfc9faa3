// Runs one command line: the same wherever it runs, in its own process or inside the bot for another one.
import { Command, CommanderError } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { printable } from "../policy/problem.ts";
import { DatabaseLocked } from "../store/database/errors.ts";
import { addAudit } from "./auditCommands.ts";
import { failureText } from "./failure.ts";
import { BotNeeded, type Host } from "./host.ts";
import { addImport } from "./importCommand.ts";
import type { ExitCode, Io } from "./io.ts";
import { addLead } from "./leadCommands.ts";
import { addMigrate } from "./migrateCommand.ts";
import { addPolicy } from "./policyCommands.ts";
import { addReport } from "./reportCommand.ts";
import { addTeam } from "./teamCommands.ts";
import { addUnbuilt } from "./unbuilt.ts";

/** What every command is given. */
export interface Context {
  readonly io: Io;
  readonly host: Host;
  /** Makes a commander action of something that answers with an exit code. */
  action<A extends unknown[]>(command: (...args: A) => Promise<ExitCode>): (...args: A) => Promise<void>;
}

/**
 * `argv` without the program's own name. Everything that goes wrong is said on standard error.
 * @throws DatabaseLocked, BotNeeded before anything was written: then the running bot is to be asked.
 */
export async function runCommand(argv: readonly string[], io: Io, host: Host): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = build({
    io,
    host,
    action:
      (command) =>
      async (...args) => {
        code = await command(...args);
      },
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof DatabaseLocked || error instanceof BotNeeded) throw error;
    if (error instanceof CommanderError) return usage(error, program, argv, io);
    io.err(failureText(error, host.debug));
    return 2;
  }
}

function build(context: Context): Command {
  const { io } = context;
  const program = new Command("baton")
    .description("Passes every qualified lead to a rep in Slack, and does not let go until someone takes it.")
    .version(manifest.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: () => {}, // said by `usage`, in one line
      getOutHelpWidth: () => 110,
      getErrHelpWidth: () => 110,
    })
    .configureHelp({ showGlobalOptions: false });
  addMigrate(program, context);
  addImport(program, context);
  addPolicy(program, context);
  addTeam(program, context);
  addLead(program, context);
  addReport(program, context);
  addAudit(program, context);
  addUnbuilt(program, ["doctor"]);
  program.addHelpText(
    "after",
    `
Examples:
  npx baton policy check policy.yml && npx baton policy test policy.yml
  npx baton policy backtest policy.yml
  npx baton policy publish policy.yml --by Dana --note "More points for demos"
  npx baton import leads.csv --source website --dry-run
  npx baton lead show lead_0193c7a2b4e87d10a5f3c2e1d0b9a876
  npx baton report weekly --json
  npx baton audit export audit.jsonl && npx baton audit verify audit.jsonl

The database is DATABASE_URL, or the embedded one in BATON_DATA_DIR. Commands may be run while the bot runs.
Exit codes: 0 done, 1 the answer is no, 2 could not run.`,
  );
  return program;
}

/** Help that was asked for is no error; a wrong call is one line. */
function usage(error: CommanderError, program: Command, argv: readonly string[], io: Io): ExitCode {
  if (error.exitCode === 0) return 0;
  if (error.code !== "commander.help") {
    const what = printable(error.message.replace(/^error: /, "").replace(/[.\s]+$/, ""));
    io.err(`${what}; see: npx ${called(program, argv)} --help\n`);
  }
  return 2;
}

/** The command that was meant, as far as it can be recognised: `baton policy publish`. */
function called(program: Command, argv: readonly string[]): string {
  let at = program;
  const names = [program.name()];
  for (const word of argv) {
    const next = at.commands.find((command) => command.name() === word);
    if (!next) break;
    names.push(word);
    at = next;
  }
  return names.join(" ");
}
