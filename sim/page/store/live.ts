/** The page's WebSocket: opened again whenever it breaks. */
import ReconnectingWebSocket from "partysocket/ws";
import type { Frame } from "../../live/frames.ts";

interface Listener {
  /** After connecting, and after each time the connection came back: what was missed must be fetched. */
  opened(): void;
  lost(): void;
  heard(frame: Frame): void;
}

/** Listens as `user` until the function it returns is called. */
export function listen(user: string, listener: Listener): () => void {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const url = `${scheme}://${location.host}/_sim/live?user=${encodeURIComponent(user)}`;
  const socket = new ReconnectingWebSocket(url, [], {
    minReconnectionDelay: 1_000,
    // Each vain attempt is a line in the browser's console.
    maxReconnectionDelay: 10_000,
    reconnectionDelayGrowFactor: 1.5,
    connectionTimeout: 4_000,
  });
  let ended = false;
  socket.addEventListener("open", () => {
    if (!ended) listener.opened();
  });
  socket.addEventListener("close", () => {
    if (!ended) listener.lost();
  });
  socket.addEventListener("message", (event: MessageEvent<string>) => {
    if (!ended) listener.heard(JSON.parse(event.data) as Frame);
  });
  return () => {
    ended = true;
    socket.close();
  };
}
