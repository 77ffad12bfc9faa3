// An update that was cut off may still be applied, over the one that was sent after it: that one is sent once more.
import { expect, test } from "vitest";
import { line } from "../../blocks/assemble.ts";
import { md } from "../../blocks/text.ts";
import { TurnedClock } from "../../src/clock.ts";
import { Reconciler } from "../../src/mirror/reconciler.ts";
import type { Delivery } from "../../src/mirror/types.ts";
import { createStores } from "../../src/store/index.ts";
import { collectingLog } from "../slack/collectingLog.ts";
import { decided, newLead, refused, T0, won } from "../store/support/leads.ts";
import { embeddedTestDatabase, truncateAll } from "../support/database.ts";

const database = await embeddedTestDatabase();
const REF = { channel: "D1", ts: "1.0" };
const DONE: Delivery = { kind: "done", ref: REF };

test.each<[string, Delivery]>([
  ["Slack asked to wait", { kind: "rate_limited", waitMs: 1_000 }],
  ["Slack could not", { kind: "passing", error: "service_unavailable" }],
])("an update that was cut off is confirmed later, also when in between %s", async (_, between) => {
  await truncateAll(database);
  const { leads, mirrors } = createStores(database);
  const entry = newLead("L1");
  await leads.insert([entry]);
  const raise = [{ id: `offer:${entry.lead.id}:1`, kind: "offer", leadId: entry.lead.id, to: "U1" } as const];
  const lead = await won(leads, decided(entry.lead, 0, [refused("U1")], { raise }));

  const clock = new TurnedClock(T0 + 60_000);
  const answers: Delivery[] = [{ kind: "unclear", error: "cut off" }, between];
  let updates = 0;
  const reconciler = new Reconciler({
    mirrors,
    clock,
    log: collectingLog().log,
    messenger: {
      post: async () => DONE,
      update: async () => {
        updates++;
        return answers.shift() ?? DONE;
      },
      find: async () => ({ kind: "none" }),
    },
    events: {
      render: async () => line(md`Here`),
      posted: async () => {},
      personGone: async () => {},
      undeliverable: async () => {},
    },
  });
  await reconciler.drain();
  await won(leads, decided(lead, 0, [refused("U1")], { raise }));
  for (let seconds = 0; seconds < 8; seconds++) {
    await reconciler.drain();
    clock.turn(1_000);
  }
  expect(updates).toBe(3);
  clock.turn(10_000);
  await reconciler.drain();
  clock.turn(60_000);
  await reconciler.drain();
  expect(updates).toBe(4);
});
