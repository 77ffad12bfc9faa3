import { beforeEach, expect, test } from "vitest";
import { GENESIS } from "../../src/domain/chain.ts";
import type { LeadEvent } from "../../src/domain/events.ts";
import { firstBroken } from "../../src/domain/evolve.ts";
import { leafHash } from "../../src/domain/merkle.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at, decided, newLead, refused, won } from "./support/leads.ts";

onBothDatabases(({ stores: { leads, audit }, other, database, empty }) => {
  beforeEach(empty);

  async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
    const rows: T[] = [];
    for await (const page of pages) rows.push(...page);
    return rows;
  }

  test("every event gets one leaf, in the order of writing, with its RFC 6962 hash", async () => {
    expect(await audit.appendLeaves()).toBe(0);
    const first = newLead("A");
    await leads.insert([first]);
    expect(await audit.appendLeaves()).toBe(1);
    await leads.insert([newLead("B")]);
    const later = decided(first.lead, 1, [refused("U1"), refused("U2")]);
    await won(leads, later);
    expect(await audit.appendLeaves()).toBe(4);
    expect(await audit.appendLeaves()).toBe(4);
    expect(await audit.treeSize()).toBe(4);

    const leaves = await all(audit.leaves(0, 4));
    expect(leaves.map(({ leafIndex }) => leafIndex)).toEqual([0, 1, 2, 3]);
    expect(leaves[0]?.event).toEqual(first.events[0]);
    expect(leaves.slice(2).map(({ event }) => event)).toEqual(later.events);
    for (const { event, leafHash: hash } of leaves) expect(event && leafHash(event)).toBe(hash);
    expect(await all(audit.leafHashes(0, 4))).toEqual(leaves.map((leaf) => leaf.leafHash));
    expect(await all(audit.leafHashes(1, 3))).toEqual(leaves.slice(1, 3).map((leaf) => leaf.leafHash));
    expect(await all(audit.leaves(1, 9))).toEqual(leaves.slice(1));
    const [event] = later.events;
    expect(event && (await audit.sealedEvent(event.id))).toEqual({ event, leafIndex: 2 });
    expect(await audit.sealedEvent("evt_none")).toBeNull();
  });

  test("commits and two appending instances at once leave no event without a leaf and none with two", async () => {
    const batch = Array.from({ length: 30 }, (_, n) => newLead(`L${n}`));
    await leads.insert(batch);
    const working = batch.map(async ({ lead }) => {
      let state = lead;
      for (let n = 0; n < 10; n++) state = await won(leads, decided(state, n, [refused(`U${n}`)]));
    });
    const appending = [audit, other.audit].map(async (one) => {
      for (let n = 0; n < 10; n++) await one.appendLeaves();
    });
    await Promise.all([...working, ...appending]);
    expect(await audit.appendLeaves()).toBe(330);
    const leaves = await all(audit.leaves(0, 330));
    expect(new Set(leaves.map(({ eventId }) => eventId)).size).toBe(330);
    for (const { lead } of batch) {
      const own = leaves.flatMap(({ event }) => (event?.leadId === lead.id ? event.seq : []));
      expect(own).toEqual(Array.from({ length: 11 }, (_, n) => n + 1));
    }
  });

  test("an event that is gone leaves its leaf", async () => {
    const lead = newLead("A");
    await leads.insert([lead]);
    await audit.appendLeaves();
    await database.pool.query(
      `BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM "LeadEvent"; COMMIT`,
    );
    expect(await all(audit.leaves(0, 1))).toMatchObject([
      { leafIndex: 0, eventId: lead.events[0]?.id, event: null },
    ]);
  });

  test("chains are read whole, with where their leads say that they end", async () => {
    const [a, b] = [newLead("A"), newLead("B")];
    await leads.insert([a, b]);
    const moved = await won(leads, decided(a.lead, 1, [refused("U1")]));
    const chains = await audit.chains([a.lead.id, b.lead.id, "lead_none"]);
    expect(chains.map(({ leadId, seq, head }) => ({ leadId, seq, head }))).toEqual(
      [moved, b.lead].map(({ id, seq, head }) => ({ leadId: id, seq, head })),
    );
    for (const { events } of chains) expect(firstBroken(events as LeadEvent[], GENESIS)).toBeNull();
    expect(await all(audit.leadHeads())).toEqual(
      chains.map(({ leadId, seq, head }) => ({ leadId, seq, head })),
    );
  });

  test("of checkpoints of one size the first stands", async () => {
    const checkpoint = (size: number, root: string) => ({
      size,
      root,
      at: at(size),
      signature: "s",
      key: "k",
    });
    expect(await audit.lastCheckpoint()).toBeNull();
    for (const one of [checkpoint(7, "b"), checkpoint(2, "a"), checkpoint(7, "other")])
      await audit.addCheckpoint(one);
    expect(await audit.checkpoints()).toEqual([checkpoint(2, "a"), checkpoint(7, "b")]);
    expect(await audit.lastCheckpoint()).toEqual(checkpoint(7, "b"));
  });
});
