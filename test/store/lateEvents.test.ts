import { expect, test } from "vitest";
import { createStores } from "../../src/store/index.ts";
import { realPostgres } from "../support/database.ts";
import { decided, newLead, refused, won } from "./support/leads.ts";

const postgres = await realPostgres();
const database = await postgres.open();
const { leads, audit } = createStores(database);

test("an event that is committed after one with a higher number gets its leaf all the same", async () => {
  const [slow, quick] = [newLead("slow"), newLead("quick")];
  await leads.insert([slow, quick]);
  const client = await database.pool.connect();
  await client.query("BEGIN");
  const { events } = decided(slow.lead, 1, [refused("U1")]);
  const [event] = events;
  if (!event) throw new Error("one event");
  await client.query(
    `INSERT INTO "LeadEvent" (id, "leadId", seq, type, actor, at, payload, "prevHash", hash)
     VALUES ($1, $2, $3, $4, $5, $6, '{"attempt":"accept","by":"U1","code":"not_yours"}', $7, $8)`,
    [event.id, event.leadId, event.seq, event.body.type, event.actor, event.at, event.prev, event.hash],
  );
  await won(leads, decided(quick.lead, 1, [refused("U2")]));
  expect(await audit.appendLeaves()).toBe(3);
  expect(await audit.sealedEvent(event.id)).toBeNull();
  await client.query("COMMIT");
  client.release();
  expect(await audit.appendLeaves()).toBe(4);
  expect(await audit.sealedEvent(event.id)).toEqual({ event, leafIndex: 3 });
});
