import { beforeEach, expect, test } from "vitest";
import type { Lead } from "../../src/domain/lead.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at, decided, newLead, refused, won } from "./support/leads.ts";

onBothDatabases(({ stores: { leads, guards, exceptions }, database, empty }) => {
  beforeEach(empty);

  let made = 0;

  /** A lead that version 2 decides, or 1, as its row says it is now. */
  async function insert(version: number, state: string, detail: object = {}): Promise<string> {
    made += 1;
    const created = newLead(`T${made}`);
    const policy = { version, hash: `${version}`.repeat(64) };
    await leads.insert([{ ...created, lead: { ...created.lead, policy } as Lead }]);
    const { id } = created.lead;
    await database.pool.query(
      'UPDATE "Lead" SET state = $2::"LeadState", detail = detail || $3 WHERE id = $1',
      [...[id, state, JSON.stringify(detail)]],
    );
    return id;
  }
  /** Ten minutes after the leads' buffers end: no step is so late that it counts. */
  const tallies = (since = at(-60), until = at(15)) =>
    guards.tallies({ canary: 2, control: 1 }, since, until);
  const none = { leads: 0, overridden: 0, disqualified: 0, exceptions: 0 };

  test("without leads there is nothing on either side", async () => {
    expect(await tallies()).toEqual({ canary: none, control: none });
  });

  test("counts what was decided, by the version that decided it, and of it what was disqualified", async () => {
    await insert(1, "accepted");
    await insert(2, "offered");
    await insert(2, "tank");
    await insert(2, "recycled", { recycled: { reason: "not_icp", criterion: "size", until: null } });
    await insert(2, "recycled", { recycled: { reason: "budget", nurture: "value" } });
    await insert(2, "nurture", { because: "icp" });
    await insert(2, "nurture", { because: "minimum" });
    for (const because of ["score", "rule", "check"]) await insert(2, "suppressed", { because });
    await insert(3, "accepted");
    expect(await tallies()).toEqual({
      canary: { ...none, leads: 9, disqualified: 5 },
      control: { ...none, leads: 1 },
    });
  });

  test("leaves out what the version did not decide: leads in their buffer, merged, or suppressed before", async () => {
    await insert(2, "buffering");
    await insert(2, "merged");
    await insert(2, "suppressed", { because: "person" });
    expect((await tallies()).canary).toEqual(none);
  });

  test("only counts leads that arrived in the time that is asked about", async () => {
    await insert(2, "accepted");
    expect((await tallies(at(1), at(15))).canary.leads).toBe(0);
    expect((await tallies(at(-60), at(-1))).canary.leads).toBe(0);
    expect((await tallies(at(0), at(0))).canary.leads).toBe(1);
  });

  test("an exception is a lead whose message Slack refuses, or whose due step cannot be done, also undecided", async () => {
    const id = await insert(2, "offered");
    const entry = { source: null, code: "undeliverable", raw: "", receivedAt: at(5) };
    for (const turn of [1, 2]) {
      await exceptions.keep([{ ...entry, id: `exc_${turn}`, fields: { mirror: `offer:${id}:${turn}` } }]);
    }
    await exceptions.keep([{ ...entry, id: "exc_3", code: "invalid", fields: [] }]);
    await insert(2, "accepted");
    expect((await tallies()).canary).toEqual({ ...none, leads: 2, exceptions: 1 });
    await database.pool.query('DELETE FROM "Deadline"');
    await insert(2, "buffering");
    expect((await tallies()).canary, "its step is ten minutes late").toMatchObject({ leads: 2 });
    expect((await tallies(at(-60), at(21))).canary).toEqual({ ...none, leads: 3, exceptions: 2 });
  });

  test("a lead that was overridden twice counts once", async () => {
    const lead = newLead("O");
    await leads.insert([lead]);
    await won(leads, decided(lead.lead, 1, [refused("U1"), refused("U2")]));
    const { policy } = lead.lead;
    await database.pool.query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE "LeadEvent" SET type = 'overridden' WHERE type = 'refused';
      UPDATE "Lead" SET state = 'accepted'; COMMIT`);
    const found = await guards.tallies({ canary: policy.version, control: 99 }, at(-60), at(15));
    expect(found.canary).toEqual({ ...none, leads: 1, overridden: 1 });
  });
});
