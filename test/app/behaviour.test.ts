// What a person known already has done: counted with their lead, read by rules, and what brings a lead back.
import { beforeEach, expect, it } from "vitest";
import { backtest, repsAnswers } from "../../src/app/backtest/backtest.ts";
import { observeSignals } from "../../src/app/observeSignal.ts";
import { type Instant, instant, TurnedClock } from "../../src/clock.ts";
import { servicesOn } from "../../src/services.ts";
import { onBothDatabases } from "../store/support/databases.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";
import { Past } from "../support/past.ts";

const START = Date.parse("2026-03-02T10:00:00.000Z");
const MINUTE = 60_000;
const RULES = POLICY.replace(
  "  rules:",
  "  rules:\n    - { id: keen, when: 'signals.page_visit.pricing.count >= 2', points: 7 }",
).replace("budget: { nurture: value }", "budget: { nurture: value, return_on: [{ page: pricing }] }");
const JANE = { externalId: "j-1", email: "jane@acme.example", country: "GB", intent: "demo" };

onBothDatabases(({ database, empty }) => {
  beforeEach(empty);

  async function begin() {
    const clock = new TurnedClock(START);
    const services = await servicesOn(database, clock);
    const past = new Past(services, clock);
    await past.publish(policyOf(RULES));
    const [id = ""] = await past.receive([JANE]);
    const observe = observeSignals(services.leads, past.engine);
    const visits = (name: string, at: Instant, lead: { email: string } | { externalId: string } = JANE) =>
      observe({
        source: "website",
        lead: "email" in lead ? { email: lead.email } : lead,
        type: "page_visit",
        name,
        at,
      });
    const load = async () => {
      const record = await services.leads.load(id);
      if (!record) throw new Error("the lead is gone");
      return record;
    };
    return { past, id, visits, load, observe, services };
  }

  it("counts each time once, in whatever order it is reported, and rules read it", async () => {
    const { past, id, visits, load } = await begin();
    const [early, late] = [instant(START - 2 * MINUTE), instant(START - MINUTE)];
    expect(await visits("pricing", late)).toEqual({ kind: "recorded", leadId: id });
    await visits("pricing", early, { email: "Jane+x@acme.example".toLowerCase() });
    await visits("pricing", late, { externalId: "j-1" });
    expect((await load()).person.signals).toMatchObject([
      {
        key: "signals.page_visit.pricing",
        provider: "behaviour",
        value: { count: 2, first: early, last: late },
      },
    ]);
    await past.turn(10 * MINUTE);
    expect((await load()).trace?.why.map(({ rule }) => rule)).toContain("keen");
  });

  it("goes to the lead that a merged one was merged into, and to nobody where nobody is known", async () => {
    const { past, id, observe, visits } = await begin();
    await past.receive([{ ...JANE, externalId: "j-2" }]);
    await past.turn(10 * MINUTE);
    const at = instant(START);
    expect(await visits("pricing", at, { externalId: "j-2" })).toEqual({ kind: "recorded", leadId: id });
    expect(await visits("pricing", at, { email: "x@y.example" })).toEqual({ kind: "unknown" });
    const elsewhere = {
      source: "acme",
      lead: { externalId: "j-1" },
      type: "page_visit",
      name: "pricing",
      at,
    };
    expect(await observe(elsewhere)).toEqual({ kind: "unknown" });
  });

  it("brings back a lead without a budget when it is a visit to a page that the policy names, and no other", async () => {
    const { past, id, visits, load } = await begin();
    await past.turn(10 * MINUTE);
    await past.recycle(id, { reason: "budget" });
    await visits("careers", instant(START));
    expect((await load()).lead.state).toBe("recycled");
    await visits("pricing", instant(START));
    expect((await load()).lead).toMatchObject({
      ...{ state: "buffering", cycle: 2, recycledBefore: "budget" },
      back: { by: "page_visit", page: "pricing" },
    });
    await past.turn(10 * MINUTE);
    expect((await load()).lead).toMatchObject({ state: "offered", cycle: 2 });
  });

  it("of a lead that is merged goes on counting with the earlier lead's", async () => {
    const { past, visits, load } = await begin();
    await past.turn(MINUTE);
    for (const ago of [5, 4, 3]) await visits("pricing", instant(START - ago * MINUTE));
    await past.receive([{ ...JANE, externalId: "j-2" }]);
    await visits("pricing", instant(START), { externalId: "j-2" });
    await past.turn(MINUTE);
    expect((await load()).person.signals).toContainEqual(
      expect.objectContaining({
        key: "signals.page_visit.pricing",
        value: { count: 4, first: instant(START - 5 * MINUTE), last: instant(START) },
      }),
    );
  });

  it("counts in a backtest as it had been reported by the decision, however often and late it is since", async () => {
    const { past, visits, services } = await begin();
    const tried = () =>
      backtest(services.history, {
        ...{ policy: policyOf(RULES), outcomes: repsAnswers, keep: 9 },
        progress: () => ({ update() {}, end() {} }),
      });
    const keen = async () => (await tried()).rules.find(({ id }) => id === "keen");
    await visits("pricing", instant(START - 9 * MINUTE));
    await visits("pricing", instant(START - 8 * MINUTE));
    await past.turn(10 * MINUTE);
    expect(await keen()).toMatchObject({ old: 1, new: 1 });
    for (const ago of [7, 6, 5]) {
      await past.turn(MINUTE);
      await visits("pricing", instant(START - ago * MINUTE));
    }
    expect(await keen()).toMatchObject({ old: 1, new: 1 });
    await past.receive([{ ...JANE, externalId: "k-1", email: "kay@b.example" }]);
    await past.turn(10 * MINUTE);
    for (const ago of [7, 6, 5]) {
      await past.turn(MINUTE);
      await visits("pricing", instant(START - ago * MINUTE), { email: "kay@b.example" });
    }
    expect(await keen()).toMatchObject({ old: 1, new: 1 });
  });

  it("counts every click of a busy visitor, however many come at once", async () => {
    const { visits, load } = await begin();
    const clicks = Array.from({ length: 60 }, (_, n) => visits("pricing", instant(START - n * 1_000)));
    expect(new Set((await Promise.all(clicks)).map(({ kind }) => kind))).toEqual(new Set(["recorded"]));
    expect((await load()).person.signals).toMatchObject([{ value: { count: 60 } }]);
  });

  it("counts no more than 200 different things of one lead", async () => {
    const { visits } = await begin();
    const at = instant(START);
    for (let n = 0; n < 200; n++) await visits(`page-${n}`, at);
    expect(await visits("one-more", at)).toEqual({ kind: "full" });
    expect(await visits("page-7", instant(START - MINUTE))).toMatchObject({ kind: "recorded" });
  });
});
