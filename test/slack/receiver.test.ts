// What reaches the listeners over HTTP, and what is turned away at the door.
import { createHmac } from "node:crypto";
import type { App, ReceiverEvent } from "@slack/bolt";
import { Hono } from "hono";
import { pino } from "pino";
import { expect, test } from "vitest";
import { TurnedClock } from "../../src/clock.ts";
import { HttpReceiver, SLACK_PATH } from "../../src/slack/httpReceiver.ts";

const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const NOW = 1_764_000_000_000;
const FORM = "application/x-www-form-urlencoded";

function door(listen: (event: ReceiverEvent) => Promise<void> = async ({ ack }) => ack()) {
  const router = new Hono();
  const receiver = new HttpReceiver({
    signingSecret: SECRET,
    clock: new TurnedClock(NOW),
    log: pino({ level: "silent" }),
  });
  receiver.init({ processEvent: listen } as App);
  receiver.mount(router);
  return router;
}

interface Sent {
  readonly body?: string;
  readonly offS?: number;
  readonly secret?: string;
  readonly headers?: Record<string, string>;
  readonly type?: string;
}

function post(router: Hono, { body = "{}", offS = 0, secret = SECRET, headers, type = FORM }: Sent) {
  const timestamp = String(Math.floor(NOW / 1000) + offS);
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  return router.request(SLACK_PATH, {
    method: "POST",
    body,
    headers: {
      "content-type": type,
      ...(headers ?? { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature }),
    },
  });
}

const click = `payload=${encodeURIComponent(JSON.stringify({ type: "block_actions", text: "ä & ü" }))}`;

test("a signed request gets in, its payload unpacked", async () => {
  const seen: unknown[] = [];
  const router = door(async ({ body, ack }) => {
    seen.push(body);
    await ack();
  });
  expect((await post(router, { body: click })).status).toBe(200);
  expect(seen).toEqual([{ type: "block_actions", text: "ä & ü" }]);
});

test.each([-299, 299])("a stamp %s s from now is taken", async (offS) => {
  expect((await post(door(), { body: click, offS })).status).toBe(200);
});

test.each([-301, 301, -86_400, 360])("a stamp %s s from now is turned away", async (offS) => {
  expect((await post(door(), { body: click, offS })).status).toBe(401);
});

test("a forged or missing signature is turned away, and nobody hears of it", async () => {
  let heard = 0;
  const router = door(async ({ ack }) => {
    heard++;
    await ack();
  });
  const timestamp = String(NOW / 1000);
  const bad: Sent[] = [
    { secret: "another" },
    { headers: {} },
    { headers: { "x-slack-request-timestamp": timestamp } },
    { headers: { "x-slack-request-timestamp": timestamp, "x-slack-signature": "v0=" } },
    { headers: { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${"0".repeat(64)}` } },
    { headers: { "x-slack-request-timestamp": "NaN", "x-slack-signature": `v0=${"0".repeat(64)}` } },
    { headers: { "x-slack-request-timestamp": `-${timestamp}`, "x-slack-signature": "v0=ä" } },
  ];
  for (const one of bad) expect((await post(router, { body: click, ...one })).status).toBe(401);
  expect(heard).toBe(0);
});

test("a body that was changed after signing is turned away", async () => {
  const timestamp = String(NOW / 1000);
  const signature = `v0=${createHmac("sha256", SECRET).update(`v0:${timestamp}:${click}`).digest("hex")}`;
  const headers = { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature };
  expect((await post(door(), { body: `${click}x`, headers })).status).toBe(401);
});

test("Slack's own checks are answered", async () => {
  const challenge = JSON.stringify({ type: "url_verification", challenge: "3eZbrw1a" });
  const answer = await post(door(), { body: challenge, type: "application/json" });
  expect(await answer.json()).toEqual({ challenge: "3eZbrw1a" });
  expect((await post(door(), { body: "ssl_check=1&token=x" })).status).toBe(200);
});

test("the answer goes out with the acknowledgement, and the work goes on", async () => {
  const work = Promise.withResolvers<void>();
  let finished = false;
  const router = door(async ({ ack }) => {
    await ack({ response_action: "clear" });
    await work.promise;
    finished = true;
  });
  const answer = await post(router, { body: click });
  expect(await answer.json()).toEqual({ response_action: "clear" });
  expect(finished).toBe(false);
  work.resolve();
});

test("what is too large is turned away unread: unsigned as forged, signed as too large", async () => {
  const body = "x".repeat(3 * 1024 * 1024);
  for (const [sent, status] of [
    [{ body, headers: {} }, 401],
    [{ body, offS: 301 }, 401],
    [{ body }, 413],
  ] as const) {
    const answer = await post(door(), sent);
    expect([answer.status, answer.headers.get("connection")]).toEqual([status, "close"]);
  }
});

test("what cannot be read is 400, what is too large 413, and what nobody listens to is taken", async () => {
  expect((await post(door(), { body: "{", type: "application/json" })).status).toBe(400);
  expect((await post(door(), { body: "payload=%7B" })).status).toBe(400);
  expect((await post(door(), { body: "x".repeat(3 * 1024 * 1024) })).status).toBe(413);
  expect(
    (
      await post(
        door(async () => {}),
        { body: click },
      )
    ).status,
  ).toBe(200);
});
