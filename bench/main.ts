// npm run bench [NAME…] [--quick]: each benchmark side by side with its peer or floor, a table each, and a JSON file.
import { parseArgs } from "node:util";
import { ack } from "./ack/index.ts";
import { backtest } from "./backtest.ts";
import { commit } from "./commit.ts";
import { deadlines } from "./deadlines.ts";
import { decide } from "./decide/index.ts";
import { queue } from "./queue.ts";
import { stats } from "./stats.ts";
import { keep, type Result, tableOf } from "./support/report.ts";
import type { Benchmark } from "./support/types.ts";

const BENCHMARKS: readonly Benchmark[] = [decide, commit, ack, deadlines, backtest, queue, stats];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false } },
});
const names = BENCHMARKS.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(", ")}: name any of ${names.join(", ")}, or none for all\n`,
  );
  process.exit(2);
}

const size = values.quick ? "quick" : "full";
const results: Result[] = [];
for (const { name, title, run } of BENCHMARKS) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const result = { name, title, figures: await run(size) };
  results.push(result);
  process.stdout.write(`${tableOf(result)}\n`);
}
process.stdout.write(`Kept in ${await keep(results, size, new Date())}\n`);
