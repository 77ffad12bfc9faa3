// The socket: opens the port, hands requests to the router, and closes without cutting anyone off.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";

export interface Listening {
  /** The port that was given; of interest where 0 was asked for. */
  readonly port: number;
  /** Takes no more connections, waits up to 5 s for what is under way, then ends. May be called again. */
  close(): Promise<void>;
}

export type ListenResult =
  | ({ readonly ok: true } & Listening)
  /** One line: where, why, and what to do. */
  | { readonly ok: false; readonly problem: string };

/** Headers within 10 s, a whole request within 60 s: a slow sender must not hold a place for ever. */
const serverOptions = { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 };

/** Listens on `host` and `port` (0: any free one). */
export function listen(app: Hono, host: string, port: number): Promise<ListenResult> {
  const server = createAdaptorServer({ fetch: app.fetch, createServer, serverOptions }) as Server;
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      resolve({ ok: false, problem: whyNot(error, host, port) }),
    );
    server.listen(port, host, () => {
      const { port: given } = server.address() as AddressInfo;
      resolve({ ok: true, port: given, close: () => close(server) });
    });
  });
}

/** How long what is under way may take to finish, in milliseconds. */
const PATIENCE = 5_000;

function close(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    // A connection that answers its last request now is idle a moment later, and nobody else would close it.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const end = setTimeout(() => server.closeAllConnections(), PATIENCE);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(end);
      resolve();
    });
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `PORT: ${port} on ${host} is in use; stop what listens there or set another PORT`;
    case "EACCES":
      return `PORT: ${port} may not be opened; set one above 1023`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST: ${host} is no address of this machine; use e.g. 127.0.0.1`;
    default:
      return `HOST, PORT: cannot listen on ${host}:${port} (${error.code ?? error.message})`;
  }
}
