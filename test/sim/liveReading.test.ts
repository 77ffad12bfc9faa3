import { describe, expect, test } from "vitest";
import type { Sim } from "../../sim/index.ts";
import { ALICE, BOB, clientFor, MANAGERS, standingClock, workspace } from "./support.ts";
import { caughtUp, openWindow, pageOf } from "./window.ts";

const SECRET = "C0SECRET";

/** A clock a second further on after each post, so that every `ts` is another. */
async function office() {
  const clock = standingClock();
  const sim = await workspace({
    now: clock.now,
    channels: [
      { id: MANAGERS, name: "managers" },
      { id: SECRET, name: "secret", private: true, members: [ALICE] },
    ],
    rateLimits: false,
  });
  const client = clientFor(sim);
  const post = async (text: string, more: { readonly thread_ts?: string } = {}): Promise<string> => {
    clock.turn(1_000);
    return (await client.chat.postMessage({ channel: MANAGERS, text, ...more })).ts ?? "";
  };
  const whisper = async (user: string, text: string): Promise<string> => {
    clock.turn(1_000);
    return (await client.chat.postEphemeral({ channel: MANAGERS, user, text })).message_ts ?? "";
  };
  return { sim, client, post, whisper, page: pageOf(sim) };
}

/** Unread counts of somebody, as a window that opens now is told them. */
async function unreadOf(sim: Sim, user: string): Promise<Readonly<Record<string, number>> | undefined> {
  const window = await openWindow(sim, user);
  const counts = window.last("unread")?.counts;
  window.socket.terminate();
  return counts;
}

describe("unread", () => {
  test("counts what others wrote, and neither replies nor what is deleted or another's ephemeral", async () => {
    const { sim, client, post, whisper } = await office();
    const root = await post("counts");
    await post("a reply", { thread_ts: root });
    const gone = await post("deleted");
    await client.chat.delete({ channel: MANAGERS, ts: gone });
    await sim.user(ALICE).say("Alice's own", MANAGERS);
    await whisper(ALICE, "for Alice");
    await whisper(BOB, "for Bob");
    expect(await unreadOf(sim, ALICE)).toEqual({ [MANAGERS]: 2 });
    expect(await unreadOf(sim, BOB)).toEqual({ [MANAGERS]: 3 });
  });

  test("is kept up in an open window as in one that opens anew", async () => {
    const { sim, client, post, whisper, page } = await office();
    const window = await openWindow(sim, ALICE);
    const same = async (count: number): Promise<void> => {
      await caughtUp(sim, window);
      const counts = count === 0 ? {} : { [MANAGERS]: count };
      expect(window.last("unread")?.counts).toEqual(counts);
      expect(await unreadOf(sim, ALICE)).toEqual(counts);
    };
    const first = await post("one");
    await same(1);
    await whisper(ALICE, "two");
    await whisper(BOB, "not hers");
    await same(2);
    await client.chat.update({ channel: MANAGERS, ts: first, text: "still one" });
    await same(2);
    await client.chat.delete({ channel: MANAGERS, ts: first });
    await same(1);
    const last = await post("three");
    await page.post("/read", { user: ALICE, channel: MANAGERS, ts: last });
    await same(0);
    await client.chat.update({ channel: MANAGERS, ts: last, text: "read and changed" });
    await client.chat.delete({ channel: MANAGERS, ts: last });
    await same(0);
    await post("four");
    await same(1);
  });

  test("is one for all windows of a person: read in one, read in the other, and nobody else's", async () => {
    const { sim, post, page } = await office();
    const windows = [await openWindow(sim, ALICE), await openWindow(sim, ALICE)];
    const bob = await openWindow(sim, BOB);
    const [first, second] = [await post("one"), await post("two")];
    expect(await page.post("/read", { user: ALICE, channel: MANAGERS, ts: first })).toMatchObject({
      ok: true,
    });
    await caughtUp(sim, ...windows, bob);
    for (const window of windows) expect(window.last("unread")?.counts).toEqual({ [MANAGERS]: 1 });
    await page.post("/read", { user: ALICE, channel: MANAGERS, ts: second });
    // A window that lags behind does not make it unread again.
    await page.post("/read", { user: ALICE, channel: MANAGERS, ts: first });
    await caughtUp(sim, ...windows, bob);
    for (const window of windows) expect(window.last("unread")?.counts).toEqual({});
    expect(bob.last("unread")?.counts).toEqual({ [MANAGERS]: 2 });
  });

  test("cannot be marked where the person may not look, or by no timestamp", async () => {
    const { page } = await office();
    const refused = { status: 400, error: expect.any(String) };
    expect(await page.post("/read", { user: BOB, channel: SECRET, ts: "1.000000" })).toMatchObject(refused);
    expect(await page.post("/read", { user: "U0", channel: MANAGERS, ts: "1.000000" })).toMatchObject(
      refused,
    );
    expect(await page.post("/read", { user: BOB, channel: MANAGERS, ts: "soon" })).toMatchObject(refused);
  });
});

