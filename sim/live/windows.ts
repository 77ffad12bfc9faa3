/**
 * Every open window of the workspace page, told of each change as it happens. What changes within one turn of the
 * event loop goes out together, a message in its last version only.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { isFor } from "../state/seeing.ts";
import type { World } from "../world.ts";
import type { Frame } from "./frames.ts";
import { add, type News, noNews } from "./news.ts";
import { Window } from "./window.ts";
import { homeFor, modalFor, unreadFor, viewerOf, workspaceFor } from "./workspace.ts";

/** A window that answers no ping is gone by the next. */
const PING_MS = 15_000;
/** Windows have nothing to say over the socket: they act through the control routes. */
const MAX_HEARD_BYTES = 1_000;

export class Windows {
  readonly #world: World;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_HEARD_BYTES });
  readonly #open = new Set<Window>();
  readonly #pings: NodeJS.Timeout;
  #news = noNews();
  #isTelling = false;
  #stopped = false;

  constructor(world: World) {
    this.#world = world;
    world.changes.watch((change) => this.#note((news) => add(news, change)));
    this.#pings = setInterval(() => {
      for (const window of this.#open) if (!window.ping()) window.drop();
    }, PING_MS).unref();
  }

  /** How many are open. */
  get count(): number {
    return this.#open.size;
  }

  /** Opens a window for `user`, or for the first person where nobody is called so. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, user: string | null): void {
    const viewer = viewerOf(this.#world, user);
    if (viewer === undefined || this.#stopped) {
      socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n", () => socket.destroy());
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const window = new Window(ws, viewer);
      ws.on("error", () => ws.terminate());
      ws.on("close", () => this.#open.delete(window));
      this.#welcome(window);
    });
  }

  /** Says something of the host's to every window. */
  tell(note: unknown): void {
    const json = framed({ type: "note", note });
    this.#note((news) => news.notes.push(json));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#pings);
    await Promise.all([...this.#open].map((window) => window.close()));
    this.#server.close();
  }

  #welcome(window: Window): void {
    const { viewer } = window;
    // The others first, lest the newcomer be told twice what it is about to see.
    this.#tellAll();
    window.sendIfNew({ type: "workspace", workspace: workspaceFor(this.#world, viewer) });
    window.sendIfNew(unreadFor(this.#world, viewer));
    window.send(JSON.stringify(modalFor(this.#world, viewer)));
    window.send(JSON.stringify(homeFor(this.#world, viewer)));
    window.send(framed({ type: "violations", violations: this.#world.journal.violations }));
    this.#open.add(window);
  }

  #note(note: (news: News) => void): void {
    if (this.#open.size === 0) return;
    note(this.#news);
    if (this.#isTelling) return;
    this.#isTelling = true;
    setImmediate(() => this.#tellAll());
  }

  #tellAll(): void {
    const news = this.#news;
    this.#news = noNews();
    this.#isTelling = false;
    const messages = [...news.messages.values()].map((message) => ({
      message,
      channel: this.#world.channels.get(message.channel),
      json: framed({ type: "message", message }),
    }));
    const { violations, notes } = news;
    const forAll = violations.length === 0 ? notes : [framed({ type: "violations", violations }), ...notes];
    for (const window of this.#open) {
      const { viewer } = window;
      if (window.isStuck) {
        window.drop();
        continue;
      }
      if (news.workspace) {
        window.sendIfNew({ type: "workspace", workspace: workspaceFor(this.#world, viewer) });
      }
      for (const { message, channel, json } of messages) {
        if (isFor(channel, message, viewer)) window.send(json);
      }
      if (news.modals.has(viewer)) window.send(framed(modalFor(this.#world, viewer)));
      if (news.homes.has(viewer)) window.send(framed(homeFor(this.#world, viewer)));
      if (news.unread) window.sendIfNew(unreadFor(this.#world, viewer));
      for (const json of forAll) window.send(json);
    }
  }
}

function framed(frame: Frame): string {
  return JSON.stringify(frame);
}
