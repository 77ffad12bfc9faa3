import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { Sim } from "../../sim/index.ts";
import { ALICE, actions, boltApp, button, clientFor, TRANSPORTS, workspace } from "./support.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An app of a few lines, that answers each request as it is told. */
async function plainApp(answer: (count: number) => { status: number; after?: number }) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      const { status, after = 0 } = answer(received.length);
      setTimeout(() => response.writeHead(status).end(), after);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

async function cardFor(sim: Sim) {
  const blocks = [actions(button("Go"))];
  const { channel = "", ts = "" } = await clientFor(sim).chat.postMessage({
    channel: ALICE,
    text: "t",
    blocks,
  });
  return { channel, ts };
}

const FAST = { retryDelaysMs: [0, 20, 40] };

describe("over HTTP", () => {
  test("an event that is refused comes three times more, with the same id and the reason", async () => {
    const sim = await workspace({ timings: FAST });
    const { received, url } = await plainApp((count) => ({ status: count < 4 ? 500 : 200 }));
    sim.deliverTo(url);
    await sim.emitEvent({ type: "team_rename", name: "New" });
    await sim.waitFor(() => received.length === 4);
    const ids = received.map(({ body }) => (JSON.parse(body) as { event_id: string }).event_id);
    expect(new Set(ids).size).toBe(1);
    expect(received.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2", "3"]);
    expect(received[1]?.headers["x-slack-retry-reason"]).toBe("http_error");
    expect(sim.violations.map((each) => each.kind)).toEqual(["ack", "ack", "ack"]);
  });

  test("an event that is acknowledged comes once", async () => {
    const sim = await workspace({ timings: FAST });
    const { received, url } = await plainApp(() => ({ status: 200 }));
    sim.deliverTo(url);
    expect(await sim.emitEvent({ type: "team_rename", name: "New" })).toMatchObject({
      ok: true,
      status: 200,
    });
    await sim.emitEvent({ type: "team_rename", name: "Newer" });
    await sim.settled();
    expect(received).toHaveLength(2);
  });

  test("an interaction is not repeated: the person sees an error, and a late answer is a violation", async () => {
    const sim = await workspace({ timings: { ...FAST, ackMs: 60 } });
    const { received, url } = await plainApp(() => ({ status: 200, after: 150 }));
    sim.deliverTo(url);
    const pressed = await sim.user(ALICE).press(await cardFor(sim), "Go");
    expect(pressed).toMatchObject({ ok: false, error: "timeout" });
    expect(pressed.ackMs).toBeGreaterThanOrEqual(55);
    expect(sim.violations).toMatchObject([{ kind: "late_ack", where: "block_actions" }]);
    expect(received).toHaveLength(1);
  });

  test("an app that is away is an error for the person and no violation", async () => {
    const sim = await workspace();
    sim.deliverTo("http://127.0.0.1:9/slack/events");
    const pressed = await sim.user(ALICE).press(await cardFor(sim), "Go");
    expect(pressed).toMatchObject({ ok: false, status: 0, error: "connection_failed" });
    expect(sim.violations).toEqual([]);
  });

  test("requests carry a signature that Bolt accepts; another secret is refused", async () => {
    const sim = await workspace();
    const url = await boltApp(sim, "http", (app) => app.action("go", ({ ack }) => ack()));
    const card = await cardFor(sim);
    expect(await sim.user(ALICE).press(card, "Go")).toMatchObject({ ok: true, status: 200 });

    const forger = await workspace();
    forger.deliverTo(url);
    expect(await forger.emitEvent({ type: "team_rename" })).toMatchObject({ ok: false, status: 401 });
  });
});

describe("over Socket Mode", () => {
  /** A client of a few lines, which acknowledges as it is told. */
  async function plainSocket(sim: Sim, acks: (envelope: { retry_attempt?: number }) => boolean) {
    const { url = "" } = await clientFor(sim, sim.appToken).apps.connections.open();
    const ws = new WebSocket(url);
    onTestFinished(() => ws.terminate());
    const received: Record<string, unknown>[] = [];
    ws.on("message", (data) => {
      const message = JSON.parse(String(data)) as Record<string, unknown>;
      received.push(message);
      if (message.envelope_id !== undefined && acks(message)) {
        ws.send(JSON.stringify({ envelope_id: message.envelope_id }));
      }
    });
    await new Promise((resolve) => ws.once("message", resolve));
    return { ws, received };
  }

  test("an envelope that nobody acknowledges comes again, as the same one", async () => {
    const sim = await workspace({ timings: { ackMs: 50 } });
    const { received } = await plainSocket(sim, (envelope) => envelope.retry_attempt === 2);
    expect(received[0]).toMatchObject({ type: "hello", num_connections: 1 });
    const pressed = await sim.user(ALICE).press(await cardFor(sim), "Go");
    expect(pressed.ok).toBe(true);
    expect(pressed.ackMs).toBeGreaterThanOrEqual(90);
    const envelopes = received.slice(1);
    expect(envelopes).toHaveLength(3);
    expect(new Set(envelopes.map((each) => each.envelope_id)).size).toBe(1);
    expect(envelopes[1]).toMatchObject({ type: "interactive", retry_attempt: 1, retry_reason: "timeout" });
    expect(sim.violations.map((each) => each.kind)).toEqual(["late_ack", "late_ack"]);
  });

  test("a connection that is cut hands its envelopes to another, and nobody is blamed", async () => {
    const sim = await workspace();
    const deaf = await plainSocket(sim, () => false);
    const card = await cardFor(sim);
    const pressed = sim.user(ALICE).press(card, "Go");
    await sim.waitFor(() => deaf.received.length === 2);
    const next = await plainSocket(sim, () => true);
    deaf.ws.terminate();
    expect(await pressed).toMatchObject({ ok: true });
    expect(next.received.at(-1)).toMatchObject({ retry_attempt: 1, retry_reason: "connection_closed" });
    expect(sim.violations).toEqual([]);
  });

  test("connections take turns, ten at most, each ticket once", async () => {
    const sim = await workspace({ limits: { socketConnections: 2 } });
    const both = [await plainSocket(sim, () => true), await plainSocket(sim, () => true)];
    expect(sim.connections).toBe(2);
    for (let count = 0; count < 4; count++) await sim.emitEvent({ type: "team_rename" });
    expect(both.map(({ received }) => received.length - 1)).toEqual([2, 2]);
    const third = await plainSocket(sim, () => true);
    expect(third.received[0]).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
    expect(sim.limits.socketConnections).toBe(2);
    const stale = new WebSocket(both[0]?.ws.url ?? "");
    const refused = await new Promise((resolve) => stale.once("error", resolve));
    expect(String(refused)).toContain("401");
  });

  test("without a connection the person sees an error", async () => {
    const sim = await workspace({ timings: { ackMs: 40 } });
    const pressed = await sim.user(ALICE).press(await cardFor(sim), "Go");
    expect(pressed).toMatchObject({ ok: false, error: "no_connection" });
  });

  test("an event waits for an app that is away", async () => {
    const sim = await workspace({
      timings: { ackMs: 30, retryDelaysMs: Array.from({ length: 40 }, () => 100) },
    });
    expect(await sim.emitEvent({ type: "team_rename" })).toMatchObject({ ok: false, error: "no_connection" });
    const back = await plainSocket(sim, () => true);
    await sim.waitFor(() => back.received.length === 2);
    expect(back.received[1]).toMatchObject({ type: "events_api", retry_reason: "no_connection" });
  });

  test("a silent connection swallows an envelope until it times out, then another gets it", async () => {
    const sim = await workspace({ timings: { ackMs: 50 } });
    const gone = await plainSocket(sim, () => true);
    sim.dropSockets({ silent: true });
    const card = await cardFor(sim);
    const alive = await plainSocket(sim, () => true);
    for (let count = 0; count < 2; count++) {
      expect(await sim.user(ALICE).press(card, "Go")).toMatchObject({ ok: true });
    }
    expect(gone.received).toHaveLength(1);
    expect(alive.received.length - 1).toBe(2);
    expect(sim.violations).toEqual([]);
  });

  test("Bolt reconnects after a refresh and after a cut, and loses no click", async () => {
    const sim = await workspace({ timings: { refreshGraceMs: 50 } });
    let clicks = 0;
    await boltApp(sim, "socket", (bolt) =>
      bolt.action("go", async ({ ack }) => {
        clicks += 1;
        await ack();
      }),
    );
    const card = await cardFor(sim);
    const opened = () => sim.callCounts["apps.connections.open"] ?? 0;
    sim.refreshSockets();
    await sim.waitFor(() => opened() === 2 && sim.connections === 1, { timeoutMs: 15_000 });
    expect(await sim.user(ALICE).press(card, "Go")).toMatchObject({ ok: true });
    sim.dropSockets();
    await sim.waitFor(() => opened() === 3 && sim.connections === 1, { timeoutMs: 15_000 });
    expect(await sim.user(ALICE).press(card, "Go")).toMatchObject({ ok: true });
    expect(clicks).toBe(2);
  }, 30_000);
});

describe.each(TRANSPORTS)("over %s", (transport) => {
  test("duplicates are the same event or interaction again", async () => {
    const sim = await workspace();
    const events: string[] = [];
    let clicks = 0;
    await boltApp(sim, transport, (app) => {
      app.event("team_rename", async ({ body }) => {
        events.push(body.event_id);
      });
      app.action("go", async ({ ack }) => {
        clicks += 1;
        await ack();
      });
    });
    const card = await cardFor(sim);
    sim.duplicateDeliveries(true);
    await sim.emitEvent({ type: "team_rename" });
    await sim.user(ALICE).press(card, "Go");
    await sim.settled();
    await sim.waitFor(() => events.length === 2 && clicks === 2);
    expect(new Set(events).size).toBe(1);
    sim.duplicateDeliveries(false);
    await sim.user(ALICE).press(card, "Go");
    expect(clicks).toBe(3);
  });

  test("a person who is deactivated is announced, and can press nothing more", async () => {
    const sim = await workspace();
    const seen: unknown[] = [];
    await boltApp(sim, transport, (app) => {
      app.event("user_change", async ({ event }) => {
        seen.push(event.user);
      });
    });
    const card = await cardFor(sim);
    sim.deactivate(ALICE);
    await sim.waitFor(() => seen.length === 1);
    expect(seen).toMatchObject([{ id: ALICE, deleted: true }]);
    await expect(sim.user(ALICE).press(card, "Go")).rejects.toThrow("deactivated");
  });
});
