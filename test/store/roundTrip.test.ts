import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import type { EventBody } from "../../src/domain/events.ts";
import { replay } from "../../src/domain/evolve.ts";
import type { Lead, LeadState } from "../../src/domain/lead.ts";
import type { Trace } from "../../src/domain/trace.ts";
import { onBothDatabases } from "./support/databases.ts";
import {
  at,
  cardPosted,
  decided,
  insertOne,
  newLead,
  offered,
  policy,
  qualified,
  refused,
  timerOf,
  won,
} from "./support/leads.ts";

/** Ways through the states, as the events of each decision. */
const ways: Record<string, EventBody[][]> = {
  nurture: [[qualified, { type: "nurtured", because: "no_tier", nurture: null }]],
  suppressed: [[{ type: "suppressed", because: "person", until: at(99) }]],
  "suppressed for good": [[qualified, { type: "suppressed", because: "rule", until: null }]],
  routing: [
    [
      qualified,
      {
        type: "unrouted",
        considered: [{ rep: "U1", out: "open_cap", credit: null }],
        skipped: ["product"],
        timer: timerOf("fallback", [["fallback", 7]]),
      },
    ],
  ],
  accepted: [[qualified, offered("U1")], [cardPosted(1, 6)], [{ type: "accepted", turn: 1, rep: "U1" }]],
  "overdue, then tank, then claimed": [
    [qualified, offered("U1")],
    [cardPosted(1, 6)],
    [{ type: "overdue", turn: 1, rep: "U1", dueAt: at(126), lateMs: 17, notice: "notice:1" }],
    [
      { type: "taken_away", turn: 1, rep: "U1", why: "window", missedByMs: 7_200_000, lateMs: 0 },
      { type: "tanked", turn: 2, timer: timerOf("tank", [["overflow", 400]]) },
    ],
    [{ type: "claimed", turn: 2, rep: "U2" }],
  ],
  overflow: [
    [
      qualified,
      {
        type: "overflowed",
        turn: 1,
        owner: "U0",
        because: "nobody_eligible",
        considered: [],
        timer: timerOf("overflow", [
          ["remind", 30],
          ["escalate", 60],
        ]),
      },
    ],
  ],
  "recycled for a feature": [
    [qualified, offered("U1")],
    [
      {
        type: "recycled",
        turn: 1,
        rep: "U1",
        recycled: { reason: "feature_gap", feature: "sso", queue: "product" },
        note: null,
        timer: null,
      },
    ],
  ],
  "recycled and back": [
    [qualified, offered("U1")],
    [
      {
        type: "recycled",
        turn: 1,
        rep: "U1",
        recycled: { reason: "timing", returnsAt: at(500) },
        note: null,
        timer: timerOf("return", [["re_engage", 500]]),
      },
    ],
    [
      {
        type: "re_engaged",
        cycle: 2,
        policy: { version: 2, hash: "ef" },
        lane: null,
        timer: timerOf("buffer", [["qualify", 505]]),
        lateMs: 1,
      },
    ],
  ],
};

onBothDatabases(({ stores: { leads }, empty }) => {
  beforeEach(empty);

  test("a lead is read as it was written, in every state, and as its events have it", async () => {
    const seen = new Set<LeadState>();
    for (const [name, decisions] of Object.entries(ways)) {
      let lead: Lead = await insertOne(leads, newLead(name));
      for (const [n, bodies] of [[], ...decisions].entries()) {
        if (bodies.length > 0) lead = await won(leads, decided(lead, 5 + n, bodies));
        seen.add(lead.state);
        expect((await leads.load(lead.id))?.lead, name).toStrictEqual(lead);
      }
      expect(replay(await leads.events(lead.id)), name).toStrictEqual(lead);
    }
    expect([...seen].toSorted()).toEqual([
      "accepted",
      "buffering",
      "nurture",
      "offered",
      "overflow",
      "recycled",
      "routing",
      "suppressed",
      "tank",
    ]);
  });

  test("any numbers and texts in an event come back so that its hash still holds", async () => {
    let lead = await insertOne(leads, newLead("L1"));
    const text = fc.string({ unit: "grapheme" }).map((one) => one.replaceAll("\0", ""));
    const bodies = fc.record({
      credit: fc.double({ noNaN: true, noDefaultInfinity: true }),
      rep: text,
      skipped: fc.array(text),
    });
    await fc.assert(
      fc.asyncProperty(bodies, async ({ credit, rep, skipped }) => {
        const considered = [{ rep, out: null, credit }];
        const timer = timerOf("fallback", [["fallback", 7]]);
        lead = await won(leads, decided(lead, 5, [{ type: "unrouted", considered, skipped, timer }]));
        expect(replay(await leads.events(lead.id)).head).toBe(lead.head);
        expect((await leads.load(lead.id))?.lead).toStrictEqual(lead);
      }),
      { numRuns: 30 },
    );
  });

  test("the latest trace, notes and suppressions come with the decisions that made them", async () => {
    let lead = await insertOne(leads, newLead("L1"));
    const trace = (cycle: number): Trace => ({
      ...{ at: at(5), cycle, policy, score: 72.5, why: [], silent: [] },
      outcome: { decision: "route", tier: "1", seniority: null },
      hash: "7a".repeat(32),
    });
    lead = await won(leads, decided(lead, 5, [qualified], { trace: trace(1) }));
    lead = await won(
      leads,
      decided(lead, 6, [qualified], { trace: trace(2), note: { turn: 1, by: "U1", text: "no budget" } }),
    );
    expect((await leads.load(lead.id))?.trace).toEqual(trace(2));
    expect(await leads.notes(lead.id)).toEqual([{ turn: 1, by: "U1", text: "no budget" }]);

    const suppress = (identities: string[], until: string | null) =>
      ({ suppression: { identities, until, because: "not_icp" } }) as const;
    lead = await won(leads, decided(lead, 7, [refused("U1")], suppress(["mail", "phone"], at(90))));
    lead = await won(leads, decided(lead, 8, [refused("U1")], suppress(["mail"], at(60))));
    lead = await won(leads, decided(lead, 9, [refused("U1")], suppress(["phone"], null)));
    expect(await leads.suppressions([["mail"], ["nobody"], ["nobody", "mail", "phone"], []])).toEqual([
      { until: at(90), because: "not_icp" },
      null,
      { until: null, because: "not_icp" },
      null,
    ]);
  });
});
