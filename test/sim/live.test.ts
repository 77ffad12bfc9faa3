import { describe, expect, test } from "vitest";
import { startSim } from "../../sim/index.ts";
import { ALICE, BOB, boltApp, clientFor, MANAGERS, plain, section, workspace } from "./support.ts";
import { caughtUp, openWindow } from "./window.ts";

const SECRET = "C0SECRET";

/** Alice and Bob in #managers, Alice alone in the private channel; the bot writes as it likes. */
async function office() {
  const sim = await workspace({
    channels: [
      { id: MANAGERS, name: "managers" },
      { id: SECRET, name: "secret", private: true, members: [ALICE] },
    ],
    commands: ["/plain", { command: "/leads", description: "Everything about leads", usageHint: "mine" }],
    shortcuts: [{ name: "Claim", callbackId: "claim" }],
    rateLimits: false,
  });
  return { sim, client: clientFor(sim) };
}

describe("a window that opens", () => {
  test("is told how things stand, once each and in order", async () => {
    const { sim } = await office();
    const window = await openWindow(sim, ALICE);
    expect(window.frames().map(({ type }) => type)).toEqual([
      "workspace",
      "unread",
      "modal",
      "home",
      "violations",
    ]);
    expect(window.last("workspace")?.workspace).toMatchObject({
      viewer: ALICE,
      bot: { userId: sim.botUserId },
      channels: [
        { id: sim.user(ALICE).dm(), kind: "im", name: "bot" },
        { id: MANAGERS, kind: "public", name: "managers" },
        { id: SECRET, kind: "private" },
      ],
      commands: [
        { command: "/plain", description: "", usageHint: "" },
        { command: "/leads", description: "Everything about leads", usageHint: "mine" },
      ],
      shortcuts: [{ name: "Claim", callbackId: "claim" }],
      hasHome: true,
    });
  });

  test("is told when the app has no Home tab", async () => {
    const window = await openWindow(await workspace({ home: false }));
    expect(window.last("workspace")?.workspace).toMatchObject({
      hasHome: false,
      commands: [],
      shortcuts: [],
    });
  });

  test("lists neither private channels nor DMs of others", async () => {
    const { sim } = await office();
    sim.user(ALICE).dm();
    const window = await openWindow(sim, BOB);
    const ids = window.last("workspace")?.workspace.channels.map(({ id }) => id);
    expect(ids).toEqual([sim.user(BOB).dm(), MANAGERS]);
  });

  test("belongs to the first person when it names nobody, a stranger or the bot", async () => {
    const { sim } = await office();
    for (const named of [undefined, "U0NOBODY", sim.botUserId]) {
      const window = await openWindow(sim, named);
      expect(window.last("workspace")?.workspace.viewer).toBe(ALICE);
    }
  });

  test("is refused where there are no people", async () => {
    const sim = await startSim();
    await expect(openWindow(sim)).rejects.toThrow("503");
    await sim.stop();
  });
});

describe("a message", () => {
  test("reaches every window of those in its channel, and nobody else's", async () => {
    const { sim, client } = await office();
    const [alice, second, bob] = [
      await openWindow(sim, ALICE),
      await openWindow(sim, ALICE),
      await openWindow(sim, BOB),
    ];
    await client.chat.postMessage({ channel: MANAGERS, text: "for all" });
    await client.chat.postMessage({ channel: SECRET, text: "for Alice's channel" });
    await client.chat.postMessage({ channel: ALICE, text: "for Alice" });
    await client.chat.postEphemeral({ channel: MANAGERS, user: ALICE, text: "for Alice's eyes" });
    await sim.user(BOB).say("from Bob");
    await caughtUp(sim, alice, second, bob);
    const hers = ["for all", "for Alice's channel", "for Alice", "for Alice's eyes"];
    expect(alice.texts()).toEqual(hers);
    expect(second.texts()).toEqual(hers);
    expect(bob.texts()).toEqual(["for all", "from Bob"]);
  });

  test("comes again when it is updated, reacted to and deleted", async () => {
    const { sim, client } = await office();
    const window = await openWindow(sim, BOB);
    const { ts = "" } = await client.chat.postMessage({ channel: MANAGERS, text: "one" });
    await client.chat.update({ channel: MANAGERS, ts, text: "two" });
    await client.reactions.add({ channel: MANAGERS, timestamp: ts, name: "eyes" });
    await client.chat.delete({ channel: MANAGERS, ts });
    await caughtUp(sim, window);
    expect(window.frames("message").map(({ message }) => message)).toMatchObject([
      { ts, text: "one", updates: 0, deleted: false },
      { ts, text: "two", updates: 1, deleted: false },
      { ts, reactions: { eyes: [sim.botUserId] } },
      { ts, deleted: true },
    ]);
  });

  test("that changes many times at once comes in its last version", async () => {
    const { sim } = await office();
    const window = await openWindow(sim, ALICE);
    const posts = Array.from({ length: 50 }, (_, index) => sim.user(BOB).say(`${index}`, MANAGERS));
    const first = (await posts[0]) as { ts: string };
    sim.deleteMessage(MANAGERS, first.ts);
    await caughtUp(sim, window);
    const frames = window.frames("message").map(({ message }) => message);
    expect(frames).toHaveLength(50);
    expect(frames[0]).toMatchObject({ ts: first.ts, deleted: true });
  });
});

