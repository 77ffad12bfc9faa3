import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type Listening, listen } from "../../src/http/server.ts";
import type { Receive } from "../../src/intake/receive.ts";
import { jane, memoryReceive, openDesk, post, said } from "./desk.ts";

let open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
});

async function serve(overrides: Parameters<typeof openDesk>[0] = {}) {
  const desk = openDesk(overrides);
  const listening = await listen(desk.app, "127.0.0.1", 0);
  if (!listening.ok) throw new Error(listening.problem);
  open.push(listening);
  return { ...desk, listening, url: `http://127.0.0.1:${listening.port}` };
}

const headers = { Authorization: "Bearer w-token", "Content-Type": "application/json" };

/** Sends chunks without a Content-Length until the server answers; says how many bytes were sent by then. */
function sendForEver(url: string, path: string, chunk: Buffer): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let answered = false;
    const out = request(`${url}${path}`, { method: "POST", headers });
    const send = () => {
      if (answered) return;
      sent += chunk.length;
      if (out.write(chunk)) setImmediate(send);
      else out.once("drain", send);
    };
    out.on("response", (response) => {
      answered = true;
      response.resume();
      out.destroy();
      resolve({ status: response.statusCode ?? 0, sent });
    });
    out.on("error", (error) => (answered ? undefined : reject(error)));
    send();
  });
}

describe("the server", () => {
  test("takes 500 leads over 20 connections, each once", async () => {
    const { url, leads } = await serve();
    const ids: string[] = [];
    const workers = Array.from({ length: 20 }, async (_, worker) => {
      for (let index = 0; index < 25; index++) {
        const response = await fetch(`${url}/v1/leads`, post({ ...jane, externalId: `${worker}/${index}` }));
        expect(response.status).toBe(202);
        ids.push((await said(response)).leadId);
      }
    });
    await Promise.all(workers);
    expect([new Set(ids).size, leads.size]).toEqual([500, 500]);
  });

  test.each([
    ["/v1/leads", 256 * 1024],
    ["/v1/leads/batch", 16 * 1024 * 1024],
  ])("stops reading %s when it is too large, without waiting for its end", async (path, limit) => {
    const { url, leads, kept } = await serve();
    const { status, sent } = await sendForEver(url, path, Buffer.alloc(65_536, "["));
    expect(status).toBe(413);
    // What lies in the buffers between the two is sent, too.
    expect(sent).toBeLessThan(limit + 16 * 1024 * 1024);
    expect([leads.size, kept.map(({ code, raw }) => [code, raw.length])]).toEqual([
      0,
      [["too_large", 65_536]],
    ]);
  });

  test.each([
    ["/v1/leads", 300_000, {}, 413],
    ["/v1/leads/batch", 17 * 1024 * 1024, {}, 413],
    ["/v1/leads/batch", 1_000_000, { Authorization: "Bearer wrong" }, 401],
    ["/v1/leads", 200_000, { "Content-Type": "text/plain" }, 415],
  ])(
    "refuses what comes to %s, of %i bytes, before it has come, and ends the connection with it",
    async (path, length, other, status) => {
      const { listening } = await serve();
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(listening.port, "127.0.0.1", () => {
          const lines = Object.entries({ ...headers, ...other }).map(([name, value]) => `${name}: ${value}`);
          const head = [
            `POST ${path} HTTP/1.1`,
            "Host: baton",
            ...lines,
            `Content-Length: ${length}`,
            "",
            "",
          ];
          socket.write(head.join("\r\n") + "x".repeat(70_000));
        });
        socket.once("data", (data) => {
          resolve(data.toString());
          socket.destroy();
        });
        socket.once("error", reject);
      });
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(answer).toMatch(/^connection: close\r$/im);
    },
  );

  test("keeps the connection open after a short request that it refuses", async () => {
    const { url } = await serve();
    const refused = await fetch(`${url}/v1/leads`, post(jane, { Authorization: "Bearer wrong" }));
    expect([refused.status, refused.headers.get("connection")]).toEqual([401, "keep-alive"]);
  });

  test("takes a sender who hangs up in the middle for no fault of its own, and keeps no half lead", async () => {
    const { listening, leads, kept, logged } = await serve();
    const socket = connect(listening.port, "127.0.0.1");
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const head = ["POST /v1/leads HTTP/1.1", "Host: baton", ...lines, "Content-Length: 300", "", ""];
    socket.end(`${head.join("\r\n")}{"externalId":`);
    await expect.poll(() => logged.length).toBe(1);
    expect(JSON.parse(logged[0] ?? "")).toMatchObject({ level: 30, status: 400 });
    expect([leads.size, kept.length]).toEqual([0, 0]);
  });

  test("finishes what is under way before it closes", async () => {
    const { receive } = memoryReceive();
    let arrived = () => {};
    let release = () => {};
    const underWay = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: Receive = async (arrivals) => {
      arrived();
      await held;
      return receive(arrivals);
    };
    const { url, listening } = await serve({ receive: slow });
    const response = fetch(`${url}/v1/leads`, post(jane));
    await underWay;
    const closed = listening.close();
    release();
    expect((await response).status).toBe(202);
    await closed;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  test("says in a line why it cannot listen", async () => {
    const { app, listening } = await serve();
    expect(await listen(app, "127.0.0.1", listening.port)).toEqual({
      ok: false,
      problem: `PORT: ${listening.port} on 127.0.0.1 is in use; stop what listens there or set another PORT`,
    });
    expect(await listen(app, "192.0.2.1", 0)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^HOST: /),
    });
  });
});
