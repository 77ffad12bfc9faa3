// The bot's side: runs other processes' commands on its own database, which only it can have open.
import { randomBytes } from "node:crypto";
import fs from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { resolve } from "node:path";
import type { AuditKey } from "../../app/audit/checkpoint.ts";
import type { BotConfig } from "../../config.ts";
import type { Receive } from "../../intake/receive.ts";
import type { Services } from "../../services.ts";
import { failureText } from "../failure.ts";
import type { Host } from "../host.ts";
import { CannotRun, type Io } from "../io.ts";
import { runCommand } from "../run.ts";
import { type Answered, type Asked, asked, frame, frames } from "./frames.ts";
import { prepareSocketFolder, socketPath } from "./socketPath.ts";

export interface ServeOptions {
  readonly services: Services;
  readonly config: Pick<BotConfig, "databaseUrl" | "dataDir" | "policyFile" | "intakeTokens">;
  /** The key that the bot signs its checkpoints with. */
  readonly auditKey: AuditKey;
  /** The bot's own way in for leads. */
  readonly receive: Receive;
  /** The working directory: data in memory is found by it. */
  readonly cwd: string;
}

export interface CommandServer {
  /** Takes no more commands, gives those under way `graceMs` to end, and cuts off the rest. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Listens for this user's commands while the bot runs on the embedded database; on PostgreSQL commands connect by
 * themselves, and this does nothing. A socket that a killed bot left behind is replaced.
 */
export async function serveCommands(options: ServeOptions): Promise<CommandServer> {
  const { databaseUrl, dataDir } = options.config;
  if (databaseUrl !== null) return { close: async () => {} };
  const path = await socketPath(dataDir === "memory" ? null : resolve(options.cwd, dataDir), options.cwd);
  await prepareSocketFolder(path);

  const open = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    const served = serve(socket, options).finally(() => open.delete(socket));
    open.set(socket, served);
  });
  // Made under another name, closed to others, then renamed: it appears at once and whole. Node removes the name it
  // was made under when it closes, so a successor's socket is never taken away by accident.
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(draft, listening);
  });
  await fs.chmod(draft, 0o600);
  const { ino } = await fs.stat(draft);
  await fs.rename(draft, path);

  return {
    async close(graceMs = 3_000) {
      server.close();
      const mine = await fs.stat(path).catch(() => null);
      if (mine?.ino === ino) await fs.rm(path, { force: true });
      const late = setTimeout(() => {
        for (const socket of open.keys()) socket.destroy();
      }, graceMs);
      await Promise.all(open.values());
      clearTimeout(late);
    },
  };
}

async function serve(socket: Socket, options: ServeOptions): Promise<void> {
  socket.on("error", () => {}); // whoever asked has gone
  const send = (value: Answered) => {
    if (socket.writable) socket.write(frame(value));
  };
  try {
    const request = await firstFrame(socket);
    if (request === null) return;
    send({ hello: true });
    const io: Io = {
      out: (text) => send({ out: text }),
      err: (text) => send({ err: text }),
      cwd: request.cwd,
      terminal: request.terminal,
    };
    send({ exit: await runCommand(request.argv, io, hostFor(request, socket, options)) });
  } catch (error) {
    send({ err: failureText(error, false) });
    send({ exit: 2 });
  } finally {
    socket.end();
  }
}

/** Null when the connection ended before there was one. */
async function firstFrame(socket: Socket): Promise<Asked | null> {
  for await (const request of frames(socket.iterator({ destroyOnReturn: false }), asked)) {
    socket.resume(); // nothing more is expected but the end, and that is only seen by who reads
    return request;
  }
  return null;
}

function hostFor({ debug }: Asked, socket: Socket, options: ServeOptions): Host {
  const { services, config, auditKey, receive } = options;
  const key = { ok: true, key: auditKey } as const;
  const stillAsked = () => {
    if (socket.destroyed) throw new CannotRun("Broken off by whoever asked for it");
  };
  const { history } = services;
  return {
    config: () => config,
    services: async () => ({
      ...services,
      migrated: [], // the bot's start has seen to that
      history: { ...history, recorded: (last) => whileAsked(history.recorded(last), stillAsked) },
    }),
    teamFile: () => null, // commands that look at files alone run where the person is
    intakeSources: () => config.intakeTokens.map(({ source }) => source),
    receive: async () => (arrivals) => {
      stillAsked();
      return receive(arrivals);
    },
    signingKey: async () => key,
    knownKey: async () => key,
    debug,
  };
}

/** The whole record is long: nobody reads on for somebody who has gone. */
async function* whileAsked<T>(pages: AsyncIterable<T>, stillAsked: () => void): AsyncGenerator<T> {
  for await (const page of pages) {
    stillAsked();
    yield page;
  }
}
