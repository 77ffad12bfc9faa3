/** One open window: a person's screen at the other end of a WebSocket. */
import type { WebSocket } from "ws";
import type { Frame } from "./frames.ts";

/** A window with more than this unsent is dropped: it reconnects and starts anew. */
const MAX_UNSENT_BYTES = 4_000_000;
const GOODBYE_MS = 200;

export class Window {
  readonly viewer: string;
  readonly #ws: WebSocket;
  /** By type, the last frame of those that say the same until something changes. */
  readonly #last = new Map<Frame["type"], string>();
  #answered = true;

  constructor(ws: WebSocket, viewer: string) {
    this.#ws = ws;
    this.viewer = viewer;
    ws.on("pong", () => {
      this.#answered = true;
    });
  }

  /** Sends a frame, given as JSON. */
  send(json: string): void {
    this.#ws.send(json);
  }

  /** Sends a frame unless the window was told the same the last time. */
  sendIfNew(frame: Frame): void {
    const json = JSON.stringify(frame);
    if (this.#last.get(frame.type) === json) return;
    this.#last.set(frame.type, json);
    this.send(json);
  }

  /** Whether it has fallen behind so far that it had better start anew. */
  get isStuck(): boolean {
    return this.#ws.bufferedAmount > MAX_UNSENT_BYTES;
  }

  /** Asks for a sign of life. False: the last question has not been answered. */
  ping(): boolean {
    if (!this.#answered) return false;
    this.#answered = false;
    this.#ws.ping();
    return true;
  }

  drop(): void {
    this.#ws.terminate();
  }

  /** Says goodbye; a window that does not answer is cut. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cut = setTimeout(() => this.drop(), GOODBYE_MS);
      this.#ws.once("close", () => {
        clearTimeout(cut);
        resolve();
      });
      this.#ws.close(1_001);
    });
  }
}
