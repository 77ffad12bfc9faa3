// The same on the database itself, tampered with by SQL after its triggers were put out of action.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Instant } from "../../src/clock.ts";
import { GENESIS, link } from "../../src/domain/chain.ts";
import type { EventBody, LeadEvent } from "../../src/domain/events.ts";
import { evolve } from "../../src/domain/evolve.ts";
import type { Lead } from "../../src/domain/lead.ts";
import { newPerson } from "../../src/domain/person.ts";
import { createStores } from "../../src/store/index.ts";
import { embeddedTestDatabase, truncateAll } from "../support/database.ts";
import { commands, leadA, leadB, newFolder, newKey, received } from "./world.ts";

const database = await embeddedTestDatabase();
const stores = createStores(database);
const at: Instant = "2026-11-21T09:00:00.000Z";
const refused = (attempt: string): EventBody => ({
  type: "refused",
  attempt,
  by: "U0BOB",
  code: "not_yours",
});

async function insert(id: string): Promise<Lead> {
  const events = link(id, { seq: 0, head: GENESIS }, at, "source:website", [received]);
  const lead = grown(null, events);
  const person = newPerson(id, { email: "jane@example.com" }, "0".repeat(64));
  await stores.leads.insert([{ lead, person, identities: [], matchKeys: [], events, enrich: null }]);
  return lead;
}

async function refuse(lead: Lead, attempt: string): Promise<Lead> {
  const events = link(lead.id, lead, at, "slack:U0BOB", [refused(attempt)]);
  const next = grown(lead, events);
  expect(await stores.leads.commit({ lead: next, expected: lead.seq, events, raise: [], ledgers: [] })).toBe(
    "won",
  );
  return next;
}

function grown(lead: Lead | null, events: readonly LeadEvent[]): Lead {
  const next = events.reduce<Lead | null>(evolve, lead);
  if (next === null) throw new TypeError("the events give no lead");
  return next;
}

/** As somebody does who owns the database. */
async function tamper(sql: string): Promise<void> {
  await database.pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
}

const key = newKey();
const { verify, export: write, prove } = commands(stores.audit, key);
let file: string;

/** Five events of two leads that are sealed and exported, and one event after that. */
beforeEach(async () => {
  await truncateAll(database);
  const a = await refuse(await insert(leadA), "accept");
  const b = await refuse(await insert(leadB), "claim");
  await refuse(a, "recycle");
  file = join(await newFolder(), "audit.jsonl");
  expect(await write(file)).toMatchObject({ code: 0, err: "" });
  await refuse(b, "assign");
});

async function idOf(leadId: string, seq: number): Promise<string> {
  const event = (await stores.leads.events(leadId)).find((event) => event.seq === seq);
  return event?.id ?? "no such event";
}

describe("on the embedded database", () => {
  test("the trail is whole, and so are its export and its proofs", async () => {
    expect(await verify()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Whole: 6 events of 2 leads, 1 checkpoint\. 1 event not sealed yet\./),
    });
    expect(await verify(file)).toMatchObject({
      code: 0,
      out: expect.stringContaining("5 events of 2 leads"),
    });
    expect((await readFile(file, "utf8")).match(/"id":"evt_/g)).toHaveLength(5);
    for (const leadId of [leadA, leadB]) {
      for (const { id } of await stores.leads.events(leadId)) {
        expect(await prove(id)).toMatchObject({ code: 0, out: expect.stringContaining(id) });
      }
    }
  });

  test.each([
    ["what a sealed event says", leadA, 2, `payload = jsonb_set(payload::jsonb, '{attempt}', '"x"')`],
    ["who did it", leadB, 1, `actor = 'slack:U0MALLORY'`],
    ["when it was", leadA, 3, `at = at + interval '1 second'`],
    ["what kind it is", leadA, 2, `type = 'accepted'`],
    ["an event not sealed yet", leadB, 3, `payload = jsonb_set(payload::jsonb, '{by}', '"x"')`],
  ])("a change of %s names the event", async (_, leadId, seq, change) => {
    const id = await idOf(leadId, seq);
    await tamper(`UPDATE "LeadEvent" SET ${change} WHERE id = '${id}'`);
    expect(await verify()).toMatchObject({ code: 1, err: expect.stringContaining(`event ${id}:`) });
  });

  test.each([
    [leadA, 1],
    [leadA, 3],
    [leadB, 2],
    [leadB, 3],
  ])("a deleted event of %s, number %i, is named", async (leadId, seq) => {
    const id = await idOf(leadId, seq);
    await tamper(`DELETE FROM "LeadEvent" WHERE id = '${id}'`);
    const { code, err } = await verify();
    expect([code, err]).toEqual([1, expect.stringContaining(`event ${id}:`)]);
  });

  test.each([leadA, leadB])(
    "the row of %s, set back behind its last event, sealed or not, is found",
    async (leadId) => {
      const [, second] = await stores.leads.events(leadId);
      await tamper(`UPDATE "Lead" SET seq = 2, head = '${second?.hash}' WHERE id = '${leadId}'`);
      expect(await verify()).toMatchObject({ code: 1, err: expect.stringContaining(await idOf(leadId, 3)) });
    },
  );

  test("leaves, or checkpoints, that were changed are found", async () => {
    await tamper(`UPDATE "AuditLeaf" SET hash = repeat('0', 64) WHERE index = 2`);
    expect(await verify()).toMatchObject({
      code: 1,
      err: expect.stringContaining("not the event that was sealed"),
    });
    await tamper(`DELETE FROM "AuditLeaf" WHERE index = 2`);
    expect(await verify()).toMatchObject({
      code: 1,
      err: expect.stringContaining("leaf 2, before it, is missing"),
    });
  });

  test("nothing more is signed over leaves that were changed", async () => {
    await tamper(`UPDATE "AuditLeaf" SET hash = repeat('0', 64) WHERE index = 2`);
    const more = join(await newFolder(), "more.jsonl");
    expect(await write(more)).toMatchObject({ code: 1, err: expect.stringContaining("nothing was signed") });
    await expect(readFile(more)).rejects.toThrow("ENOENT");
    expect(await verify(file)).toMatchObject({ code: 0 });
  });
});
