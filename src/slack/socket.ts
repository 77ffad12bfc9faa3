// Socket Mode: keeps one connection to Slack, whatever happens to it. Bolt's own reconnecting gives up with an unhandled
// rejection when Slack cannot be reached at that moment, so it is switched off, and this does it.
import { SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import { clientOptions, failureOf } from "./client.ts";
import type { SlackLogger } from "./logger.ts";

/** How long a connection may stay silent before it counts as dead: the bot is deaf for that long. */
const PING_TIMEOUT_MS = 1_000;
/** Before connecting again after a connection that had worked. */
const RECONNECT_MS = 50;
const RETRY_FIRST_MS = 250;
const RETRY_MOST_MS = 10_000;

export interface SocketDeps {
  readonly appToken: string;
  readonly apiUrl: string | null;
  readonly logger: SlackLogger;
  readonly log: Logger;
}

export class Socket {
  readonly receiver: SocketModeReceiver;
  readonly #log: Logger;
  #stopped = true;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;

  constructor({ appToken, apiUrl, logger, log }: SocketDeps) {
    this.#log = log;
    this.receiver = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      clientPingTimeout: PING_TIMEOUT_MS,
      installerOptions: { clientOptions: clientOptions(apiUrl, logger) },
    });
    this.receiver.client.on("connected", () => {
      this.#failures = 0;
      log.info("connected to Slack by Socket Mode");
    });
    this.receiver.client.on("disconnected", () => this.#connectAfter(RECONNECT_MS));
  }

  start(): void {
    this.#stopped = false;
    this.#connectAfter(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry) clearTimeout(this.#retry);
    await this.receiver.client.disconnect();
  }

  #connectAfter(waitMs: number): void {
    if (this.#stopped) return;
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect(), waitMs);
  }

  async #connect(): Promise<void> {
    try {
      await this.receiver.client.start();
      // Stopped while it was connecting: there was nothing yet to disconnect.
      if (this.#stopped) await this.receiver.client.disconnect();
    } catch (error) {
      // `start` rejects with nothing when the connection closed before Slack's hello: `disconnected` says so as well.
      const failure = failureOf(error ?? new Error("the connection closed at once"));
      const backoff = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(this.#failures++, 10));
      const waitMs = failure.kind === "rate_limited" ? failure.waitMs : backoff;
      this.#log.warn({ failure, waitMs }, "no connection to Slack by Socket Mode; trying again");
      this.#connectAfter(waitMs);
    }
  }
}
