import type { KnownBlock } from "@slack/types";
import { expect, test } from "vitest";
import { findMentions, wouldPing } from "../../sim/index.ts";
import { ALICE, boltApp, button, clientFor, MANAGERS, mrkdwn, plain, section, workspace } from "./support.ts";

test("unescaped markup pings; the same characters escaped, or in plain text, do not", async () => {
  const sim = await workspace({ rateLimits: false });
  const post = async (text: string, ...blocks: KnownBlock[]) => {
    const { ts = "" } = await clientFor(sim).chat.postMessage({ channel: MANAGERS, text, blocks });
    const message = sim.message({ channel: MANAGERS, ts });
    if (message === undefined) throw new Error("no message");
    return message;
  };
  const kinds = async (text: string, ...blocks: KnownBlock[]) =>
    wouldPing(await post(text, ...blocks)).map(({ kind }) => kind);

  expect(await kinds("<!channel> <@U0ALICE> <!subteam^S1|x> <!here|here>")).toEqual([
    "channel",
    "user",
    "usergroup",
    "here",
  ]);
  expect(await kinds("&lt;!channel&gt; @channel")).toEqual([]);
  expect(await kinds("t", section("by <!everyone>"))).toEqual(["everyone"]);
  expect(await kinds("t", { type: "header", text: plain("<!channel>") })).toEqual([]);
  expect(await kinds("t", { type: "context", elements: [mrkdwn("<!here>"), plain("<!here>")] })).toEqual([
    "here",
  ]);
  const rich = [{ type: "rich_text_section", elements: [{ type: "broadcast", range: "channel" }] }];
  expect(await kinds("t", { type: "rich_text", elements: rich } as KnownBlock)).toEqual(["channel"]);
  expect(findMentions("<!date^1|{time}|soon> <https://a.example|<b>")).toEqual([]);
});

test("text comes back byte for byte: markup, controls, emoji, right-to-left, lone surrogates", async () => {
  const sim = await workspace();
  const hostile = "<script>&amp;\u0000\u202Eevil\u{1F600}\uD800 ```*_~`";
  const { ts = "" } = await clientFor(sim)
    .apiCall("chat.postMessage", { channel: MANAGERS, text: "x" })
    .then((answer) => answer as { ts?: string });
  const response = await fetch(`${sim.apiUrl}chat.update`, {
    method: "POST",
    headers: { authorization: `Bearer ${sim.botToken}`, "content-type": "application/json" },
    body: JSON.stringify({ channel: MANAGERS, ts, text: hostile }),
  });
  expect(await response.json()).toMatchObject({ ok: true, text: hostile });
  expect(sim.message({ channel: MANAGERS, ts })?.text).toBe(hostile);
});

test("broken bodies, ids from other objects and unknown channels are refused and break nothing", async () => {
  const sim = await workspace({ rateLimits: false });
  const call = async (method: string, body: string, contentType = "application/json") => {
    const response = await fetch(`${sim.apiUrl}${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${sim.botToken}`, "content-type": contentType },
      body,
    });
    return ((await response.json()) as { error?: string }).error;
  };
  expect(await call("chat.postMessage", "{")).toBe("invalid_json");
  expect(await call("chat.postMessage", "[]")).toBe("json_not_object");
  expect(await call("chat.postMessage", "x", "text/csv")).toBe("invalid_post_type");
  expect(await call("constructor", "{}")).toBe("unknown_method");
  expect(await call("__proto__", "{}")).toBe("unknown_method");
  expect(await call("chat.postMessage", '{"channel":"__proto__","text":"t"}')).toBe("channel_not_found");
  expect(await call("chat.postMessage", '{"channel":{"a":1},"text":"t"}')).toBe("channel_not_found");
  const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
  expect(await call("chat.postMessage", `{"channel":"${MANAGERS}","text":"t","blocks":${deep}}`)).toBe(
    "invalid_blocks",
  );
  expect((await clientFor(sim).auth.test()).ok).toBe(true);
});

test("a hostile value in a button comes back as it was sent", async () => {
  const sim = await workspace();
  const value = `"}]<!channel>&payload=x\u2028`;
  const values: unknown[] = [];
  await boltApp(sim, "http", (app) => {
    app.action("go", async ({ ack, body }) => {
      values.push("actions" in body && body.actions[0]);
      await ack();
    });
  });
  const blocks: KnownBlock[] = [{ type: "actions", elements: [{ ...button("Go"), value }] }];
  const { channel = "", ts = "" } = await clientFor(sim).chat.postMessage({
    channel: ALICE,
    text: "t",
    blocks,
  });
  await sim.user(ALICE).press({ channel, ts }, "Go");
  expect(values).toMatchObject([{ value }]);
});