describe("history", () => {
  test("gives the newest page, then older ones, with the viewer's ephemerals in their places", async () => {
    const { client, post, whisper, page } = await office();
    await whisper(ALICE, "a0");
    await post("m1");
    await whisper(ALICE, "a2");
    await whisper(BOB, "b3");
    const gone = await post("gone");
    await post("m4");
    await client.chat.delete({ channel: MANAGERS, ts: gone });
    await whisper(ALICE, "a5");
    const seen: string[][] = [];
    let before = "";
    for (let more = true; more; ) {
      const { messages, hasMore } = (await page.get(
        `/history/${MANAGERS}?user=${ALICE}&limit=2${before}`,
      )) as unknown as { messages: { text: string; ts: string }[]; hasMore: boolean };
      seen.push(messages.map(({ text }) => text));
      before = `&before=${messages[0]?.ts}`;
      more = hasMore;
    }
    expect(seen).toEqual([["m4", "a5"], ["m1", "a2"], ["a0"]]);
    expect(await page.texts(`/history/${MANAGERS}?user=${BOB}`)).toEqual(["m1", "b3", "m4"]);
  });

  test("does not say that there is more when all older ones are deleted or another's", async () => {
    const { client, post, whisper, page } = await office();
    await whisper(BOB, "not hers");
    const gone = await post("gone");
    await client.chat.delete({ channel: MANAGERS, ts: gone });
    await post("m1");
    const answer = await page.get(`/history/${MANAGERS}?user=${ALICE}&limit=1`);
    expect(answer).toMatchObject({ messages: [{ text: "m1" }], hasMore: false });
  });

  test("gives fifty unless told, and at most two hundred", async () => {
    const { sim, page } = await office();
    for (let index = 0; index < 210; index++) await sim.user(BOB).say(`${index}`, MANAGERS);
    const path = `/history/${MANAGERS}?user=${ALICE}`;
    expect(await page.texts(path)).toHaveLength(50);
    expect(await page.texts(`${path}&limit=200`)).toHaveLength(200);
    for (const limit of ["201", "0", "-1", "many", "1.5"]) {
      expect(await page.get(`${path}&limit=${limit}`)).toMatchObject({ status: 400 });
    }
  });

  test("shows nobody what they may not see", async () => {
    const { sim, page } = await office();
    const dm = sim.user(ALICE).dm();
    const refused = { status: 400, error: expect.any(String) };
    expect(await page.get(`/history/${SECRET}?user=${BOB}`)).toMatchObject(refused);
    expect(await page.get(`/history/${dm}?user=${BOB}`)).toMatchObject(refused);
    expect(await page.get(`/history/${dm}?user=U0NOBODY`)).toMatchObject(refused);
    expect(await page.get(`/history/${dm}`)).toMatchObject(refused);
    expect(await page.get(`/history/C0NOWHERE?user=${BOB}`)).toMatchObject(refused);
    expect(await page.get(`/history/${dm}?user=${ALICE}&before=yesterday`)).toMatchObject(refused);
    expect(await page.get(`/history/${dm}?user=${ALICE}`)).toMatchObject({ messages: [], hasMore: false });
  });
});

test("nobody writes where they may not look, or in an archived channel", async () => {
  const { sim, page } = await office();
  const refused = { status: 400, error: expect.any(String) };
  const say = (user: string, channel: string) => page.post("/say", { user, channel, text: "hello" });
  expect(await say(BOB, SECRET)).toMatchObject(refused);
  expect(await say(BOB, sim.user(ALICE).dm())).toMatchObject(refused);
  expect(await say(BOB, "C0NOWHERE")).toMatchObject(refused);
  sim.archive(MANAGERS);
  expect(await say(BOB, MANAGERS)).toMatchObject({ ok: false, error: "archived" });
  expect(await page.post("/command", { user: BOB, channel: SECRET, text: "/x" })).toMatchObject(refused);
  expect(await say(ALICE, SECRET)).toMatchObject({ status: 200, text: "hello" });
});
