// npm run demo: a local Slack in the browser, with Baton in it. Runs until Ctrl-C. Exit 2: it could not start.
import { rm } from "node:fs/promises";
import { relative } from "node:path";
import type { Begin } from "./botMessages.ts";
import { BotProcess } from "./botProcess.ts";
import { openBrowser } from "./browser.ts";
import type { RunningDemo } from "./demo.ts";
import { type Flags, readFlags } from "./flags.ts";
import { type Folder, openFolder } from "./folder.ts";
import type { LeadSource } from "./source.ts";

/** What is under way may take this long to finish; all of it together must be over in 5 s. */
const BOT_STOPS_WITHIN_MS = 2_500;
const SLACK_STOPS_WITHIN_MS = 1_000;

let bot: BotProcess | null = null;
let demo: RunningDemo | null = null;
let folder: Folder | null = null;
let ending: Promise<never> | null = null;

/** Ends everything, and this process with it. */
function end(code: 0 | 2): Promise<never> {
  ending ??= (async () => {
    // Data that goes anyway need not be left in order.
    await (folder?.temporary ? bot?.kill() : bot?.stop(BOT_STOPS_WITHIN_MS));
    const late = new Promise((resolve) => setTimeout(resolve, SLACK_STOPS_WITHIN_MS));
    await Promise.race([demo?.stop(), late]);
    if (folder?.temporary) await rm(folder.path, { recursive: true, force: true });
    process.exit(code);
  })();
  return ending;
}

async function start({ port, speed, socketMode, leads, map, keep }: Flags): Promise<void> {
  folder = await openFolder(keep);
  const { path } = folder;
  // The bot takes longest to start: the rest is loaded beside it.
  const started = Promise.withResolvers<RunningDemo>();
  bot = new BotProcess({
    folder: path,
    begin: async (latest): Promise<Begin> => (await started.promise).begin(latest),
    changed: () => demo?.botChanged(),
  });
  bot.start();
  const [{ startDemo }, { leadSource }] = await Promise.all([import("./demo.ts"), import("./source.ts")]);
  const source = await leadSource(leads, map);
  for (const line of source.refused) complain(line);
  demo = await startDemo({ port, speed, socketMode, folder: path, source, bot, complain });
  if (port !== 0 && demo.port !== port) process.stdout.write(`Port ${port} is busy, using ${demo.port}\n`);
  started.resolve(demo);
  const first = await bot.first;
  if (!first.ok) return cannotStart(first.problems);
  await demo.ready();
  if (ending !== null) return;
  if (leads !== undefined) process.stdout.write(`${rulesLine(source)}\n`);
  process.stdout.write(`Open ${demo.url}\n`);
  openBrowser(demo.url, process.platform, process.env);
}

function rulesLine({ policyFile, teamFile }: LeadSource): string {
  const [rules, people] = [policyFile, teamFile].map((file) => relative(process.cwd(), file));
  return `Rules: ${rules}, people: ${people}`;
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function cannotStart(lines: readonly string[]): Promise<void> {
  if (ending === null) for (const line of lines) complain(line.trimEnd());
  await end(2);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
// The terminal has closed: there is nobody left to write to.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const read = readFlags(process.argv.slice(2));
if (read.ok) {
  try {
    await start(read.flags);
  } catch (error) {
    const { cannotStartLines } = await import("./cannotStart.ts");
    await cannotStart(cannotStartLines(error));
  }
} else {
  (read.exit === 0 ? process.stdout : process.stderr).write(read.text);
  process.exitCode = read.exit;
}
