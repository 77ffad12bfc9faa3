import { beforeEach, expect, test } from "vitest";
import type { EventBody } from "../../src/domain/events.ts";
import type { Lead } from "../../src/domain/lead.ts";
import { onBothDatabases } from "./support/databases.ts";
import { at, cardPosted, decided, newLead, offered, qualified, timerOf, won } from "./support/leads.ts";

const overflowed = (turn: number): EventBody => ({
  type: "overflowed",
  turn,
  owner: "U0OVERFLOW",
  because: "nobody_eligible",
  considered: [],
  timer: timerOf("overflow", [["remind", 999]]),
});
const overdue = (dueAt: number): EventBody => ({
  ...{ type: "overdue", turn: 1, rep: "U1", dueAt: at(dueAt), lateMs: 0, notice: "notice:x" },
});
const tanked: EventBody[] = [
  { type: "taken_away", turn: 1, rep: "U1", why: "window", missedByMs: 0, lateMs: 0 },
  { type: "tanked", turn: 2, timer: null },
];

onBothDatabases(({ stores: { leads }, empty }) => {
  beforeEach(empty);

  /** A lead that received `bodies` at these minutes. */
  async function lead(
    externalId: string,
    minutes: number,
    ...decisions: [number, ...EventBody[]][]
  ): Promise<Lead> {
    const fresh = newLead(externalId, undefined, { minutes });
    await leads.insert([fresh]);
    let { lead } = fresh;
    for (const [when, ...bodies] of decisions) lead = await won(leads, decided(lead, when, bodies));
    return lead;
  }

  const names = (records: readonly { person: { externalId: string } }[]) =>
    records.map((one) => one.person.externalId);
  const page = (offset = 0, limit = 20) => ({ offset, limit });

  async function sample() {
    await lead("buffering, young", 50);
    await lead("buffering, old", 0);
    await lead("offered, no card", 0, [5, qualified, offered("U1")]);
    await lead("offered, late deadline", 0, [5, qualified, offered("U1")], [20, cardPosted(1, 20)]);
    await lead("offered, early deadline", 0, [5, qualified, offered("U2")], [10, cardPosted(1, 10)]);
    await lead("tank, young", 0, [5, qualified, offered("U1")], [300, ...tanked]);
    await lead("tank, old", 0, [5, qualified, offered("U1")], [250, ...tanked]);
    await lead(
      "overdue, a little",
      0,
      [5, qualified, offered("U1")],
      [6, cardPosted(1, 6)],
      [140, overdue(126)],
    );
    await lead("overdue, long", 0, [4, qualified, offered("U2")], [5, cardPosted(1, 5)], [145, overdue(125)]);
    await lead("overflow", 0, [5, qualified, overflowed(1)]);
    await lead("accepted", 0, [5, qualified, offered("U1")], [60, { type: "accepted", turn: 1, rep: "U1" }]);
    await lead(
      "accepted later",
      0,
      [5, qualified, offered("U1")],
      [70, { type: "accepted", turn: 1, rep: "U1" }],
    );
    await lead("nurture", 0, [5, qualified, { type: "nurtured", because: "icp", nurture: null }]);
  }
  const totals = { open: 10, overdue: 2, tank: 2, offered: 3 };
  const order = [
    ...["overflow", "overdue, long", "overdue, a little", "tank, old", "tank, young"],
    ...[
      "offered, early deadline",
      "offered, late deadline",
      "offered, no card",
      "buffering, old",
      "buffering, young",
    ],
  ];

  test("the queue shows what is open, the most pressing first, in pages", async () => {
    await sample();
    const all = await leads.queue({ kind: "all" }, page(), at(400));
    expect(names(all.rows)).toEqual(order);
    const groups = { overflow: 1, overdue: 2, tank: 2, review: 0, offered: 3, other: 2 };
    expect(all).toMatchObject({ matching: 10, groups, totals });
    const second = await leads.queue({ kind: "all" }, page(4, 4), at(400));
    expect(names(second.rows)).toEqual(order.slice(4, 8));
    expect(second).toMatchObject({ matching: 10, totals });
  });

  test("filters show a part of the queue and the totals of all of it", async () => {
    await sample();
    const of = async (filter: Parameters<typeof leads.queue>[0]) => {
      const { rows, groups, ...counts } = await leads.queue(filter, page(), at(400));
      const some = Object.entries(groups).filter(([, count]) => count > 0);
      return [names(rows), Object.fromEntries(some), counts];
    };
    expect(await of({ kind: "overdue" })).toEqual([
      order.slice(1, 3),
      { overdue: 2 },
      { matching: 2, totals },
    ]);
    expect(await of({ kind: "tank" })).toEqual([order.slice(3, 5), { tank: 2 }, { matching: 2, totals }]);
    expect(await of({ kind: "rep", rep: "U2" })).toEqual([
      [order[1], order[5]],
      { overdue: 1, offered: 1 },
      { matching: 2, totals },
    ]);
    expect(await of({ kind: "rep", rep: "U7" })).toEqual([[], {}, { matching: 0, totals }]);
  });

  test("an empty queue is empty", async () => {
    const { rows, matching, totals } = await leads.queue({ kind: "all" }, page(), at(0));
    expect([rows, matching, totals]).toEqual([[], 0, { open: 0, overdue: 0, tank: 0, offered: 0 }]);
  });

  test("a rep's leads: offered by deadline, then accepted with the newest first", async () => {
    await sample();
    const mine = [
      "overdue, a little",
      "offered, late deadline",
      "offered, no card",
      "accepted later",
      "accepted",
    ];
    expect(names(await leads.mine("U1", 20))).toEqual(mine);
    expect(names(await leads.mine("U1", 4))).toEqual(mine.slice(0, 4));
    expect(await leads.mine("U7", 4)).toEqual([]);
  });

  test("open offers are counted by rep, overdue ones too", async () => {
    await sample();
    expect(await leads.openOffers()).toEqual(
      new Map([
        ["U1", 3],
        ["U2", 2],
      ]),
    );
    const held = await leads.loadMany(await leads.heldBy("U2"));
    expect(names([...held.values()]).toSorted()).toEqual(["offered, early deadline", "overdue, long"]);
  });

  test("a lead is found by the beginning of its id or external id, taken literally", async () => {
    const { id } = await lead("web_1%", 0);
    await lead("webX12", 1);
    await lead("closed web", 2, [5, qualified, { type: "nurtured", because: "icp", nurture: null }]);
    const find = async (text: string, source: string | null = null) =>
      names(await leads.find(source, text, 5));
    expect(await find("web_1%")).toEqual(["web_1%"]);
    expect(await find("web")).toEqual(["webX12", "web_1%"]);
    expect(await find("closed")).toEqual(["closed web"]);
    expect(await find(id)).toEqual(["web_1%"]);
    expect(await find(id.slice(0, -1))).toContain("web_1%");
    expect(await find("web", "acme")).toEqual([]);
    expect(await find("")).toHaveLength(3);
    expect(await find("nothing")).toEqual([]);
  });

  test("the leads of a notice come in the order they joined, each once", async () => {
    const joined = [];
    for (const name of ["C", "A", "B"]) {
      let one = await lead(name, 0, [4, qualified, offered("U2")]);
      const notice = { id: "notice:x", turn: 1 };
      one = await won(leads, decided(one, 6, [overdue(5)], { notice }));
      joined.push({ lead: one, notice });
    }
    const [first] = joined;
    if (first) await won(leads, decided(first.lead, 7, [cardPosted(1, 7)], { notice: first.notice }));
    const listed = await leads.noticeLeads("notice:x");
    expect(listed.map(({ record, turn }) => [record.person.externalId, turn])).toEqual([
      ["C", 1],
      ["A", 1],
      ["B", 1],
    ]);
  });
});
