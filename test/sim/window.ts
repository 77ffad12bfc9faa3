/** A window of the workspace page as its server sees it: a socket that hears frames. */
import { onTestFinished } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import type { Sim } from "../../sim/index.ts";
import type { Frame } from "../../sim/live/frames.ts";
import type { SimMessage } from "../../sim/types.ts";

export type FrameOf<T extends Frame["type"]> = Extract<Frame, { readonly type: T }>;

export interface OpenWindow {
  readonly socket: WebSocket;
  /** All frames so far, or those of one type. */
  frames(): readonly Frame[];
  frames<T extends Frame["type"]>(type: T): readonly FrameOf<T>[];
  /** The last frame of a type. */
  last<T extends Frame["type"]>(type: T): FrameOf<T> | undefined;
  /** Texts of the messages heard, in order. */
  texts(): string[];
}

export function liveUrl(sim: Sim, user?: string): string {
  return `ws://127.0.0.1:${sim.port}/_sim/live${user === undefined ? "" : `?user=${user}`}`;
}

/** Opens a window and waits until it has been told how things stand. */
export async function openWindow(sim: Sim, user?: string, options: ClientOptions = {}): Promise<OpenWindow> {
  const socket = new WebSocket(liveUrl(sim, user), options);
  const heard: Frame[] = [];
  socket.on("message", (data) => heard.push(JSON.parse(String(data)) as Frame));
  onTestFinished(() => socket.terminate());
  await new Promise<void>((resolve, reject) => {
    socket.on("message", () => heard.at(-1)?.type === "violations" && resolve());
    socket.once("error", reject);
    socket.once("close", (code) => reject(new Error(`closed with ${code}`)));
  });
  const frames = (type?: Frame["type"]): Frame[] =>
    type === undefined ? [...heard] : heard.filter((frame) => frame.type === type);
  const window = { socket, frames } as Pick<OpenWindow, "socket" | "frames">;
  return {
    ...window,
    last: (type) => window.frames(type).at(-1),
    texts: () => window.frames("message").map(({ message }) => message.text),
  };
}

/** Waits until a window has heard everything that has happened so far. */
export async function caughtUp(sim: Sim, ...windows: readonly OpenWindow[]): Promise<void> {
  const mark = `caught up ${Math.random()}`;
  sim.tell(mark);
  await sim.waitFor(() => windows.every((window) => window.last("note")?.note === mark));
}

/** A small client of the control routes, as the page is one. */
export function pageOf(sim: Sim) {
  const read = async (response: Response): Promise<Record<string, unknown>> => ({
    status: response.status,
    ...((await response.json()) as Record<string, unknown>),
  });
  return {
    get: async (path: string) => read(await fetch(`${sim.url}/_sim${path}`)),
    post: async (path: string, body: unknown) =>
      read(
        await fetch(`${sim.url}/_sim${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", origin: sim.url },
          body: JSON.stringify(body),
        }),
      ),
    texts: async (path: string): Promise<string[]> => {
      const response = await fetch(`${sim.url}/_sim${path}`);
      return ((await response.json()) as { messages: SimMessage[] }).messages.map(({ text }) => text);
    },
  };
}
