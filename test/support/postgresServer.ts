/** A real PostgreSQL server for tests: own folder, own port on the loopback, gone when this process is. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { type Binaries, postgresBinaries, unprivilegedAccount } from "./postgresBinaries.ts";

export type PostgresServer = {
  /** Of the `postgres` database; other databases by replacing the path. */
  url: string;
  /** Disconnects everyone and stops; the data stays. */
  stop(): Promise<void>;
  /** Starts again after `stop`, at the same address. */
  start(): Promise<void>;
  /** Ends the server for good and removes its folder. */
  remove(): Promise<void>;
};

/** A server far from UTC shows who relies on the session's time zone. */
const settings = ["unix_socket_directories=", "max_connections=200", "timezone=Asia/Kolkata"];
/** What a test writes is not worth keeping. */
const forgetful = ["fsync=off", "synchronous_commit=off"];

/** `durable`: as PostgreSQL comes, each commit on disk before it is answered, for benchmarks. */
export async function startPostgresServer({ durable = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "baton-postgres-"));
  const watchdog = watch(folder);
  const account = unprivilegedAccount();
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  chmodSync(folder, 0o755);
  if (account.uid !== undefined && account.gid !== undefined) chownSync(data, account.uid, account.gid);
  const binaries = postgresBinaries(folder, account);
  const port = await freePort();
  await initialise(binaries, data);
  const flags = durable ? settings : [...settings, ...forgetful];
  let server = await launch(binaries, data, port, flags);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const exited = once(server, "exit");
      server.ref();
      server.kill("SIGINT");
      await exited;
    },
    start: async () => {
      server = await launch(binaries, data, port, flags);
    },
    remove: async () => {
      const exited = once(watchdog, "exit");
      watchdog.ref();
      watchdog.stdin?.end();
      await exited;
    },
  };
}

/**
 * Ends the server and removes its folder when this process ends, however it does: the shell waits on a pipe that
 * the kernel closes, and being in a group of its own it survives what kills ours.
 */
function watch(folder: string): ChildProcess {
  // Tried again because the server's children outlive it by a moment and still write.
  const script = `
    cat >/dev/null
    if pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null); then kill -QUIT "$pid"; fi
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      rm -rf "$1" 2>/dev/null && break
      sleep 0.2
    done`;
  const child = spawn("sh", ["-c", script, "sh", folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return child;
}

async function initialise({ initdb, account }: Binaries, data: string): Promise<void> {
  const options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync"];
  await promisify(execFile)(initdb, [`--pgdata=${data}`, ...options], { ...account, cwd: "/" });
}

async function launch(
  { postgres, account }: Binaries,
  data: string,
  port: number,
  flags: readonly string[],
): Promise<ChildProcess> {
  const given = flags.flatMap((setting) => ["-c", setting]);
  const child = spawn(postgres, ["-D", data, "-p", `${port}`, "-h", "127.0.0.1", ...given], {
    ...account,
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${said.join("\n")}`)));
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (said.length < 50) said.push(line);
      if (line.includes("ready to accept connections")) resolve();
    });
  });
  child.unref();
  (child.stderr as unknown as { unref(): void }).unref();
  return child;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("No port to listen on.");
  return address.port;
}
