// A message that waits for its picture: rendered again when the picture says so, and nothing is posted meanwhile.
import { expect, test } from "vitest";
import { line } from "../../blocks/assemble.ts";
import { md } from "../../blocks/text.ts";
import { PictureLater } from "../../src/app/pictures.ts";
import { instant, TurnedClock } from "../../src/clock.ts";
import { Reconciler } from "../../src/mirror/reconciler.ts";
import type { Delivery } from "../../src/mirror/types.ts";
import { createStores } from "../../src/store/index.ts";
import { collectingLog } from "../slack/collectingLog.ts";
import { decided, newLead, refused, T0, won } from "../store/support/leads.ts";
import { embeddedTestDatabase, truncateAll } from "../support/database.ts";

const database = await embeddedTestDatabase();

test("a message whose picture cannot be had yet is rendered again after as long as was said", async () => {
  await truncateAll(database);
  const { leads, mirrors } = createStores(database);
  const entry = newLead("L1");
  await leads.insert([entry]);
  const raise = [{ id: `offer:${entry.lead.id}:1`, kind: "offer", leadId: entry.lead.id, to: "U1" } as const];
  await won(leads, decided(entry.lead, 0, [refused("U1")], { raise }));

  const clock = new TurnedClock(T0 + 60_000);
  const { log, logged } = collectingLog();
  const posted: number[] = [];
  let late = 2;
  const done = async (): Promise<Delivery> => {
    posted.push(clock.now());
    return { kind: "done", ref: { channel: "D1", ts: "1.0" } };
  };
  const reconciler = new Reconciler({
    mirrors,
    clock,
    log,
    messenger: { post: done, update: done, find: async () => ({ kind: "none" }) },
    events: {
      render: async () => {
        if (late-- > 0) throw new PictureLater("a picture: ratelimited", 7_000);
        return line(md`Here`);
      },
      posted: async () => {},
      personGone: async () => {},
      undeliverable: async () => {},
    },
  });
  await reconciler.drain();
  expect(posted).toEqual([]);
  expect(await mirrors.nextAt()).toBe(instant(T0 + 67_000));
  clock.turn(7_000);
  await reconciler.drain();
  clock.turn(7_000);
  await reconciler.drain();
  expect(posted).toEqual([T0 + 74_000]);
  expect(logged.map(({ msg }) => msg)).toEqual(
    Array.from({ length: 2 }, () => "a message waits for its picture"),
  );
});
