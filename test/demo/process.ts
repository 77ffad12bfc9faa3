// The demo as its own process, started as `npm run demo` does, and looked at from outside.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import type { DemoState } from "../../demo/protocol.ts";
import type { SimMessage } from "../../sim/index.ts";

const MAIN = join(import.meta.dirname, "../../demo/main.ts");
const READY_WITHIN_MS = 40_000;

/** Whatever somebody may have set for their own Baton; none of it is the demo's business. */
const FOREIGN = {
  HOST: "0.0.0.0",
  PORT: "1",
  DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing",
  BATON_POLICY: "/nowhere/policy.yml",
  SLACK_BOT_TOKEN: "xoxb-somebody-elses",
  DISPLAY: "",
  WAYLAND_DISPLAY: "",
};

export interface DemoProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** For its temporary files, and its working directory; holds a `.env` that is not for it. */
  readonly place: string;
  out(): string;
  said(): string;
  /** JSON of a GET, or with a body of a POST; the status with it. */
  ask<T>(path: string, body?: unknown): Promise<{ status: number; body: T }>;
  state(): Promise<DemoState>;
  messages(where: string): Promise<readonly SimMessage[]>;
  /** Resolves with the first truthy answer. */
  until<T>(what: string, probe: () => Promise<T | null | undefined | false>): Promise<T>;
  window(user: string): Promise<WebSocket>;
  /** Ids of the processes that it started. */
  children(): number[];
  /** Sends the signal; the exit code, and the real ms that the end took. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
}

/** Starts it and waits until it is ready. It must be ended by `end`. */
export async function startDemoProcess(...flags: readonly string[]): Promise<DemoProcess> {
  const place = await mkdtemp(join(tmpdir(), "demo-test-"));
  await writeFile(join(place, ".env"), "BATON_TEAM=/nowhere/team.yml\nBATON_INTAKE_TOKENS=nonsense\n");
  const child = spawn(process.execPath, [MAIN, ...flags], {
    cwd: place,
    env: { PATH: process.env.PATH ?? "", ...FOREIGN, TMPDIR: place },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk) => (out += chunk));
  child.stderr?.on("data", (chunk) => (err += chunk));
  const exited = once(child, "exit");
  const ready = until("the ready line", async () => {
    if (child.exitCode !== null) throw new Error(`The demo ended with ${child.exitCode}: ${err}`);
    return /^Open (\S+)$/m.exec(out)?.[1];
  });
  const url = await ready.catch((error) => {
    // Nobody else has it to end it.
    child.kill("SIGKILL");
    throw error;
  });

  const ask = async <T>(path: string, body?: unknown) => {
    const headers = { "content-type": "application/json" };
    const init = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, init);
    return { status: answer.status, body: (await answer.json()) as T };
  };
  return {
    url,
    child,
    place,
    out: () => out,
    said: () => out + err,
    ask,
    until,
    state: async () => (await ask<DemoState>("/_demo/state")).body,
    messages: async (where) => (await ask<readonly SimMessage[]>(`/_sim/messages/${where}`)).body,
    async window(user) {
      const socket = new WebSocket(`${url.replace("http", "ws")}/_sim/live?user=${user}`);
      await once(socket, "open");
      return socket;
    },
    children: () => childrenOf(child.pid ?? 0),
    async end(signal) {
      const began = performance.now();
      child.kill(signal);
      await exited;
      return { code: child.exitCode, ms: performance.now() - began };
    },
  };
}

/** Runs it where it cannot start: the exit code and what it said. */
export async function runDemo(...flags: readonly string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  await once(child, "close");
  return { code: child.exitCode, said };
}

export function isAlive(pid: number): boolean {
  return processes().some(([id]) => id === pid);
}

export async function until<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false>,
  withinMs = READY_WITHIN_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ends whatever of these was started. */
export async function clearAway(...demos: readonly (DemoProcess | undefined)[]): Promise<void> {
  for (const demo of demos) {
    demo?.child.kill("SIGKILL");
    if (demo) await rm(demo.place, { recursive: true, force: true });
  }
}

function childrenOf(parent: number): number[] {
  return processes().flatMap(([id, its]) => (its === parent ? [id] : []));
}

/** Of all that run: id and parent's id. Those that have ended and were not yet looked after do not run. */
function processes(): (readonly [id: number, parent: number])[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" }).trim().split("\n");
  return rows.flatMap((row) => {
    const [id, parent, state = ""] = row.trim().split(/\s+/);
    return state.startsWith("Z") ? [] : [[Number(id), Number(parent)] as const];
  });
}
