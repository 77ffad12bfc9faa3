import { beforeEach, expect, test } from "vitest";
import { onBothDatabases } from "./support/databases.ts";
import {
  at,
  cardPosted,
  decided,
  insertOne,
  newLead,
  offered,
  qualified,
  refused,
  won,
} from "./support/leads.ts";

onBothDatabases(({ stores: { leads, mirrors }, database, empty }) => {
  beforeEach(empty);

  test("of fifty decisions made at once on one lead, one is written", async () => {
    const lead = await insertOne(leads, newLead("L1"));
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, rep) => leads.commit(decided(lead, 5, [qualified, offered(`U${rep}`)]))),
    );
    expect(results.filter((result) => result === "won")).toHaveLength(1);
    const winner = `U${results.indexOf("won")}`;
    expect((await leads.load(lead.id))?.lead).toMatchObject({ state: "offered", owner: winner, seq: 3 });
    expect(await leads.events(lead.id)).toHaveLength(3);
  });

  test("a lost decision leaves nothing behind", async () => {
    const lead = await insertOne(leads, newLead("L1"));
    await won(leads, decided(lead, 5, [qualified, offered("U1")]));
    const late = decided(lead, 6, [qualified, offered("U2")], {
      raise: [{ id: `offer:${lead.id}:1`, kind: "offer", leadId: lead.id, to: "U2" }],
      ledgers: [{ id: "share", version: 0, data: { credits: { U2: -1 }, today: {} } }],
      note: { turn: 1, by: "U2", text: "called twice" },
      suppression: { identities: ["x"], until: null, because: "rule" },
      notice: { id: "notice:1", turn: 1 },
    });
    expect(await leads.commit(late)).toBe("lost");
    expect(await leads.ledger("share", "share")).toMatchObject({ version: 0, data: { credits: {} } });
    expect(await mirrors.behind()).toBe(0);
    expect(await leads.notes(lead.id)).toEqual([]);
    expect(await leads.suppressions([["x"]])).toEqual([null]);
    expect(await leads.noticeLeads("notice:1")).toEqual([]);
    expect(await leads.events(lead.id)).toHaveLength(3);
  });

  test("of two choices made at once from one ledger, one is made again", async () => {
    const one = await insertOne(leads, newLead("L1"));
    const two = await insertOne(leads, newLead("L2"));
    const choice = (lead: typeof one, version: number) =>
      leads.commit(
        decided(lead, 5, [qualified, offered("U1")], {
          ledgers: [{ id: "share", version, data: { credits: { U1: version }, today: {} } }],
        }),
      );
    const first = await Promise.all([choice(one, 0), choice(two, 0)]);
    expect(first.toSorted()).toEqual(["lost", "won"]);
    const loser = first[0] === "lost" ? one : two;
    const ledger = await leads.ledger("share", "share");
    expect(ledger).toMatchObject({ version: 1, data: { credits: { U1: 0 } } });
    expect(await choice(loser, ledger.version)).toBe("won");
    expect(await leads.ledger("share", "share")).toMatchObject({ version: 2, data: { credits: { U1: 1 } } });
  });

  test("a lead has the deadline of its present ladder and no other", async () => {
    let lead = await insertOne(leads, newLead("L1"));
    const due = async () =>
      (await leads.leaseDue(at(10_000), 10, 0)).map(({ ladder, step, dueAt }) => [ladder, step, dueAt]);
    expect(await due()).toEqual([["buffer", 0, at(5)]]);
    lead = await won(leads, decided(lead, 5, [qualified, offered("U1")]));
    expect(await due()).toEqual([]);
    lead = await won(leads, decided(lead, 6, [cardPosted(1, 6)]));
    expect(await due()).toEqual([["offer", 0, at(126)]]);
    lead = await won(leads, decided(lead, 7, [refused("U2")]));
    expect(await due()).toEqual([["offer", 0, at(126)]]);
    await won(leads, decided(lead, 8, [{ type: "accepted", turn: 1, rep: "U1" }]));
    expect(await due()).toEqual([]);
    expect(await leads.nextDueAt()).toBeNull();
  });

  test("committing many writes the leads that won and names those that lost", async () => {
    const [a, b, c] = await Promise.all(["A", "B", "C"].map((id) => insertOne(leads, newLead(id))));
    if (!a || !b || !c) throw new Error("three leads");
    await won(leads, decided(b, 4, [refused("U9")]));
    const commits = [a, b, c].map((lead) => decided(lead, 5, [qualified, offered("U1")]));
    expect(await leads.commitMany(commits, [])).toEqual({ lost: [b.id] });
    const states = [...(await leads.loadMany([a.id, b.id, c.id])).values()].map(({ lead }) => lead.state);
    expect(states.toSorted()).toEqual(["buffering", "offered", "offered"]);
  });

  test("with a ledger between them, many are written all or not at all", async () => {
    const [a, b] = await Promise.all(["A", "B"].map((id) => insertOne(leads, newLead(id))));
    if (!a || !b) throw new Error("two leads");
    const ledger = (version: number) => [{ id: "share", version, data: { credits: {}, today: {} } }];
    const both = [a, b].map((lead) => decided(lead, 5, [qualified, offered("U1")]));
    expect(await leads.commitMany(both, ledger(7))).toEqual({ lost: "ledger" });
    const moved = await won(leads, decided(b, 4, [refused("U9")]));
    expect(await leads.commitMany(both, ledger(0))).toEqual({ lost: [b.id] });
    expect((await leads.load(a.id))?.lead).toEqual(a);
    const again = [both[0], decided(moved, 5, [qualified, offered("U1")])].filter((one) => one !== undefined);
    expect(await leads.commitMany(again, ledger(0))).toEqual({ lost: [] });
    expect(await leads.ledger("share", "share")).toMatchObject({ version: 1 });
  });

  test("decisions of many leads at once, in any order, never wait for each other for ever", async () => {
    const all = Array.from({ length: 20 }, (_, n) => newLead(`L${n}`));
    await leads.insert(all);
    const wave = (seed: number) =>
      leads.commitMany(
        all
          .map(({ lead }) =>
            decided(lead, 5, [refused(`U${seed}`)], {
              raise: [
                { id: `notice:shared${seed % 3}`, kind: "notice", leadId: lead.id, to: "C1" },
                { id: `offer:${lead.id}:1`, kind: "offer", leadId: lead.id, to: `U${seed % 4}` },
              ],
            }),
          )
          .toSorted((x, y) => (x.lead.head + seed < y.lead.head + seed ? -1 : 1) * (seed % 2 ? 1 : -1)),
        [],
      );
    const results = await Promise.all(Array.from({ length: 20 }, (_, seed) => wave(seed)));
    const lost = results.map((result) => result.lost.length);
    expect(lost.filter((count) => count === 0)).toHaveLength(1);
    expect(lost.filter((count) => count === 20)).toHaveLength(19);
  });

  test("what has happened cannot be changed, deleted or emptied", async () => {
    await insertOne(leads, newLead("L1"));
    for (const sql of [
      `UPDATE "LeadEvent" SET actor = 'nobody'`,
      `DELETE FROM "LeadEvent"`,
      `TRUNCATE "LeadEvent"`,
      `UPDATE "AuditLeaf" SET hash = ''`,
      `DELETE FROM "AuditLeaf"`,
      `TRUNCATE "AuditLeaf"`,
      `UPDATE "Checkpoint" SET root = ''`,
      `DELETE FROM "Checkpoint"`,
      `TRUNCATE "Checkpoint"`,
      `DELETE FROM "PolicyVersion"`,
      `TRUNCATE "PolicyVersion"`,
      `DELETE FROM "TeamVersion"`,
      `TRUNCATE "TeamVersion"`,
    ]) {
      await expect(database.pool.query(sql), sql).rejects.toMatchObject({ code: "BA001" });
    }
  });
});
