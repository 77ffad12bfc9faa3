// A provider on this machine that does as it is told: answers, is slow, is wrong, asks to wait, hangs up.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

type Behaviour = (asked: Asked, response: ServerResponse) => void | Promise<void>;

export interface ProviderServer extends AsyncDisposable {
  readonly origin: string;
  readonly asked: Asked[];
  /** How many requests are under way, and the most there were at once. */
  readonly underWay: { now: number; most: number };
  does(behaviour: Behaviour): void;
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Behaviour =>
  (_asked, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };

export const status = (code: number, headers: Record<string, string> = {}) => json({}, code, headers);

export const hangsUp: Behaviour = (_asked, response) => {
  response.destroy();
};

export async function startProvider(behaviour: Behaviour): Promise<ProviderServer> {
  let does = behaviour;
  const asked: Asked[] = [];
  const underWay = { now: 0, most: 0 };
  const server = createServer((request, response) => {
    const one = { path: request.url ?? "", headers: request.headers };
    asked.push(one);
    underWay.now++;
    underWay.most = Math.max(underWay.most, underWay.now);
    response.on("close", () => underWay.now--);
    void does(one, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    underWay,
    does(next) {
      does = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
