/** The HTTP server on loopback: Web API, response URLs, control routes, the page, and both kinds of socket. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { whyRefused } from "../live/guard.ts";
import type { Windows } from "../live/windows.ts";
import type { World } from "../world.ts";
import { answerCall, type Reply } from "./call.ts";
import { answerResponseUrl } from "./responseUrl.ts";
import { serveFiles, takeUploads } from "./uploads.ts";

type Env = { Bindings: HttpBindings };

const LOOPBACK = "127.0.0.1";
/** Of the routes that are no business of the bot's. */
const MAX_BODY_BYTES = 1_048_576;

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 alone. `more` adds the routes that are no business of the bot's; other sites are kept out of them. */
export async function listen(
  world: World,
  windows: Windows,
  port: number,
  more: (app: Hono<Env>) => void,
): Promise<Listening> {
  const app = new Hono<Env>();
  app.all("/api/:method", async (c) => {
    const cut = (): void => void c.env.incoming.socket.destroy();
    const query = new URL(c.req.url).searchParams;
    const isGet = c.req.method === "GET";
    const request = {
      method: c.req.param("method"),
      authorization: c.req.header("authorization"),
      contentType: isGet ? undefined : c.req.header("content-type"),
      body: isGet ? query.toString() : await c.req.text(),
    };
    return send(c, await answerCall(world, request, cut));
  });
  app.post("/response/*", async (c) =>
    send(c, await answerResponseUrl(world, c.req.path, c.req.header("content-type"), await c.req.text())),
  );
  takeUploads(app, world);
  app.use(async (c, next) => {
    const refusal = whyRefused(c.req.method, c.env.incoming.headers);
    if (refusal !== undefined) return c.json({ error: refusal }, 403);
    await next();
    c.header("x-content-type-options", "nosniff");
    return undefined;
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => c.json({ error: `A body may have at most ${MAX_BODY_BYTES} bytes.` }, 413),
    }),
  );
  serveFiles(app, world);
  more(app);

  const server = createServer(getRequestListener(app.fetch));
  server.keepAliveTimeout = 60_000;
  server.on("upgrade", (request, socket, head) => upgrade(world, windows, request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

/** A window of the page, or else the app over Socket Mode. */
function upgrade(
  world: World,
  windows: Windows,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  socket.on("error", () => socket.destroy());
  const [path, query = ""] = (request.url ?? "").split("?", 2);
  const search = new URLSearchParams(query);
  if (path !== "/_sim/live") {
    world.deliveries.hub.upgrade(request, socket, head, search.get("ticket") ?? "");
  } else if (whyRefused("GET", request.headers) === undefined) {
    windows.upgrade(request, socket, head, search.get("user"));
  } else {
    socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n", () => socket.destroy());
  }
}

function send(c: Context<Env>, reply: Reply): Response {
  if (reply === "cut") {
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  return new Response(reply.body, { status: reply.status, headers: reply.headers });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
