// `baton policy backtest`: a file tried on every lead on record. Reads only.
import { type Backtest, backtest, repsAnswers } from "../app/backtest/backtest.ts";
import { formatProblem, parsePolicy } from "../policy/index.ts";
import { backtestReport } from "./backtestReport.ts";
import { readTextFile } from "./files.ts";
import type { Host } from "./host.ts";
import type { ExitCode, Io } from "./io.ts";
import { readOutcomes } from "./outcomeFile.ts";
import { progressBar } from "./progress.ts";

/** Of the leads that change, so many are shown. */
const SHOWN = 10;
/** Of them, so many are written at a time. */
const AT_A_TIME = 1_000;

export interface BacktestArgs {
  readonly file: string;
  /** A CSV file that says what became of leads; undefined: by what reps answered. */
  readonly outcome: string | undefined;
  readonly json: boolean;
}

/** Exit 0 whatever changes; 1: the file is no policy, said as `policy check` says it. */
export async function backtestPolicy(args: BacktestArgs, io: Io, host: Host): Promise<ExitCode> {
  const { file, outcome, json } = args;
  const parsed = parsePolicy(await readTextFile(io, file), file);
  if (!parsed.ok) {
    for (const problem of parsed.problems) io.err(`${formatProblem(problem)}\n`);
    return 1;
  }
  const { policy } = parsed;
  const outcomes = outcome === undefined ? repsAnswers : await readOutcomes(io, outcome);
  const { history } = await host.services();
  const result = await backtest(history, {
    policy,
    outcomes,
    keep: json ? Number.POSITIVE_INFINITY : SHOWN,
    progress: (leads) => progressBar(io, leads, "leads"),
  });
  if (json) printBacktest(io, result);
  else io.out(backtestReport(result, { file, hash: policy.hash, outcome }));
  return 0;
}

/** One JSON value; the list that may be long goes out in pieces. */
function printBacktest(io: Io, { changes, ...result }: Backtest): void {
  io.out(`${JSON.stringify(result, null, 2).slice(0, -2)},\n  "changes": [`);
  for (let start = 0; start < changes.length; start += AT_A_TIME) {
    const lines = changes.slice(start, start + AT_A_TIME).map((change) => `\n    ${JSON.stringify(change)}`);
    io.out(`${start === 0 ? "" : ","}${lines.join(",")}`);
  }
  io.out(`${changes.length === 0 ? "" : "\n  "}]\n}\n`);
}
