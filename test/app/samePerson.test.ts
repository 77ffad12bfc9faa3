// Somebody who comes again: the later lead is merged into the earlier one, which takes what it brought.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { stateView } from "../../src/app/leadView.ts";
import { instant, TurnedClock } from "../../src/clock.ts";
import type { LeadId } from "../../src/ids.ts";
import { type Services, servicesOn } from "../../src/services.ts";
import { onBothDatabases } from "../store/support/databases.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";
import { type Body, Past } from "../support/past.ts";

const START = Date.parse("2026-03-02T10:00:00.000Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const JANE = {
  externalId: "jane-1",
  email: "jane.doe@gmail.com",
  firstName: "Jane",
  lastName: "Doe",
  phone: "+442079460958",
  country: "GB",
  intent: "demo",
  company: { name: "Acme", domain: "acme.example", employees: 300 },
};
/** By everything, and with rules that tell what the lead is known to be by now. */
const MATCH_ALL = `${POLICY.replace(
  "  rules:",
  `  rules:
    - { id: contested, when: 'lead.attribution == "contested"', points: 2 }
    - { id: boss, when: 'lead.title == "CEO"', points: 3 }`,
)}
identity: { window: 90d, match: [email, phone, name_domain] }
`;

onBothDatabases(({ database, empty }) => {
  beforeEach(empty);

  async function begin(policy = POLICY) {
    const clock = new TurnedClock(START);
    const services = await servicesOn(database, clock);
    const past = new Past(services, clock);
    await past.publish(policyOf(policy));
    const comes = async (body: Partial<Body>, source?: string) => {
      const [id] = await past.receive([{ ...JANE, ...body }], source);
      if (id === undefined) throw new Error("the lead was not taken");
      return id;
    };
    return { past, services, clock, comes };
  }

  async function leadOf({ leads }: Services, id: LeadId) {
    const record = await leads.load(id);
    if (!record) throw new Error(`there is no ${id}`);
    return record;
  }

  it("is merged at once, without waiting for a buffer; the earlier lead keeps the touch, and nobody is asked twice", async () => {
    const { past, services, comes } = await begin();
    const first = await comes({});
    await past.turn(0);
    const second = await comes({ externalId: "jane-2", intent: "newsletter" }, "webinar");
    await past.turn(0);
    const { lead } = await leadOf(services, second);
    expect(lead).toMatchObject({ state: "merged", into: first });
    expect(stateView(lead, new Map())).toMatchObject({ state: "merged", mergedInto: first, owner: null });
    const survivor = await leadOf(services, first);
    expect(survivor.lead).toMatchObject({
      state: "offered",
      touches: [{ from: second, source: "webinar", partner: null, at: instant(START) }],
    });
    const offers = [...(await services.leads.openOffers()).values()];
    expect(offers.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect((await services.leads.events(first)).map(({ body }) => body.type)).toEqual([
      ...["received", "qualified", "offered", "touched"],
    ]);
    expect((await leadOf(services, second)).trace?.why[0]).toMatchObject({
      rule: "duplicate",
      text: `Same e-mail as ${first}`,
    });
  });

  describe("is recognised", () => {
    const other = { phone: undefined, firstName: undefined, lastName: undefined };
    it.each<[string, boolean, Partial<Body>]>([
      ["by another spelling of the mailbox", true, { ...other, email: "janedoe+spring@googlemail.com" }],
      [
        "by the phone, where no other name is given",
        true,
        { ...other, email: "x@y.example", phone: JANE.phone },
      ],
      [
        "not by a switchboard's phone",
        false,
        { email: "x@y.example", firstName: "John", company: undefined },
      ],
      [
        "by the name at the company, in any order and spelling",
        true,
        {
          ...{
            email: "j.doe@acme.example",
            phone: undefined,
            firstName: "DOÉ",
            lastName: "jane",
            company: undefined,
          },
        },
      ],
      [
        "not by the name at a free mailbox",
        false,
        {
          ...{ email: "jd@gmx.de", phone: undefined, company: undefined },
        },
      ],
      ["not by nothing in common", false, { ...other, email: "x@y.example" }],
    ])("%s", async (_how, recognised, body) => {
      const { past, services, comes } = await begin(MATCH_ALL);
      await comes({});
      const second = await comes({ externalId: "jane-2", ...body });
      await past.turn(10 * MINUTE);
      expect((await leadOf(services, second)).lead.state === "merged").toBe(recognised);
    });

    it("by e-mail alone, and for 90 days, where the policy says nothing", async () => {
      const { past, services, comes } = await begin();
      await comes({});
      const byPhone = await comes({ externalId: "jane-2", email: "x@y.example" });
      await past.turn(91 * DAY);
      const late = await comes({ externalId: "jane-3" });
      await past.turn(10 * MINUTE);
      for (const id of [byPhone, late]) expect((await leadOf(services, id)).lead.state).not.toBe("merged");
    });
  });

  it("many times over in one delivery is one lead, and every touch is kept", async () => {
    const { past, services } = await begin();
    const bodies = Array.from({ length: 450 }, (_, n) => ({ ...JANE, externalId: `jane-${n}` }));
    const ids = await past.receive(bodies);
    await past.turn(MINUTE);
    const leads = await Promise.all(ids.map(async (id) => (await leadOf(services, id)).lead));
    const [first, ...others] = leads;
    expect(first?.state).toBe("offered");
    expect(new Set(others.map((lead) => (lead.state === "merged" ? lead.into : lead.state)))).toEqual(
      new Set([first?.id]),
    );
    expect(new Set(first?.touches.map(({ from }) => from))).toEqual(new Set(ids.slice(1)));
    expect(first?.touches).toHaveLength(449);
  });

  it("has what it said later in the same delivery counted", async () => {
    const { past, services } = await begin(MATCH_ALL);
    const { company: _, ...bare } = JANE;
    const [first = ""] = await past.receive([
      { ...bare, intent: "newsletter" },
      { ...JANE, externalId: "jane-2", title: "CEO" },
    ]);
    await past.turn(10 * MINUTE);
    const { lead, trace } = await leadOf(services, first);
    expect(trace?.why.map(({ rule }) => rule)).toEqual(["demo", "size", "boss"]);
    expect(lead).toMatchObject({ state: "offered", score: 73 });
  });

  it("is found through a lead that was merged, by what only that one knew", async () => {
    const { past, services, comes } = await begin(MATCH_ALL);
    const first = await comes({ phone: undefined, firstName: undefined });
    await comes({ externalId: "jane-2", firstName: undefined, phone: "+442079460111" });
    await past.turn(10 * MINUTE);
    const third = await comes({ externalId: "jane-3", email: "other@y.example", phone: "+442079460111" });
    await past.turn(10 * MINUTE);
    expect((await leadOf(services, third)).lead).toMatchObject({ state: "merged", into: first });
    expect((await leadOf(services, first)).lead.touches).toHaveLength(2);
  });

  it("has newer words counted, but source and partner stay the first's, and two partners contest it", async () => {
    const { past, services, comes } = await begin(MATCH_ALL);
    const first = await comes({ intent: "newsletter", partner: "Acme" });
    await past.turn(MINUTE);
    await comes({ externalId: "jane-2", intent: "demo", title: "CEO", partner: "Bolt" }, "webinar");
    await past.turn(10 * MINUTE);
    const { lead, trace, person } = await leadOf(services, first);
    expect(lead).toMatchObject({ source: "website", score: 75, touches: [{ partner: "Bolt" }] });
    expect(trace?.why.map(({ rule }) => rule)).toEqual(["demo", "size", "boss", "contested"]);
    expect(trace?.why[0]?.from).toMatchObject({
      "lead.intent": { provider: "lead", replaced: { value: "newsletter" } },
    });
    expect(person.signals.map(({ key }) => key)).not.toContain("lead.partner");
  });

  it("is no second partner's when the first's name is spelt otherwise", async () => {
    const { past, services, comes } = await begin(MATCH_ALL);
    const first = await comes({ intent: "newsletter", partner: "Acme Co" });
    await past.turn(MINUTE);
    await comes({ externalId: "jane-2", partner: "ACME  co" });
    await past.turn(10 * MINUTE);
    const { trace } = await leadOf(services, first);
    expect(trace?.why.map(({ rule }) => rule)).toEqual(["demo", "size"]);
  });

  it.each(["nurture", "recycled"])("brings a lead back that is %s", async (state) => {
    const { past, services, comes } = await begin();
    const first = await comes(state === "nurture" ? { intent: "newsletter", company: undefined } : {});
    await past.turn(10 * MINUTE);
    if (state === "recycled") await past.recycle(first, { reason: "budget" });
    expect((await leadOf(services, first)).lead.state).toBe(state);
    await comes({ externalId: "jane-2" });
    await past.turn(0);
    expect((await leadOf(services, first)).lead).toMatchObject({ cycle: 2, back: { by: "touch" } });
    await past.turn(10 * MINUTE);
    expect((await leadOf(services, first)).lead).toMatchObject({ state: "offered", cycle: 2, score: 70 });
  });

  it("leaves a lead alone that somebody has accepted, but for the touch", async () => {
    const { past, services, comes } = await begin();
    const first = await comes({});
    await past.turn(0);
    await past.accept(first);
    await comes({ externalId: "jane-2" });
    await past.turn(10 * MINUTE);
    expect((await leadOf(services, first)).lead).toMatchObject({ state: "accepted", cycle: 1 });
    expect((await leadOf(services, first)).lead.touches).toHaveLength(1);
  });

  it("begins anew once a suppression is over", async () => {
    const { past, services, comes } = await begin(POLICY.replace("days: 365", "days: 1"));
    const first = await comes({ company: { domain: "rival.example" }, intent: "other" });
    await past.turn(10 * MINUTE);
    expect((await leadOf(services, first)).lead.state).toBe("suppressed");
    const during = await comes({ externalId: "jane-2" });
    await past.turn(10 * MINUTE);
    await past.turn(2 * DAY);
    const after = await comes({ externalId: "jane-3" });
    await past.turn(10 * MINUTE);
    expect((await leadOf(services, during)).lead.state).toBe("suppressed");
    expect((await leadOf(services, after)).lead.state).toBe("offered");
  });

  it("is not taken twice when Baton dies between the touch and the merge", async () => {
    const { past, services, comes } = await begin();
    const first = await comes({});
    await past.turn(0);
    const second = await comes({ externalId: "jane-2" });
    const dies = vi.spyOn(services.leads, "handKeysOn").mockRejectedValue(new Error("killed"));
    await expect(past.turn(0)).rejects.toThrow();
    dies.mockRestore();
    expect((await leadOf(services, second)).lead.state).toBe("buffering");
    await past.turn(2 * MINUTE);
    expect((await leadOf(services, second)).lead).toMatchObject({ state: "merged", into: first });
    expect((await leadOf(services, first)).lead.touches).toHaveLength(1);
  });
});
