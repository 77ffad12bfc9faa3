// A lead that comes when everybody has gone home, told in commands.
import { describe, expect, it } from "vitest";
import { POLICY, policyOf, TEAM, teamOf } from "../support/fixtures.ts";
import { Story } from "../support/story.ts";

const OFFICE = 'timezone: Europe/London\nhours: { mon-fri: "09:00-18:00" }';
const team = teamOf(TEAM.replace("timezone: Europe/London", OFFICE));
const waiting = policyOf(POLICY.replace("by: [territory", "off_hours: wait\n  by: [territory"));
const FRIDAY_NIGHT = "2026-03-27T22:00:00.000Z";

const story = (policy = waiting) => new Story({ policy, team, start: FRIDAY_NIGHT });

describe("a lead at night", () => {
  it("goes to the Overflow Manager within two minutes unless the policy waits", () => {
    const overflow = story(policyOf());
    overflow.nextTick();
    overflow.nextTick();
    expect(overflow.lead.state).toBe("overflow");
    expect(overflow.now).toBe("2026-03-27T22:02:00.000Z");
  });

  it("waits for the next opening where the policy says so, and is offered then", () => {
    const one = story();
    one.nextTick();
    expect(one.lead).toMatchObject({
      state: "routing",
      waitsFor: ["U0ALICE", "U0CAROL"],
      timer: { ladder: "opening", steps: [{ do: "route", at: "2026-03-30T08:00:00.000Z" }] },
    });
    one.nextTick();
    expect(one.now).toBe("2026-03-30T08:00:00.000Z");
    expect(one.lead.state).toBe("offered");
  });

  it("waits once more when whoever it waited for is not there then", () => {
    const one = story();
    one.nextTick();
    one.team = teamOf(TEAM.replace("timezone: Europe/London", OFFICE.replace("09:00", "11:00")));
    one.nextTick();
    expect(one.lead).toMatchObject({ state: "routing", timer: { ladder: "opening" } });
    one.nextTick();
    expect(one.now).toBe("2026-03-30T10:00:00.000Z");
    expect(one.lead.state).toBe("offered");
  });

  it("goes to whoever is put on shift meanwhile, or waits for whoever is there sooner", () => {
    const one = story();
    one.nextTick();
    one.do({ do: "route_again" });
    expect(one.types().filter((type) => type === "unrouted")).toHaveLength(1);
    const withWeekend = (hours: string) =>
      teamOf(
        TEAM.replace("timezone: Europe/London", OFFICE).replace(
          "name: Carol,",
          `name: Carol, hours: ${hours},`,
        ),
      );
    one.team = withWeekend('{ sat: "10:00-14:00" }');
    one.do({ do: "route_again" });
    expect(one.lead).toMatchObject({ state: "routing", waitsFor: ["U0CAROL"] });
    one.team = withWeekend('{ fri: "20:00-24:00" }');
    one.do({ do: "route_again" });
    expect(one.lead).toMatchObject({ state: "offered", owner: "U0CAROL" });
  });

  it("goes to the Overflow Manager when those who open are full", () => {
    const one = story();
    one.nextTick();
    one.team = teamOf(
      TEAM.replace("timezone: Europe/London", OFFICE).replaceAll(
        "seniority: senior",
        "seniority: senior, open_cap: 0",
      ),
    );
    one.nextTick();
    expect(one.lead).toMatchObject({ state: "routing", waitsFor: [], timer: { ladder: "fallback" } });
    one.nextTick();
    expect(one.lead.state).toBe("overflow");
  });
});

describe("a lead that comes back", () => {
  const sticky = policyOf(POLICY.replace("share: { weight: rep }", "sticky: { within: 180d }"));

  it("goes to the rep who had it before, whoever's turn it is", () => {
    const one = new Story({ policy: sticky }).offered();
    const first = one.owner;
    const returnsAt = "2026-05-04T09:00:00.000Z";
    one.do({ do: "recycle", by: first ?? "", turn: 1, answer: { reason: "timing", returnsAt }, note: null });
    one.nextTick();
    one.nextTick();
    expect(one.owner).toBe(first);
    expect(one.last("offered").how).toBe("sticky");
  });
});
