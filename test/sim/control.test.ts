import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { type Sim, startSim } from "../../sim/index.ts";
import {
  ALICE,
  actions,
  boltApp,
  button,
  clientFor,
  MANAGERS,
  plain,
  standingClock,
  workspace,
} from "./support.ts";

/** A test in another process, which has nothing but HTTP. */
function remote(url: string) {
  const call = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${url}/_sim${path}`, init);
    return (await response.json()) as Record<string, unknown>;
  };
  return { call };
}

test("a bot is driven over HTTP alone: card, press, modal, submit, command", async () => {
  const sim = await workspace();
  await boltApp(sim, "http", (app) => {
    app.command("/card", async ({ ack, client, command }) => {
      await ack("coming");
      await client.chat.postMessage({
        channel: command.user_id,
        text: "card",
        blocks: [actions(button("Open"))],
      });
    });
    app.action("open", async ({ ack, client, body }) => {
      await ack();
      if (!("trigger_id" in body)) return;
      const element = { type: "plain_text_input" as const, action_id: "why" };
      const blocks = [{ type: "input" as const, block_id: "why", label: plain("Why"), element }];
      const view = {
        type: "modal" as const,
        callback_id: "m",
        title: plain("T"),
        submit: plain("Go"),
        blocks,
      };
      await client.views.open({ trigger_id: body.trigger_id, view });
    });
    app.view("m", ({ ack }) => ack());
  });
  const { call } = remote(sim.url);
  expect(await call("/command", { user: ALICE, text: "/card" })).toMatchObject({
    ok: true,
    reply: { text: "coming" },
  });
  await sim.waitFor(() => sim.messages(ALICE).length === 1);
  const seen = (await call(`/messages/${sim.user(ALICE).dm()}?user=${ALICE}`)) as unknown as {
    ts: string;
    channel: string;
    text: string;
  }[];
  expect(seen.map(({ text }) => text)).toEqual(["coming", "card"]);
  const card = seen[1];
  expect(
    await call("/press", { user: ALICE, channel: card?.channel, ts: card?.ts, target: "Open" }),
  ).toMatchObject({ ok: true });
  await sim.waitFor(() => sim.user(ALICE).modal());
  expect(await call(`/modal/${ALICE}`)).toMatchObject({ title: { text: "T" } });
  expect(await call("/modal/submit", { user: ALICE })).toMatchObject({ outcome: "invalid" });
  await call("/modal/fill", { user: ALICE, target: "Why", value: "because" });
  expect(await call("/modal/submit", { user: ALICE })).toMatchObject({ outcome: "closed" });
  expect(await call("/press", { user: ALICE, target: "Nothing" })).toMatchObject({
    error: expect.any(String),
  });
});

test("faults, people and time are there too", async () => {
  const clock = standingClock();
  const sim = await workspace({ now: clock.now });
  const { call } = remote(sim.url);
  expect(await call("/time")).toEqual({ now: clock.now(), iso: new Date(clock.now()).toISOString() });
  const { id } = await call("/faults", { kind: "error", code: "fatal_error", method: "auth.test", times: 1 });
  await expect(clientFor(sim).auth.test()).rejects.toMatchObject({ data: { error: "fatal_error" } });
  expect(await call(`/faults/${String(id)}`)).toEqual({ struck: 1 });
  await call("/users/deactivate", { user: ALICE });
  expect(await call("/state")).toMatchObject({
    users: expect.arrayContaining([expect.objectContaining({ id: ALICE, deleted: true })]),
  });
  expect(await call("/violations")).toEqual([]);
  expect(await call("/calls")).toMatchObject([{ method: "auth.test", ok: false }]);
  expect(await call("/faults", { kind: "earthquake" })).toMatchObject({ error: expect.any(String) });
});

test("it starts by itself, says where it is, and ends when asked", async () => {
  const child = spawn(process.execPath, ["sim/main.ts", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const started = JSON.parse(line) as Pick<Sim, "apiUrl" | "botToken" | "url">;
  expect(started.apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/$/);
  const { ok } = await clientFor(started as Sim).auth.test();
  expect(ok).toBe(true);
  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);
});

test("a press that an update has overtaken is delivered as what the person saw", async () => {
  const sim = await workspace();
  const pressed: string[] = [];
  await boltApp(sim, "http", (app) => {
    app.action(/.*/, async ({ ack, body }) => {
      await ack();
      if ("message" in body) pressed.push(String(body.message?.text));
    });
  });
  const client = clientFor(sim);
  const { ts = "" } = await client.chat.postMessage({
    channel: MANAGERS,
    text: "free",
    blocks: [actions(button("Claim"))],
  });
  await client.chat.update({ channel: MANAGERS, ts, text: "claimed", blocks: [] });
  const { call } = remote(sim.url);
  const press = { user: ALICE, channel: MANAGERS, ts, target: "Claim" };
  const gone = { ok: false, error: "control_gone", detail: expect.stringContaining("Claim") };
  expect(await call("/press", press)).toMatchObject(gone);
  expect(await call("/press", { ...press, seen: 0 })).toMatchObject({ ok: true });
  expect(pressed).toEqual(["free"]);
  const update = () => client.chat.update({ channel: MANAGERS, ts, text: "claimed long ago", blocks: [] });
  await update();
  await update();
  expect(await call("/press", { ...press, seen: 0 })).toMatchObject({ ok: true });
  await update();
  expect(await call("/press", { ...press, seen: 0 })).toMatchObject(gone);
});

test("what is gone is an answer and no error, which a browser would write into its console", async () => {
  const sim = await workspace();
  const client = clientFor(sim);
  const { ts = "" } = await client.chat.postMessage({
    channel: MANAGERS,
    text: "free",
    blocks: [actions(button("Claim"))],
  });
  const post = async (path: string, body: Record<string, unknown>) => {
    const response = await fetch(`${sim.url}/_sim${path}`, { method: "POST", body: JSON.stringify(body) });
    return { ...((await response.json()) as Record<string, unknown>), http: response.status };
  };
  const on = { user: ALICE, channel: MANAGERS, ts };
  const lapsed = (error: string) => ({ http: 200, ok: false, error, detail: expect.any(String) });
  expect(await post("/press", { ...on, target: "Accept" })).toMatchObject(lapsed("control_gone"));
  expect(await post("/choose", { ...on, target: "Rep", value: "x" })).toMatchObject(lapsed("control_gone"));
  expect(await post("/modal/submit", { user: ALICE })).toMatchObject(lapsed("view_gone"));
  expect(await post("/modal/close", { user: ALICE })).toMatchObject(lapsed("view_gone"));
  sim.deleteMessage(MANAGERS, ts);
  expect(await post("/press", { ...on, target: "Claim" })).toMatchObject(lapsed("message_gone"));
  expect(await post("/shortcut", { ...on, callbackId: "x" })).toMatchObject(lapsed("message_gone"));
  expect(await post("/press", { ...on, target: 5 })).toMatchObject({ http: 400 });
  expect(await post("/press", { ...on, user: "U0NOBODY", target: "Claim" })).toMatchObject({ http: 400 });
  sim.deactivate(ALICE);
  expect(await post("/say", { user: ALICE, text: "hello" })).toMatchObject(lapsed("deactivated"));
});

test("what nobody could type is not taken, and bodies end at 1 MiB", async () => {
  const sim = await workspace();
  const { call } = remote(sim.url);
  const say = (length: number) => call("/say", { user: ALICE, text: "x".repeat(length) });
  expect(await say(12_000)).toMatchObject({ text: "x".repeat(12_000) });
  expect(await say(12_001)).toMatchObject({ ok: false, error: "too_long" });
  expect(await call("/command", { user: ALICE, text: `/x ${"x".repeat(12_000)}` })).toMatchObject({
    error: "too_long",
  });
  const body = JSON.stringify({ user: ALICE, text: "x".repeat(1_048_576) });
  expect((await fetch(`${sim.url}/_sim/say`, { method: "POST", body })).status).toBe(413);
});

test("it takes the port it is given, or says that it is taken", async () => {
  const sim = await workspace();
  await expect(startSim({ port: sim.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("thousands of posts and updates stay fast, and the log of calls stays bounded", async () => {
  const sim = await workspace({ rateLimits: false, callLog: 100 });
  const client = clientFor(sim);
  const rounds = async (count: number): Promise<number> => {
    const started = performance.now();
    for (let at = 0; at < count; at += 20) {
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          const { ts = "" } = await client.chat.postMessage({
            channel: MANAGERS,
            text: "t",
            blocks: [actions(button("Go"))],
          });
          await client.chat.update({ channel: MANAGERS, ts, text: "u" });
          await client.conversations.history({ channel: MANAGERS, limit: 5 });
        }),
      );
    }
    return (performance.now() - started) / count;
  };
  const first = await rounds(200);
  await rounds(1_000);
  const last = await rounds(200);
  // Were anything scanned, the last round would cost six times the first.
  expect(last).toBeLessThan(first * 3);
  expect(sim.calls).toHaveLength(100);
  expect(sim.callCounts["chat.update"]).toBe(1_400);
}, 60_000);
