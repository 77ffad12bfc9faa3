import { ErrorCode } from "@slack/web-api";
import { expect, test } from "vitest";
import { SLACK_RATE_LIMITS } from "../../sim/index.ts";
import { ALICE, BOB, clientFor, MANAGERS, standingClock, workspace } from "./support.ts";

/** Seconds to wait, as the SDK reads them from a 429; null when the call passes. */
async function waitOf(call: Promise<unknown>): Promise<number | null> {
  return call.then(
    () => null,
    (error: { code?: string; retryAfter?: number }) => {
      expect(error.code).toBe(ErrorCode.RateLimitedError);
      return error.retryAfter ?? 0;
    },
  );
}

test("a channel takes a short burst and then one post a second; other channels are not held", async () => {
  const clock = standingClock();
  const sim = await workspace({ now: clock.now });
  const client = clientFor(sim);
  const post = (channel: string) => waitOf(client.chat.postMessage({ channel, text: "t" }));
  for (let count = 0; count < SLACK_RATE_LIMITS.postBurst; count++) expect(await post(MANAGERS)).toBeNull();
  expect(await post(MANAGERS)).toBe(1);
  expect(await post(ALICE)).toBeNull();
  clock.turn(999);
  expect(await post(MANAGERS)).toBe(1);
  clock.turn(1);
  expect(await post(MANAGERS)).toBeNull();
  expect(await post(MANAGERS)).toBe(1);
});

test("a DM is one channel, by the person's id and by its own", async () => {
  const sim = await workspace({ now: standingClock().now });
  const client = clientFor(sim);
  for (let count = 0; count < SLACK_RATE_LIMITS.postBurst; count++) {
    expect(await waitOf(client.chat.postMessage({ channel: ALICE, text: "t" }))).toBeNull();
  }
  expect(await waitOf(client.chat.postMessage({ channel: sim.user(ALICE).dm(), text: "t" }))).toBe(1);
  expect(await waitOf(client.chat.postMessage({ channel: BOB, text: "t" }))).toBeNull();
});

test.each([
  ["chat.update", SLACK_RATE_LIMITS.tier3],
  ["views.publish", SLACK_RATE_LIMITS.tier4],
  ["users.list", SLACK_RATE_LIMITS.tier2],
])("%s passes %i times a minute, then is told how long to wait", async (method, perMinute) => {
  const clock = standingClock();
  const sim = await workspace({ now: clock.now });
  const client = clientFor(sim);
  const { ts = "" } = await client.chat.postMessage({ channel: MANAGERS, text: "t" });
  const args: Record<string, Record<string, unknown>> = {
    "chat.update": { channel: MANAGERS, ts, text: "u" },
    "views.publish": { user_id: ALICE, view: { type: "home", blocks: [{ type: "divider" }] } },
    "users.list": {},
  };
  const call = () => waitOf(client.apiCall(method, args[method]));
  for (let count = 0; count < perMinute; count++) expect(await call()).toBeNull();
  const wait = Math.ceil(60 / perMinute);
  expect(await call()).toBe(wait);
  expect(sim.violations.map((each) => each.kind)).toEqual(["rate_limit"]);
  clock.turn(wait * 1_000);
  expect(await call()).toBeNull();
});

test("the limits can be switched off, and a clock turned back holds nobody", async () => {
  const free = clientFor(await workspace({ rateLimits: false }));
  for (let count = 0; count < 10; count++) {
    expect(await waitOf(free.chat.postMessage({ channel: MANAGERS, text: "t" }))).toBeNull();
  }
  const clock = standingClock();
  const client = clientFor(await workspace({ now: clock.now }));
  await client.chat.postMessage({ channel: MANAGERS, text: "t" });
  clock.turn(-3_600_000);
  expect(await waitOf(client.chat.postMessage({ channel: MANAGERS, text: "t" }))).toBeNull();
  clock.turn(1_000);
  expect(await waitOf(client.chat.postMessage({ channel: MANAGERS, text: "t" }))).toBeNull();
});
