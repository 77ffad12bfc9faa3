// Baton itself, unchanged, as a child process with the demo's clock: `fork("bot.ts", [DATA_FOLDER])`. It opens the
// database by itself, because it also plays the one who tampers with it.
import type { Logger } from "pino";
import type { Baton } from "../src/baton.ts";
import { type Clock, toMs } from "../src/clock.ts";
import type { Database } from "../src/store/database/open.ts";
import type { Answers, Begin, FromBot, Next, Question, ToBot } from "./botMessages.ts";
import { type ClockState, timeOf } from "./protocol.ts";

const STOP_WITHIN_MS = 2_500;

class FollowedClock implements Clock {
  state: ClockState | null = null;

  now(): number {
    return this.state === null ? Date.now() : timeOf(this.state, Date.now());
  }
}

const [dataDir = ""] = process.argv.slice(2);
const clock = new FollowedClock();
let running: { readonly baton: Baton; readonly database: Database } | null = null;
let ending = false;
const begun = Promise.withResolvers<Begin>();

const say = (message: FromBot) => process.send?.(message);

process.on("message", (message: ToBot) => {
  switch (message.kind) {
    case "begin":
      clock.state = message.begin.clock;
      begun.resolve(message.begin);
      break;
    case "clock":
      clock.state = message.clock;
      wake();
      break;
    case "question":
      void answer(message.id, message.question);
      break;
    case "end":
      void end();
      break;
    default:
      message satisfies never;
  }
});
// The demo has ended, however it did: nothing of it stays behind.
process.on("disconnect", () => void end());
// Ctrl-C reaches every process of a terminal; the demo says when its bot ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

try {
  await start();
} catch (error) {
  const { cannotStartLines } = await import("./cannotStart.ts");
  say({ kind: "cannot", problems: cannotStartLines(error) });
  process.disconnect?.();
}

/** The database is opened while the rest of Baton is still being loaded: each takes a while. */
async function start(): Promise<void> {
  const opening = openData();
  opening.catch(() => {}); // said below
  const [{ startBatonOn }, { servicesOn }, { parseBotConfig }, { createLog }] = await Promise.all([
    import("../src/baton.ts"),
    import("../src/services.ts"),
    import("../src/config.ts"),
    import("../src/log.ts"),
  ]);
  const { database, latest } = await opening;
  say({ kind: "opened", latest });
  const { environment, emptySlack } = await begun.promise;
  const parsed = parseBotConfig(environment);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const log: Logger = createLog(parsed.config.logLevel);
  const services = await servicesOn(database, clock);
  if (emptySlack && latest !== null) {
    const { postAfresh } = await import("./postAfresh.ts");
    await postAfresh(database.pool, clock.now());
  }
  const baton = await startBatonOn(services, parsed.config, log);
  running = { baton, database };
  say({ kind: "up", url: baton.url });
}

async function openData() {
  const [{ openDatabase }, { madeDump }] = await Promise.all([
    import("../src/store/database/open.ts"),
    import("../src/store/database/emptyDump.ts"),
  ]);
  const database = await openDatabase({ dataDir, log: console, dump: await madeDump() });
  const { latestInstant } = await import("./postAfresh.ts");
  return { database, latest: await latestInstant(database.pool) };
}

function wake(): void {
  running?.baton.enrichment.wake();
  running?.baton.sweeper.wake();
  running?.baton.reconciler.wake();
}

/** What fails is not answered: whoever asked gives up after a while, and the log says why. */
async function answer(id: number, question: Question): Promise<void> {
  if (running === null) return;
  say({ kind: "answer", id, answer: await answerTo(question, running.baton, running.database) });
}

async function answerTo(
  question: Question,
  baton: Baton,
  { pool }: Database,
): Promise<Answers[keyof Answers]> {
  switch (question.ask) {
    case "settle":
      await settle(baton);
      return next(baton);
    case "next":
      return next(baton);
    case "states": {
      const { leadStates } = await import("./leadStates.ts");
      return leadStates(pool, question.leads);
    }
    case "tamper":
    case "put_back": {
      const { tamper, putBack } = await import("./intruder.ts");
      return question.ask === "tamper" ? tamper(pool, question) : putBack(pool, question, question.payload);
    }
    default:
      return question satisfies never;
  }
}

/** A sweep leaves messages behind, and a card that Slack confirms starts a ladder: round until both are quiet. */
async function settle({ enrichment, sweeper, reconciler, idle }: Baton): Promise<void> {
  await idle();
  for (let round = 0; round < 3; round++) {
    await enrichment.drain();
    await sweeper.drain();
    await reconciler.drain();
  }
}

async function next({ enrichment, services: { leads, mirrors } }: Baton): Promise<Next> {
  const [due, asked, delivery] = await Promise.all([
    leads.nextDueAt(),
    enrichment.nextAt(),
    mirrors.nextAt(),
  ]);
  const steps = [due, asked].flatMap((at) => (at === null ? [] : toMs(at)));
  return { step: steps.length > 0 ? Math.min(...steps) : null, delivery: delivery && toMs(delivery) };
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(0), STOP_WITHIN_MS);
  await running?.baton.stop();
  process.exit(0);
}
