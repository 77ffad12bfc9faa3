// The demo's side of its bot: starts it, starts it again when it has ended, asks it things, kills it.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Answers, Begin, FromBot, Question, ToBot } from "./botMessages.ts";
import type { ClockState, DemoState } from "./protocol.ts";

/** A bot that keeps ending is not started more often than this. */
const START_EVERY_MS = 3_000;
/** All of the caller's environment that a process needs; every setting of Baton's is the demo's own. */
const PASSED_ON = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LANG"];

export interface BotProcessOptions {
  /** Holds the database and the log. */
  readonly folder: string;
  /** Called with the last instant on record once the database is open. */
  begin(latest: number | null): Promise<Begin>;
  changed(): void;
}

export type FirstStart = { readonly ok: true } | { readonly ok: false; readonly problems: readonly string[] };

export class BotProcess {
  readonly #options: BotProcessOptions;
  readonly #log: number;
  readonly #first = Promise.withResolvers<FirstStart>();
  readonly #questions = new Map<number, (answer: unknown) => void>();
  #child: ChildProcess | null = null;
  #url: string | null = null;
  #lastId = 0;
  #startedAt = Number.NEGATIVE_INFINITY;
  #restart: NodeJS.Timeout | null = null;
  #held = false;

  constructor(options: BotProcessOptions) {
    this.#options = options;
    this.#log = openSync(join(options.folder, "baton.log"), "a");
  }

  get status(): DemoState["bot"] {
    if (this.#url !== null) return "up";
    return this.#child === null ? "down" : "starting";
  }

  /** Where Baton listens; null while it is not up. */
  get url(): string | null {
    return this.#url;
  }

  /** How the first start went. */
  get first(): Promise<FirstStart> {
    return this.#first.promise;
  }

  /** Starts it, unless it runs. From then on it is started again whenever it ends by itself. */
  start(): void {
    if (this.#restart) clearTimeout(this.#restart);
    this.#held = false;
    if (this.#child !== null) return;
    this.#startedAt = performance.now();
    const child = fork(join(import.meta.dirname, "bot.ts"), [this.#options.folder], {
      env: Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
      stdio: ["ignore", this.#log, this.#log, "ipc"],
    });
    this.#child = child;
    child.on("message", (message: FromBot) => this.#heard(message));
    child.once("exit", () => this.#ended());
    this.#options.changed();
  }

  /** Ends it at once, with nothing finished; it stays down until it is started. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.#held = true;
    if (this.#restart) clearTimeout(this.#restart);
    const child = this.#child;
    if (child === null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** Lets it finish what is under way; what takes longer is cut off. */
  async stop(withinMs: number): Promise<void> {
    const late = setTimeout(() => void this.kill(), withinMs);
    this.#held = true;
    if (this.#restart) clearTimeout(this.#restart);
    const child = this.#child;
    if (child !== null) {
      const exit = once(child, "exit");
      this.#send({ kind: "end" });
      await exit;
    }
    clearTimeout(late);
  }

  tell(clock: ClockState): void {
    this.#send({ kind: "clock", clock });
  }

  /** `silent` when it does not answer in so many ms: it is down, or busy. */
  async ask<Q extends Question>(question: Q, withinMs: number): Promise<Answers[Q["ask"]] | "silent">;
  async ask(question: Question, withinMs: number): Promise<unknown> {
    if (this.#url === null) return "silent";
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<unknown>();
    const late = setTimeout(() => answer.resolve("silent"), withinMs);
    this.#questions.set(id, answer.resolve);
    this.#send({ kind: "question", id, question });
    const got = await answer.promise;
    clearTimeout(late);
    this.#questions.delete(id);
    return got;
  }

  /** The last line of its log, which may be about to go with its folder. */
  #lastSaid(): string {
    const log = readFileSync(join(this.#options.folder, "baton.log"), "utf8");
    return log.trimEnd().split("\n").at(-1) || "it said nothing";
  }

  #send(message: ToBot): void {
    // Whoever is about to end hears no more; that it ended is said by `exit`.
    if (this.#child?.connected) this.#child.send(message, () => {});
  }

  #heard(message: FromBot): void {
    switch (message.kind) {
      case "opened":
        void this.#options.begin(message.latest).then((begin) => this.#send({ kind: "begin", begin }));
        break;
      case "up":
        this.#url = message.url;
        this.#first.resolve({ ok: true });
        this.#options.changed();
        break;
      case "cannot":
        this.#first.resolve({ ok: false, problems: message.problems });
        break;
      case "answer":
        this.#questions.get(message.id)?.(message.answer);
        break;
      default:
        message satisfies never;
    }
  }

  #ended(): void {
    if (this.#url === null) {
      this.#first.resolve({ ok: false, problems: [`Baton ended before it was up: ${this.#lastSaid()}`] });
    }
    this.#child = null;
    this.#url = null;
    for (const resolve of this.#questions.values()) resolve("silent");
    if (!this.#held) {
      const wait = Math.max(0, this.#startedAt + START_EVERY_MS - performance.now());
      this.#restart = setTimeout(() => this.start(), wait);
    }
    this.#options.changed();
  }
}
