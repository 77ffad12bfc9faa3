// What the embedded database does not do by itself: events that were written are found by their time again.
import { expect, test } from "vitest";
import { TurnedClock } from "../../src/clock.ts";
import { servicesOn } from "../../src/services.ts";
import { embeddedTestDatabase } from "../support/database.ts";
import { madeLeads, storeEvents } from "../support/madeLeads.ts";

const database = await embeddedTestDatabase();

test("events are taken into the summary by which reports find those of a time", async () => {
  const services = await servicesOn(database, new TurnedClock(0));
  await storeEvents(database, madeLeads(2_000, { startAt: Date.UTC(2026, 0), days: 60, seed: 1 }));
  const leftOut = async () => {
    const { rows } = await database.pool.query<{ many: number }>(
      `SELECT brin_summarize_new_values('"LeadEvent_at_idx"'::regclass) AS many`,
    );
    return rows[0]?.many;
  };
  await services.tidy();
  expect(await leftOut()).toBe(0);
  await storeEvents(
    database,
    madeLeads(2_000, { startAt: Date.UTC(2026, 3), days: 60, seed: 2 }).map((event) => ({
      ...event,
      leadId: event.leadId.replace("lead_0", "lead_f"),
    })),
  );
  expect(await leftOut(), "without tidying").toBeGreaterThan(0);
});
