import { beforeEach, expect, test } from "vitest";
import { onBothDatabases } from "./support/databases.ts";
import { at, decided, newLead, offered, qualified, refused, won } from "./support/leads.ts";

const LEASE = 90_000;

onBothDatabases(({ stores: { leads }, other, empty }) => {
  beforeEach(empty);

  test("due steps come earliest first, then by lead, and not before their time", async () => {
    const all = [3, 1, 2, 1].map((minutes, n) => newLead(`L${n}`, undefined, { minutes }));
    await leads.insert(all);
    const expected = all
      .map(({ lead }) => lead)
      .toSorted((a, b) => (a.receivedAt + a.id < b.receivedAt + b.id ? -1 : 1))
      .map(({ id }) => id);
    expect(await leads.nextDueAt()).toBe(at(6));
    expect(await leads.leaseDue(at(5.99), 10, LEASE)).toEqual([]);
    const due = await leads.leaseDue(at(7), 10, LEASE);
    expect(due.map(({ leadId }) => leadId)).toEqual(expected.slice(0, 3));
    expect(due[0]).toMatchObject({ ladder: "buffer", step: 0, dueAt: at(6) });
    expect((await leads.leaseDue(at(8), 10, LEASE)).map(({ leadId }) => leadId)).toEqual(expected.slice(3));
  });

  test("each due step is leased to one of two instances that ask at once", async () => {
    const all = Array.from({ length: 500 }, (_, n) => newLead(`L${n}`));
    await leads.insert(all);
    const sweeps = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? leads : other.leads).leaseDue(at(5), 50, LEASE)),
    );
    const leased = sweeps.flat().map(({ leadId }) => leadId);
    // SKIP LOCKED may leave somebody with less than they asked for, never two with the same.
    for (let more = await leads.leaseDue(at(5), 500, LEASE); more.length > 0; ) {
      leased.push(...more.map(({ leadId }) => leadId));
      more = await leads.leaseDue(at(5), 500, LEASE);
    }
    expect(leased.toSorted()).toEqual(all.map(({ lead }) => lead.id).toSorted());
  });

  test("a step whose lease ended is due again; one that was done is not", async () => {
    const [one, two] = [newLead("A"), newLead("B")];
    await leads.insert([one, two]);
    expect(await leads.leaseDue(at(5), 10, LEASE)).toHaveLength(2);
    expect(await leads.nextDueAt()).toBe(at(6.5));
    await won(leads, decided(one.lead, 5, [qualified, offered("U1")]));
    await won(leads, decided(two.lead, 5, [refused("U1")]));
    expect(await leads.leaseDue(at(6.4), 10, LEASE)).toEqual([]);
    expect((await leads.leaseDue(at(6.5), 10, LEASE)).map(({ leadId }) => leadId)).toEqual([two.lead.id]);
  });
});
