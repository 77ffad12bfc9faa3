import { describe, expect, test } from "vitest";
import { hashEvent } from "../../src/domain/chain.ts";
import type { LeadEvent } from "../../src/domain/events.ts";
import { leafHash } from "../../src/domain/merkle.ts";
import { MemoryAudit } from "./memoryAudit.ts";
import { commands, leadA, leadB, newKey, offered, received, sealedPast } from "./world.ts";

type World = Awaited<ReturnType<typeof sealedPast>>;

function nth({ audit }: World, index: number): LeadEvent {
  const event = audit.events[index];
  if (!event) throw new RangeError(`no event ${index}`);
  return event;
}

const rehashed = (event: LeadEvent): LeadEvent => ({ ...event, hash: hashEvent(event) });

describe("the database", () => {
  test("is whole; what is not sealed yet is checked and said", async () => {
    const { commands } = await sealedPast();
    const answer = await commands.verify();
    expect(answer).toMatchObject({ code: 0, err: "" });
    expect(answer.out).toMatch(
      /^Whole: 7 events of 2 leads, 2 checkpoints\. 1 event not sealed yet\. Signed by SHA256:/,
    );
  });

  test("is whole when empty, or when nothing has been sealed", async () => {
    const audit = new MemoryAudit();
    const { verify } = commands(audit, null);
    expect(await verify()).toEqual({ code: 0, out: "Whole: 0 events of 0 leads, 0 checkpoints.\n", err: "" });
    audit.commit(leadA, received, offered(1));
    expect(await verify()).toMatchObject({
      code: 0,
      out: expect.stringContaining("2 events not sealed yet"),
    });
  });

  test("is whole while the bot goes on working", async () => {
    const { audit, commands } = await sealedPast();
    const leadHeads = audit.leadHeads.bind(audit);
    audit.leadHeads = async function* () {
      audit.commit(leadA, offered(2));
      audit.commit(`lead_${"c".repeat(32)}`, received);
      await audit.appendLeaves();
      yield* leadHeads();
    };
    expect(await commands.verify()).toMatchObject({
      code: 0,
      out: expect.stringContaining("9 events of 3 leads"),
    });
  });

  test("without a key at hand says that the key was the database's own", async () => {
    const { audit } = await sealedPast();
    expect(await commands(audit, null).verify()).toMatchObject({
      code: 0,
      err: expect.stringContaining("taken from the database itself"),
    });
  });
});

describe("tampering is named", () => {
  test.each([0, 1, 2, 3, 4, 5, 6])("a changed event: number %i", async (index) => {
    const world = await sealedPast();
    const event = nth(world, index);
    world.audit.overwrite({ ...event, actor: "slack:U0MALLORY" });
    const { code, err } = await world.commands.verify();
    expect([code, err]).toEqual([1, expect.stringContaining(`event ${event.id}: its hash does not fit`)]);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])("a deleted event: number %i", async (index) => {
    const world = await sealedPast();
    const { id } = nth(world, index);
    world.audit.erase(id);
    const { code, err } = await world.commands.verify();
    expect([code, err]).toEqual([1, expect.stringContaining(`event ${id}:`)]);
    expect(err).toContain("is missing");
  });

  test("an event rewritten with a hash to fit", async () => {
    const world = await sealedPast();
    const forged = rehashed({ ...nth(world, 5), actor: "slack:U0MALLORY" });
    world.audit.overwrite(forged);
    world.audit.rows.set(leadB, { seq: 3, head: forged.hash });
    const { code, err } = await world.commands.verify();
    expect([code, err]).toEqual([
      1,
      expect.stringContaining(`event ${forged.id}: it is not the event that was sealed`),
    ]);
  });

  test("an event rewritten with hash, leaf and row to fit: the checkpoint tells", async () => {
    const world = await sealedPast();
    const forged = rehashed({ ...nth(world, 5), actor: "slack:U0MALLORY" });
    world.audit.overwrite(forged);
    world.audit.rows.set(leadB, { seq: 3, head: forged.hash });
    world.audit.leafRows[5] = { eventId: forged.id, hash: leafHash(forged) };
    const { code, err } = await world.commands.verify();
    expect(code).toBe(1);
    expect(err).toContain("covering 6 events: an event among leaves 3 to 5 is not the one that was sealed");
  });

  test("the same with the checkpoints signed by another key", async () => {
    const world = await sealedPast();
    world.audit.checkpointRows.length = 0;
    await commands(world.audit, newKey()).prove(nth(world, 0).id);
    expect(await world.commands.verify()).toMatchObject({
      code: 1,
      err: expect.stringContaining("it is signed by"),
    });
  });

  test("a changed checkpoint", async () => {
    const world = await sealedPast();
    const [first] = world.audit.checkpointRows;
    if (first) world.audit.checkpointRows[0] = { ...first, at: "2026-01-01T00:00:00.000Z" };
    expect(await world.commands.verify()).toMatchObject({
      code: 1,
      err: expect.stringContaining("its signature does not fit it"),
    });
  });

  test("leaves that are gone", async () => {
    const world = await sealedPast();
    world.audit.leafRows.length = 4;
    expect(await world.commands.verify()).toMatchObject({
      code: 1,
      err: expect.stringContaining("covers 6 events, and 4 leaves are left"),
    });
  });

  test("a lead's row that says something else than its events", async () => {
    const world = await sealedPast();
    const { id, hash } = nth(world, 6);
    for (const row of [
      { seq: 4, head: "0".repeat(64) },
      { seq: 3, head: hash },
    ]) {
      world.audit.rows.set(leadA, row);
      expect(await world.commands.verify()).toMatchObject({
        code: 1,
        err: expect.stringContaining(`event ${id}:`),
      });
    }
  });

  test("a lead that is gone while its events are there", async () => {
    const world = await sealedPast();
    world.audit.rows.delete(leadB);
    expect(await world.commands.verify()).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${leadB} has events and is missing itself`),
    });
  });

  test("as JSON, too", async () => {
    const world = await sealedPast();
    const event = nth(world, 2);
    world.audit.overwrite({ ...event, at: "2026-11-21T09:00:09.000Z" });
    const { code, out } = await world.commands.verify(undefined, { json: true });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      events: 2,
      leads: 2,
      firstBroken: { eventId: event.id, leadId: leadB, what: expect.stringContaining("hash") },
    });
  });
});
