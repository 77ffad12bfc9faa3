import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { type Sim, startSim } from "../../sim/index.ts";
import { ALICE, BOB, clientFor, MANAGERS, workspace } from "./support.ts";
import { caughtUp, liveUrl, openWindow } from "./window.ts";

/** Sends raw bytes and gives the first line of the answer; empty when the connection just ends. */
async function raw(sim: Sim, bytes: string): Promise<string> {
  const socket = connect(sim.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let answer = "";
  socket.on("data", (data) => {
    answer += String(data);
  });
  socket.write(bytes);
  await once(socket, "close");
  return answer.split("\r\n")[0] ?? "";
}

const UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";

test("malformed requests for a socket are refused, and the server lives on", async () => {
  const sim = await workspace();
  const host = `Host: 127.0.0.1:${sim.port}\r\n`;
  expect(await raw(sim, `GET /_sim/live HTTP/1.1\r\n${host}${UPGRADE}\r\n`)).toContain("400");
  expect(await raw(sim, `GET // HTTP/1.1\r\n${host}${UPGRADE}\r\n`)).toContain("401");
  expect(await raw(sim, `GET http://[ HTTP/1.1\r\n${host}${UPGRADE}\r\n`)).toContain("401");
  expect(await raw(sim, `GET /_sim/live?user=%zz&user HTTP/1.1\r\n${host}${UPGRADE}\r\n`)).toContain("400");
  expect(await raw(sim, `POST /_sim/live HTTP/1.1\r\n${host}${UPGRADE}\r\n`)).toContain("405");
  const window = await openWindow(sim, ALICE);
  expect(window.last("workspace")?.workspace.viewer).toBe(ALICE);
});

test("connections that break off in the middle of a refusal do no harm", async () => {
  const sim = await workspace();
  for (let index = 0; index < 20; index++) {
    const socket = connect(sim.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(`GET /_sim/live HTTP/1.1\r\nHost: elsewhere.example\r\n${UPGRADE}\r\n`);
    socket.resetAndDestroy();
  }
  await openWindow(sim, ALICE);
});

test("a window that talks too much is cut, the others stay", async () => {
  const sim = await workspace();
  const [chatty, quiet] = [await openWindow(sim, ALICE), await openWindow(sim, BOB)];
  chatty.socket.send("x");
  chatty.socket.send("x".repeat(100_000));
  await once(chatty.socket, "close");
  await caughtUp(sim, quiet);
  expect(quiet.socket.readyState).toBe(WebSocket.OPEN);
});

test("two hundred windows hear the same, and the end comes at once", async () => {
  const sim = await startSim({
    users: [
      { id: ALICE, name: "Alice" },
      { id: BOB, name: "Bob" },
    ],
    channels: [{ id: MANAGERS, name: "managers" }],
  });
  const windows = await Promise.all(
    Array.from({ length: 200 }, (_, index) => openWindow(sim, index % 2 === 0 ? ALICE : BOB)),
  );
  await clientFor(sim).chat.postMessage({ channel: MANAGERS, text: "to all" });
  await clientFor(sim).chat.postMessage({ channel: ALICE, text: "to Alice" });
  await caughtUp(sim, ...windows);
  expect(sim.windows).toBe(200);
  for (const [index, window] of windows.entries()) {
    expect(window.texts()).toEqual(index % 2 === 0 ? ["to all", "to Alice"] : ["to all"]);
  }
  const closed = Promise.all(windows.map(({ socket }) => once(socket, "close")));
  await sim.stop();
  expect((await closed).map(([code]) => code)).toEqual(windows.map(() => 1_001));
});

test("a window that never reads is dropped, holds nobody up, and does not keep the server from stopping", async () => {
  const sim = await workspace();
  const healthy = await openWindow(sim, BOB);
  const stuck = new WebSocket(liveUrl(sim, ALICE));
  onTestFinished(() => stuck.terminate());
  await once(stuck, "open");
  stuck.pause();
  // Far more than the kernel's buffers take; the one that reads gets all of it.
  const notes = 300;
  const filler = "x".repeat(100_000);
  for (let index = 0; index < notes; index++) {
    sim.tell(filler);
    await once(healthy.socket, "message");
  }
  expect(healthy.frames("note")).toHaveLength(notes);
  let heard = 0;
  stuck.on("message", () => {
    heard += 1;
  });
  const closed = once(stuck, "close");
  stuck.resume();
  await closed;
  expect(sim.windows).toBe(1);
  expect(heard).toBeLessThan(notes);

  const second = await openWindow(sim, ALICE);
  second.socket.pause();
  await sim.stop();
});
