/** Socket Mode: up to ten connections, each envelope to any one of them, acknowledged by its id. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { secret } from "../state/ids.ts";
import type { Attempt, Parcel, Retry, Transport } from "./transport.ts";

const ENVELOPE_TYPES = {
  event: "events_api",
  interactive: "interactive",
  command: "slash_commands",
} as const;

/** How long a closing connection may take to answer. */
const GOODBYE_MS = 200;

interface Connection {
  readonly ws: WebSocket;
  /** Nothing is read from or written to it any more, as when a network goes away without a word. */
  silent: boolean;
}

interface Waiting {
  readonly connection: Connection;
  readonly done: (outcome: "acked" | "closed", body?: unknown) => void;
}

interface SocketOptions {
  readonly appId: string;
  readonly ackMs: number;
  readonly pingMs: number;
  readonly refreshGraceMs: number;
  readonly maxConnections: number;
  readonly changed: () => void;
}

export class SocketHub implements Transport {
  readonly #options: SocketOptions;
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #tickets = new Set<string>();
  readonly #connections = new Set<Connection>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #arrivals = new Set<() => void>();
  #turn = 0;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** A path that one connection may be opened with. */
  ticket(): string {
    const ticket = secret(12);
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#options.appId}`;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, ticket: string): void {
    if (!this.#tickets.delete(ticket)) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n", () => socket.destroy());
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#welcome(ws));
  }

  async attempt(parcel: Parcel, retry: Retry): Promise<Attempt> {
    const started = performance.now();
    const connection = (await this.#nextConnection()) ?? null;
    if (connection === null) {
      const ackMs = performance.now() - started;
      return { ok: false, ackMs, status: 0, error: "no_connection", appsFault: false };
    }
    return new Promise((resolve) => {
      const finish = (outcome: "acked" | "closed" | "timeout", body?: unknown): void => {
        clearTimeout(timer);
        this.#waiting.delete(parcel.envelopeId);
        const ackMs = performance.now() - started;
        if (outcome === "acked") {
          const answer = isEmptyObject(body) ? {} : { body };
          resolve({ ok: true, ackMs, status: 200, appsFault: false, ...answer });
        } else {
          const error = outcome === "timeout" ? "timeout" : "connection_failed";
          const appsFault = outcome === "timeout" && !connection.silent;
          resolve({ ok: false, ackMs, status: 0, error, appsFault });
        }
      };
      const timer = setTimeout(() => finish("timeout"), this.#options.ackMs);
      this.#waiting.set(parcel.envelopeId, { connection, done: finish });
      if (connection.silent) return;
      connection.ws.send(
        JSON.stringify({
          envelope_id: parcel.envelopeId,
          payload: parcel.payload,
          type: ENVELOPE_TYPES[parcel.kind],
          accepts_response_payload: parcel.kind !== "event",
          ...(parcel.kind === "event" || retry.num > 0
            ? { retry_attempt: retry.num, retry_reason: retry.reason }
            : {}),
        }),
      );
    });
  }

  /** Cuts every connection; silently, the other side is left to find out by itself. */
  drop(silent: boolean): void {
    for (const connection of [...this.#connections]) {
      if (silent) connection.silent = true;
      else connection.ws.terminate();
    }
  }

  /** Tells every app to reconnect, and closes the old connection a little later. */
  refresh(): void {
    for (const { ws } of this.#connections) {
      ws.send(
        JSON.stringify({ type: "disconnect", reason: "refresh_requested", debug_info: { host: "sim" } }),
      );
      setTimeout(() => ws.close(), this.#options.refreshGraceMs).unref();
    }
  }

  /** Says goodbye to every connection; whoever does not answer it is cut. */
  async stop(): Promise<void> {
    const closed = [...this.#connections].map(
      ({ ws, silent }) =>
        new Promise<void>((resolve) => {
          const cut = setTimeout(() => ws.terminate(), silent ? 0 : GOODBYE_MS);
          ws.once("close", () => {
            clearTimeout(cut);
            resolve();
          });
          ws.close(1_001);
        }),
    );
    await Promise.all(closed);
    this.#server.close();
  }

  #welcome(ws: WebSocket): void {
    if (this.#connections.size >= this.#options.maxConnections) {
      ws.send(
        JSON.stringify({ type: "disconnect", reason: "too_many_websockets", debug_info: { host: "sim" } }),
      );
      ws.close();
      return;
    }
    const connection: Connection = { ws, silent: false };
    const ping = setInterval(() => {
      if (!connection.silent) ws.ping();
    }, this.#options.pingMs);
    ws.on("ping", (data) => {
      if (!connection.silent) ws.pong(data);
    });
    ws.on("message", (data) => {
      if (!connection.silent) this.#receive(String(data));
    });
    ws.on("error", () => ws.terminate());
    ws.on("close", () => {
      clearInterval(ping);
      this.#connections.delete(connection);
      for (const waiting of [...this.#waiting.values()]) {
        if (waiting.connection === connection) waiting.done("closed");
      }
      this.#options.changed();
    });
    this.#connections.add(connection);
    ws.send(
      JSON.stringify({
        type: "hello",
        num_connections: this.#connections.size,
        debug_info: { host: "sim", build_number: 0, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#options.appId },
      }),
    );
    for (const arrived of [...this.#arrivals]) arrived();
    this.#options.changed();
  }

  #receive(text: string): void {
    let message: { envelope_id?: unknown; payload?: unknown };
    try {
      message = JSON.parse(text) as typeof message;
    } catch {
      return;
    }
    if (typeof message.envelope_id === "string") {
      this.#waiting.get(message.envelope_id)?.done("acked", message.payload);
    }
  }

  /** Connections take turns; without one, the next to arrive within the time for an acknowledgement. */
  async #nextConnection(): Promise<Connection | undefined> {
    if (this.#connections.size === 0) {
      await new Promise<void>((resolve) => {
        const arrived = (): void => {
          clearTimeout(timer);
          this.#arrivals.delete(arrived);
          resolve();
        };
        const timer = setTimeout(arrived, this.#options.ackMs);
        this.#arrivals.add(arrived);
      });
    }
    const open = [...this.#connections];
    this.#turn += 1;
    return open[this.#turn % Math.max(1, open.length)];
  }
}

function isEmptyObject(value: unknown): boolean {
  return (
    value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0)
  );
}
