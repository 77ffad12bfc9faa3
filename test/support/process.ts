// Baton as its own process, started as `npm start` does, so that it can be killed.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "../../src/main.ts");

export interface BatonProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has said so far, on both streams. */
  said(): string;
  /** Ends it at once, with nothing finished. */
  kill(): Promise<void>;
  /** Asks it to end; the exit code. */
  stop(): Promise<number | null>;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Starts Baton with this environment and nothing else of the test's own; resolves when `/readyz` answers 200. */
export async function startProcess(env: Record<string, string>, cwd: string): Promise<BatonProcess> {
  const port = Number(env.PORT ?? (await freePort()));
  const child = spawn(process.execPath, [MAIN], {
    cwd,
    env: { PATH: process.env.PATH ?? "", ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout?.on("data", (chunk) => (said += chunk));
  child.stderr?.on("data", (chunk) => (said += chunk));
  const url = `http://127.0.0.1:${port}`;
  const ended = async () => {
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  const deadline = performance.now() + 30_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Baton ended with ${child.exitCode}: ${said}`);
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (ready) break;
    if (performance.now() > deadline) throw new Error(`Baton is not ready after 30 s: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    child,
    said: () => said,
    async kill() {
      child.kill("SIGKILL");
      await ended();
    },
    async stop() {
      child.kill("SIGTERM");
      await ended();
      return child.exitCode;
    },
  };
}

/** Starts Baton where it cannot start: the exit code and what it said. */
export async function runToEnd(
  env: Record<string, string>,
  cwd: string,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN], {
    cwd,
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk) => (said += chunk));
  await once(child, "exit");
  return { code: child.exitCode, said };
}
