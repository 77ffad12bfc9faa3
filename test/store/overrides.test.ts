// What the record says of overrides: found by when they were submitted, with all that came of them.
import { beforeEach, expect, test } from "vitest";
import type { EventBody, EventOf } from "../../src/domain/events.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at, decided, newLead, won } from "./support/leads.ts";

const hour = (hours: number) => at(60 * hours);

const said = (no: number, by = "U0MANAGER"): Omit<EventOf<"overridden">, "type" | "approvedBy"> => ({
  ...{ no, by, act: { do: "reopen" }, reasonCode: "rule_gap", justification: "c".repeat(64), evidence: null },
  ...{ rule: "size", team: null, rulesWouldHave: { state: "nurture", next: null, rep: null } },
});
const done = (no: number): EventBody => ({ type: "overridden", ...said(no), approvedBy: null });
const asked = (no: number): EventBody => ({
  ...{ type: "override_asked", ...said(no), turn: 0 },
  timer: { ladder: "override", steps: [{ do: "reject", at: hour(24) }], next: 0 },
});
const rejection = { type: "override_rejected", by: null, why: "expired", lateMs: 0 } as const;
const approved = (no: number): EventBody => ({ type: "overridden", ...said(no), approvedBy: "U0SECOND" });
const reviewed = (no: number): EventBody => ({ type: "override_reviewed", no, by: "U0STEWARD", note: null });

onBothDatabases(({ stores: { leads, overrides }, database, empty }) => {
  beforeEach(empty);

  /** A lead with a history of overrides, each event at its hour; gives its id. */
  async function lead(name: string, ...history: readonly (readonly [hours: number, body: EventBody])[]) {
    const created = newLead(name);
    await leads.insert([created]);
    let { lead: known } = created;
    for (const [hours, body] of history) {
      const commit = decided(known, 60 * hours, [body]);
      await won(leads, commit);
      known = commit.lead;
    }
    return known.id;
  }
  const submitted = async (from: number, to: number) =>
    (await overrides.submitted({ from: hour(from), to: hour(to) })).map(
      ({ leadId, no, outcome, reviewed: by }) => [leadId, no, outcome, by?.by ?? null],
    );

  test("an override is of the time it was submitted in, and tells what came of it later", async () => {
    const a = await lead("A", [1, asked(1)], [30, approved(1)], [40, reviewed(1)], [50, done(2)]);
    const b = await lead("B", [2, done(1)]);
    const c = await lead("C", [3, asked(1)], [27, { ...rejection, no: 1 }]);
    expect(await submitted(0, 10)).toEqual([
      [a, 1, "approved", "U0STEWARD"],
      [b, 1, "done", null],
      [c, 1, "expired", null],
    ]);
    expect(await submitted(10, 60)).toEqual([[a, 2, "done", null]]);
    expect(await submitted(30, 31)).toEqual([]);
  });

  test("the first instant of the time counts, the last does not", async () => {
    const a = await lead("A", [1, done(1)], [2, done(2)]);
    expect(await submitted(1, 2)).toEqual([[a, 1, "done", null]]);
  });

  test("what nobody has reviewed is counted, asked for or carried out, each once", async () => {
    expect(await overrides.unreviewed()).toBe(0);
    await lead("A", [1, asked(1)], [2, approved(1)], [3, done(2)], [4, done(3)], [5, reviewed(2)]);
    await lead("B", [1, asked(1)], [5, { ...rejection, no: 1 }]);
    expect(await overrides.unreviewed()).toBe(3);
  });

  test("the condition of the index is the query's own, so that both are answered from indexes", async () => {
    const client = await database.pool.connect();
    try {
      await client.query("SET enable_seqscan = off");
      const { rows } = await client.query(
        `EXPLAIN SELECT count(*) FROM "LeadEvent"
         WHERE (type = 'override_asked' OR (type = 'overridden' AND payload ->> 'approvedBy' IS NULL))`,
      );
      expect(JSON.stringify(rows)).toContain("LeadEvent_submitted_idx");
    } finally {
      await client.query("RESET enable_seqscan");
      client.release();
    }
  });
});
