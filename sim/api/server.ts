/** The HTTP server on loopback: Web API, response URLs, control routes, Socket Mode's upgrade. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import type { World } from "../world.ts";
import { answerCall, type Reply } from "./call.ts";
import { answerResponseUrl } from "./responseUrl.ts";

type Env = { Bindings: HttpBindings };

const LOOPBACK = "127.0.0.1";

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 alone. `control` adds the routes under `/_sim`. */
export async function listen(
  world: World,
  port: number,
  control: (app: Hono<Env>) => void,
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
  control(app);

  const server = createServer(getRequestListener(app.fetch));
  server.keepAliveTimeout = 60_000;
  server.on("upgrade", (request, socket, head) => world.deliveries.hub.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
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
