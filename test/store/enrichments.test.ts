import { beforeEach, expect, test } from "vitest";
import { onBothDatabases } from "./support/databases.ts";
import { at, decided, newLead, won } from "./support/leads.ts";

const LEASE = 15_000;

onBothDatabases(({ stores: { leads, enrichments, answers }, other, empty }) => {
  beforeEach(empty);

  const waiting = (id: string, priority: number, minutes = 0) => {
    const lead = newLead(id, undefined, { minutes });
    return { ...lead, enrich: { priority } };
  };
  const ids = (tasks: readonly { leadId: string }[]) => tasks.map(({ leadId }) => leadId);

  test("leads in a hurry are taken by themselves; the others by priority, then age", async () => {
    const all = [waiting("L1", 2, 0), waiting("L2", 1, 2), waiting("L3", 0, 3), waiting("L4", 1, 1)];
    await leads.insert([...all, newLead("L5")]);
    expect(await enrichments.waiting()).toBe(4);
    const [one, two, three, four] = all.map(({ lead }) => lead.id);
    expect(ids(await enrichments.lease(at(5), true, 10, LEASE))).toEqual([three]);
    expect(ids(await enrichments.lease(at(5), false, 2, LEASE))).toEqual([four, two]);
    expect(await enrichments.lease(at(5), false, 10, LEASE)).toEqual([
      { leadId: one, cycle: 1, priority: 2, attempts: 1 },
    ]);
    expect(await enrichments.lease(at(5), true, 10, LEASE)).toEqual([]);
  });

  test("each is leased to one of two instances that ask at once", async () => {
    const all = Array.from({ length: 300 }, (_, n) => waiting(`L${n}`, 1));
    await leads.insert(all);
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? enrichments : other.enrichments).lease(at(1), false, 20, LEASE),
      ),
    );
    const rest = await enrichments.lease(at(1), false, 300, LEASE);
    expect(ids([...taken.flat(), ...rest]).toSorted()).toEqual(all.map(({ lead }) => lead.id).toSorted());
  });

  test("one whose lease is over is taken again; one that is held on to, or put back for later, is not", async () => {
    const [one, two, three] = [waiting("A", 1), waiting("B", 1), waiting("C", 1)];
    await leads.insert([one, two, three]);
    await enrichments.lease(at(1), false, 10, LEASE);
    expect(await enrichments.nextAt(false)).toBe(at(1.25));
    expect(await enrichments.nextAt(true)).toBeNull();
    await enrichments.extend([two.lead.id], at(3));
    await enrichments.putBack(three.lead.id, 1, at(2));
    expect(await enrichments.lease(at(1.5), false, 10, LEASE)).toMatchObject([
      { leadId: one.lead.id, attempts: 2 },
    ]);
    expect(ids(await enrichments.lease(at(2.5), false, 10, LEASE))).toEqual([one.lead.id, three.lead.id]);
  });

  test("one that is over, by an answer or by the end of the buffer, is not taken any more", async () => {
    const [one, two] = [waiting("A", 1), waiting("B", 1)];
    await leads.insert([one, two]);
    await won(leads, { ...decided(one.lead, 1, []), enrichment: "over" });
    await enrichments.remove(two.lead.id, 2);
    expect(ids(await enrichments.lease(at(2), false, 10, LEASE))).toEqual([two.lead.id]);
    await enrichments.remove(two.lead.id, 1);
    expect(await enrichments.nextAt(false)).toBeNull();
  });

  test("an answer is kept for all instances until it is no longer fresh, also that there is none", async () => {
    const values = { "company.employees": 250, "company.tech": ["Kafka"] };
    const fresh = { provider: "firmo", at: at(0), freshUntil: at(10) };
    await answers.put("one", { ...fresh, values });
    await answers.put("none", { ...fresh, values: null });
    await Promise.all([answers, other.answers].map((store) => store.put("both", { ...fresh, values })));
    expect(await other.answers.get("one", at(9))).toEqual({ values, at: at(0) });
    expect(await other.answers.get("none", at(9))).toEqual({ values: null, at: at(0) });
    expect(await answers.get("one", at(10))).toBeNull();
    expect(await answers.get("other", at(9))).toBeNull();
    await answers.put("one", {
      ...fresh,
      values: { "company.employees": 300 },
      at: at(8),
      freshUntil: at(18),
    });
    expect(await answers.forgetStale(at(10))).toBe(2);
    expect(await answers.get("one", at(10))).toMatchObject({ values: { "company.employees": 300 } });
  });
});
