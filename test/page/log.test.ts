/** The page's memory of a channel: what comes over the socket and what is fetched make one list. */
import { afterEach, expect, test, vi } from "vitest";
import type { History } from "../../sim/live/frames.ts";
import { createLog } from "../../sim/page/store/log.ts";
import type { SimMessage } from "../../sim/types.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const at = (second: number): string => `17000000${String(second).padStart(2, "0")}.000100`;

function message(second: number, more: Partial<SimMessage> = {}): SimMessage {
  const text = `message ${second}`;
  return { channel: "C1", ts: at(second), user: "U1", text, blocks: [], updates: 0, deleted: false, ...more };
}

/** Answers each fetch when the test says so. */
function server() {
  const waiting: ((history: History) => void)[] = [];
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return new Promise<Response>((resolve) => waiting.push((history) => resolve(Response.json(history))));
  });
  return {
    asked,
    answer: (messages: readonly SimMessage[], hasMore = false) => waiting.shift()?.({ messages, hasMore }),
  };
}

const texts = (messages: readonly SimMessage[]): string[] => messages.map(({ text }) => text);

test("A message that comes while the page is being fetched is shown once, in its newest version", async () => {
  const { answer } = server();
  const log = createLog("C1", "U1");
  const loaded = log.load();
  log.apply(message(2, { text: "edited", updates: 1 }));
  log.apply(message(3));
  answer([message(1), message(2)]);
  await loaded;
  expect(texts(log.messages.value)).toEqual(["message 1", "edited", "message 3"]);
});

test("A message that is deleted while the page is being fetched stays away", async () => {
  const { answer } = server();
  const log = createLog("C1", "U1");
  const loaded = log.load();
  log.apply(message(1, { deleted: true }));
  answer([message(1), message(2)]);
  await loaded;
  expect(texts(log.messages.value)).toEqual(["message 2"]);
});

test("After the connection came back nothing is left of what was deleted meanwhile, and nothing is missing", async () => {
  const { answer } = server();
  const log = createLog("C1", "U1");
  const first = log.load();
  answer([message(1), message(2)]);
  await first;
  const again = log.load();
  expect(texts(log.messages.value)).toEqual(["message 1", "message 2"]);
  answer([message(2), message(3), message(4)]);
  await again;
  expect(texts(log.messages.value)).toEqual(["message 2", "message 3", "message 4"]);
});

test("Older messages come before those that are there, asked for once however often one scrolls", async () => {
  const { answer, asked } = server();
  const log = createLog("C1", "U1");
  const loaded = log.load();
  answer([message(5)], true);
  await loaded;
  const older = [log.loadOlder(), log.loadOlder()];
  answer([message(3), message(4)]);
  await Promise.all(older);
  expect(texts(log.messages.value)).toEqual(["message 3", "message 4", "message 5"]);
  expect(log.hasMore.value).toBe(false);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toContain(`before=${at(5)}`);
});

test("A page of older messages is dropped when the channel has been fetched anew meanwhile", async () => {
  const { answer } = server();
  const log = createLog("C1", "U1");
  const loaded = log.load();
  answer([message(5)], true);
  await loaded;
  const older = log.loadOlder();
  const again = log.load();
  answer([message(4)]);
  answer([message(9)], true);
  await Promise.all([older, again]);
  expect(texts(log.messages.value)).toEqual(["message 9"]);
});