describe("the workspace", () => {
  test("is told anew when people or channels change, and only to whom it looks different", async () => {
    const { sim } = await office();
    const [alice, bob] = [await openWindow(sim, ALICE), await openWindow(sim, BOB)];
    const changes: (() => void)[] = [
      () => sim.setPresence(BOB, "away"),
      () => sim.deactivate(BOB),
      () => sim.reactivate(BOB),
      () => sim.changeUserTz(BOB, "Asia/Tokyo"),
      () => sim.addUser({ id: "U0EVE", name: "Eve" }),
      () => sim.addChannel({ id: "C0NEW", name: "new" }),
      () => sim.archive(MANAGERS),
    ];
    for (const change of changes) {
      change();
      await caughtUp(sim, alice, bob);
    }
    sim.addChannel({ id: "C0HERS", name: "hers", private: true, members: [ALICE] });
    await caughtUp(sim, alice, bob);
    expect(alice.frames("workspace")).toHaveLength(1 + changes.length + 1);
    expect(bob.frames("workspace")).toHaveLength(1 + changes.length);
    const told = alice.last("workspace")?.workspace;
    expect(told?.people.find(({ id }) => id === BOB)).toMatchObject({ presence: "away", tz: "Asia/Tokyo" });
    expect(told?.channels.find(({ id }) => id === MANAGERS)).toMatchObject({ archived: true });
    expect(told?.channels.map(({ id }) => id)).toContain("C0HERS");
  });

  test("wakes whoever waits, when somebody goes away, a channel closes or the bot is taken out", async () => {
    const { sim } = await office();
    const woken = (change: () => void) => {
      let looks = 0;
      const waited = sim.waitFor(() => {
        looks += 1;
        return looks > 1;
      });
      change();
      return waited;
    };
    expect(await woken(() => sim.setPresence(ALICE, "away"))).toBe(true);
    expect(await woken(() => sim.archive(MANAGERS))).toBe(true);
    expect(await woken(() => sim.kickBot(SECRET))).toBe(true);
  });
});

test("modals come and go with what is on top, in the windows of the person who has them open", async () => {
  const { sim, client } = await office();
  await boltApp(sim, "http", (app) => {
    const modal = (title: string) => ({
      type: "modal" as const,
      callback_id: title,
      title: plain(title),
      submit: plain("Go"),
      blocks: [section(title)],
    });
    app.shortcut("claim", async ({ ack, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: modal("bottom") });
    });
    app.view("bottom", ({ ack }) => ack({ response_action: "push", view: modal("top") }));
    app.view("top", ({ ack }) => ack({ response_action: "update", view: modal("changed") }));
  });
  const [alice, bob] = [await openWindow(sim, ALICE), await openWindow(sim, BOB)];
  const person = sim.user(ALICE);
  await person.globalShortcut("claim");
  await sim.waitFor(() => person.modal());
  for (const act of [person.submit, person.submit, person.close, person.close]) {
    await caughtUp(sim, alice, bob);
    await act();
  }
  await caughtUp(sim, alice, bob);
  const seen = alice.frames("modal").map(({ view, depth }) => [view?.title?.text ?? null, depth]);
  expect(seen).toEqual([
    [null, 0],
    ["bottom", 1],
    ["top", 2],
    ["changed", 2],
    ["bottom", 1],
    [null, 0],
  ]);
  expect(bob.frames("modal")).toHaveLength(1);
});

test("a Home tab that is published shows in the windows of that person", async () => {
  const { sim, client } = await office();
  const [alice, bob] = [await openWindow(sim, ALICE), await openWindow(sim, BOB)];
  const view = { type: "home" as const, blocks: [section("Your leads")] };
  await client.views.publish({ user_id: ALICE, view });
  await caughtUp(sim, alice, bob);
  expect(alice.last("home")?.view).toMatchObject({
    type: "home",
    blocks: [{ text: { text: "Your leads" } }],
  });
  expect(bob.frames("home")).toEqual([{ type: "home", view: null }]);
});

test("violations come as they happen; who opens later gets all so far", async () => {
  const { sim, client } = await office();
  const early = await openWindow(sim, ALICE);
  const spoil = (text: string) => client.chat.postMessage({ channel: MANAGERS, text }).catch(() => undefined);
  await spoil("");
  await caughtUp(sim, early);
  await spoil("");
  await caughtUp(sim, early);
  expect(early.frames("violations").map(({ violations }) => violations.length)).toEqual([0, 1, 1]);
  const late = await openWindow(sim, BOB);
  expect(late.last("violations")?.violations).toEqual(sim.violations);
  expect(sim.violations).toHaveLength(2);
});

test("what the host tells reaches every window, and what is no JSON is refused at once", async () => {
  const { sim } = await office();
  const windows = [await openWindow(sim, ALICE), await openWindow(sim, BOB)];
  sim.tell({ demo: { paused: true } });
  await caughtUp(sim, ...windows);
  for (const window of windows) expect(window.frames("note")[0]?.note).toEqual({ demo: { paused: true } });
  expect(() => sim.tell({ count: 1n })).toThrow("BigInt");
});
