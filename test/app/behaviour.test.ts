// What a person known already has done: counted with their lead, read by rules, and what brings a lead back.
import { beforeEach, expect, it } from "vitest";
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

  it("counts no more than 200 different things of one lead", async () => {
    const { visits } = await begin();
    const at = instant(START);
    for (let n = 0; n < 200; n++) await visits(`page-${n}`, at);
    expect(await visits("one-more", at)).toEqual({ kind: "full" });
    expect(await visits("page-7", instant(START - MINUTE))).toMatchObject({ kind: "recorded" });
  });
});
