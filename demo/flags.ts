// The flags of `npm run demo`.
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { SPEEDS } from "./protocol.ts";

export interface Flags {
  readonly port: number;
  readonly speed: number;
  readonly socketMode: boolean;
  /** A CSV of leads; without it they are made up. */
  readonly leads?: string;
  /** Which column of it is which field. */
  readonly map?: string;
  /** Where the data stays. */
  readonly keep?: string;
}

export type FlagsResult =
  | { readonly ok: true; readonly flags: Flags }
  /** `text` for standard output with exit code 0, else for standard error. */
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string };

const MOST_PORT = 65_535;

const port = (text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < 0 || value > MOST_PORT)
    throw new InvalidArgumentError(`It must be a port: 0 (any free one) to ${MOST_PORT}.`);
  return value;
};
const speed = (text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || !(value >= SPEEDS.least && value <= SPEEDS.most))
    throw new InvalidArgumentError(`It must be a number from ${SPEEDS.least} to ${SPEEDS.most}.`);
  return value;
};
const path = (text: string): string => {
  if (text.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return text;
};

/** `argv` without the program's own name. */
export function readFlags(argv: readonly string[]): FlagsResult {
  let said = "";
  const write = (text: string) => {
    said += text;
  };
  const program = new Command("npm run demo --")
    .description("A local Slack in the browser, with Baton in it and leads that come by themselves.")
    .addOption(new Option("--port <n>", "where the page is served").argParser(port).default(4_000))
    .addOption(new Option("--leads <file>", "leads from a CSV, as npm run play takes it").argParser(path))
    .addOption(
      new Option("--map <file>", "which column of it is which field, as npx baton import takes it").argParser(
        path,
      ),
    )
    .addOption(new Option("--speed <n>", "how many times faster the clock runs").argParser(speed).default(1))
    .option("--socket-mode", "Slack delivers over a WebSocket instead of HTTP", false)
    .addOption(new Option("--keep <dir>", "keep the data there, and go on from it next time").argParser(path))
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => {} });
  try {
    program.parse(argv, { from: "user" });
    const flags = program.opts<Flags>();
    if (flags.map !== undefined && flags.leads === undefined)
      return {
        ok: false,
        exit: 2,
        text: "--map says what the columns of --leads are: name that file, too\n",
      };
    return { ok: true, flags };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { ok: false, exit: 0, text: said };
    return { ok: false, exit: 2, text: `${error.message.replace(/^error: /, "").replaceAll("\n", " ")}\n` };
  }
}
