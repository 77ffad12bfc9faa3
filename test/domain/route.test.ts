import { describe, expect, it } from "vitest";
import type { AccountOwner } from "../../src/domain/accountOwner.ts";
import type { RouteFacts, RouteLead } from "../../src/domain/candidates.ts";
import { EMPTY_LEDGER } from "../../src/domain/ledgers.ts";
import { route } from "../../src/domain/route.ts";
import { POLICY, policyOf, TEAM, teamOf } from "../support/fixtures.ts";
import { START } from "../support/story.ts";

const lead = (over: Partial<RouteLead> = {}): RouteLead => ({
  submission: { country: "GB" },
  seniority: null,
  lost: [],
  ...over,
});

const facts = (over: Partial<RouteFacts> = {}): RouteFacts => ({
  now: START,
  policy: policyOf(),
  team: teamOf(),
  gone: new Map(),
  openOffers: new Map(),
  share: EMPTY_LEDGER.share,
  ...over,
});

/** Who was in the choice, and why the others were not. */
function considered(l: RouteLead, f: RouteFacts) {
  return Object.fromEntries(route(l, f).considered.map(({ rep, out }) => [rep, out]));
}

describe("routing", () => {
  it("narrows by territory; who lists none takes all", () => {
    expect(considered(lead(), facts())).toEqual({ U0ALICE: null, U0BOB: null, U0CAROL: null });
    expect(considered(lead({ submission: { country: "US" } }), facts())).toEqual({
      U0ALICE: null,
      U0BOB: "territory",
      U0CAROL: null,
    });
  });

  it("falls back on the company's country", () => {
    const german = lead({ submission: { company: { country: "DE" } } });
    expect(considered(german, facts()).U0ALICE).toBe("territory");
  });

  it("gives a senior tier to seniors", () => {
    expect(considered(lead({ seniority: "senior" }), facts()).U0BOB).toBe("seniority");
  });

  it("skips a step that would leave nobody, and says so", () => {
    const noGeneralist = teamOf(
      TEAM.replace("name: Carol, seniority: senior", "name: Carol, territories: [GB]"),
    );
    const routed = route(lead({ submission: { country: "FR" } }), facts({ team: noGeneralist }));
    expect(routed.found).toBe(true);
    expect(routed.skipped).toContain("territory");
  });

  it("leaves out whom Slack does not reach, who is off shift, capped, or has lost this lead", () => {
    const team = teamOf(
      TEAM.replace("name: Alice,", "name: Alice, open_cap: 2,").replace(
        "name: Bob,",
        'name: Bob, hours: { sat: "09:00-10:00" },',
      ),
    );
    const openOffers = new Map([["U0ALICE", 2]]);
    const out = considered(lead({ lost: ["U0CAROL"] }), facts({ team, openOffers }));
    expect(out).toEqual({ U0ALICE: "open_cap", U0BOB: "off_shift", U0CAROL: "had_it" });
    expect(considered(lead(), facts({ gone: new Map([["U0BOB", "deactivated"]]) })).U0BOB).toBe(
      "deactivated",
    );
  });

  it("counts the daily cap on the rep's own day", () => {
    const team = teamOf(TEAM.replace("name: Alice,", "name: Alice, daily_cap: 3, timezone: Asia/Tokyo,"));
    const share = (day: string) => ({ credits: {}, today: { U0ALICE: { day, count: 3 } } });
    expect(considered(lead(), facts({ team, share: share("2026-03-02") })).U0ALICE).toBe("daily_cap");
    expect(considered(lead(), facts({ team, share: share("2026-03-01") })).U0ALICE).toBeNull();
  });

  it("finds nobody rather than somebody unfit when all who fit are away", () => {
    const away = new Map(["U0ALICE", "U0BOB", "U0CAROL"].map((id) => [id, "unreachable" as const]));
    expect(route(lead(), facts({ gone: away })).found).toBe(false);
  });

  it("moves a weight by the rep's results, and says what it came to", () => {
    const performance = new Map([["U0BOB", 0.5]]);
    const routed = route(lead(), facts({ performance }));
    expect(routed.considered.find(({ rep }) => rep === "U0BOB")).toMatchObject({ out: null, weight: 0.5 });
    expect(routed.considered.find(({ rep }) => rep === "U0ALICE")).not.toHaveProperty("weight");
  });
});

describe("an account's owner", () => {
  const policy = policyOf(POLICY.replace("by: [territory", "by: [account_owner, territory"));
  const owner = (over: Partial<AccountOwner> = {}): AccountOwner => ({
    by: "opportunity",
    agent: "Bob",
    opportunity: "O1",
    team: null,
    ...over,
  });
  const busy = teamOf(
    TEAM.replace("name: Bob,", 'name: Bob, open_cap: 1, daily_cap: 1, hours: { sat: "09:00-10:00" },'),
  );

  it("has the lead at any hour and past every cap and step, and it takes no turn", () => {
    const french = lead({ submission: { country: "FR" }, seniority: "senior", owner: owner() });
    const openOffers = new Map([["U0BOB", 9]]);
    const routed = route(french, facts({ policy, team: busy, openOffers }));
    expect(routed).toMatchObject({ found: true, rep: "U0BOB", how: "account_owner", share: null });
    expect(routed.account).toMatchObject({ opportunity: "O1", rep: "U0BOB", out: null });
    expect(routed.considered.map(({ out }) => out)).toEqual(["account_owner", null, "account_owner"]);
  });

  it("is not asked for where the policy does not", () => {
    const routed = route(lead({ owner: owner() }), facts({ team: busy }));
    expect(routed).toMatchObject({ found: true, how: "share", account: null });
  });

  it("who is gone is stood in for by their team, with the reason", () => {
    const team = teamOf(
      TEAM.replace("name: Bob,", "name: Bob, team: East,").replace(
        "name: Carol,",
        "name: Carol, team: East,",
      ),
    );
    const gone = new Map([["U0BOB", "deactivated" as const]]);
    const routed = route(lead({ owner: owner() }), facts({ policy, team, gone }));
    expect(routed).toMatchObject({ found: true, rep: "U0CAROL", how: "share" });
    expect(routed.account).toMatchObject({ agent: "Bob", out: "deactivated", team: true });
    expect(routed.considered.find(({ rep }) => rep === "U0ALICE")?.out).toBe("owner_team");
  });

  it("who has left is stood in for by the CRM's team; without one, by everybody", () => {
    const left = owner({ agent: "Zane", team: { name: "Summer", agents: ["Zane", "Alice"] } });
    const toTeam = route(lead({ owner: left }), facts({ policy }));
    expect(toTeam).toMatchObject({ found: true, rep: "U0ALICE" });
    expect(toTeam.account).toMatchObject({ out: "not_on_team", team: true });
    const toAll = route(lead({ owner: owner({ agent: "Zane" }) }), facts({ policy }));
    expect(toAll.skipped).toContain("account_owner");
    expect(toAll.account).toMatchObject({ out: "not_on_team", team: false });
    expect(toAll.considered.every(({ out }) => out === null)).toBe(true);
  });

  it("who lost the lead in this cycle does not get it again", () => {
    const routed = route(lead({ owner: owner(), lost: ["U0BOB"] }), facts({ policy }));
    expect(routed).toMatchObject({ found: true, how: "share" });
    expect(routed.account?.out).toBe("had_it");
  });
});

describe("somebody who had the person before", () => {
  const policy = policyOf(POLICY.replace("share: { weight: rep }", "sticky: { within: 30d }"));
  const daysAgo = (days: number) => new Date(Date.parse(START) - days * 86_400_000).toISOString();
  const had = [
    { rep: "U0CAROL", at: daysAgo(20) },
    { rep: "U0BOB", at: daysAgo(3) },
  ];

  it("gets the lead again, the latest first, as their turn", () => {
    const routed = route(lead({ had }), facts({ policy }));
    expect(routed).toMatchObject({ found: true, rep: "U0BOB", how: "sticky" });
    if (!routed.found) throw new Error("not found");
    expect(routed.share?.credits.U0BOB).toBeLessThan(0);
  });

  it("does not when they cannot take it now, or it is too long ago, or the policy does not say so", () => {
    const gone = new Map([["U0BOB", "unreachable" as const]]);
    expect(route(lead({ had }), facts({ policy, gone }))).toMatchObject({ rep: "U0CAROL", how: "sticky" });
    const old = [{ rep: "U0BOB", at: daysAgo(31) }];
    expect(route(lead({ had: old }), facts({ policy }))).toMatchObject({ how: "share" });
    expect(route(lead({ had }), facts())).toMatchObject({ how: "share" });
  });
});

describe("a lead that nobody can take because of hours", () => {
  const SATURDAY = "2026-03-28T12:00:00.000Z";
  const world = teamOf(`
version: 1
timezone: Europe/Berlin
hours: { mon-fri: "09:00-18:00" }
holidays: ["2026-03-30"]
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], overflow: U0OVERFLOW }
reps:
  - { slack: U0BERLIN, name: Berta }
  - { slack: U0DELHI, name: Dev, timezone: Asia/Kolkata }
  - { slack: U0NEWYORK, name: Nia, timezone: America/New_York }
`);
  const at = (now: string, over: Partial<RouteFacts> = {}) => facts({ team: world, now, ...over });
  const opening = (l: RouteLead, f: RouteFacts) => {
    const routed = route(l, f);
    return routed.found ? "found" : routed.opening;
  };

  it("can wait for the first of them to be at work, holidays and clock changes reckoned where they are", () => {
    expect(opening(lead(), at(SATURDAY))).toEqual({ at: "2026-03-31T03:30:00.000Z", reps: ["U0DELHI"] });
    const west = { ...world, reps: world.reps.filter(({ slack }) => slack !== "U0DELHI") };
    expect(opening(lead(), at(SATURDAY, { team: west }))).toEqual({
      at: "2026-03-31T07:00:00.000Z",
      reps: ["U0BERLIN"],
    });
  });

  it("has nothing to wait for when one is at work and full", () => {
    const team = {
      ...world,
      reps: world.reps.map((rep) => (rep.slack === "U0DELHI" ? { ...rep, openCap: 0 } : rep)),
    };
    expect(opening(lead(), at("2026-03-27T04:00:00.000Z", { team }))).toBeNull();
    expect(opening(lead(), at(SATURDAY, { team }))).not.toBeNull();
  });

  it("does not wait for those who missed it already", () => {
    const reps = opening(lead({ lost: ["U0DELHI"] }), at(SATURDAY));
    expect(reps).toMatchObject({ reps: ["U0BERLIN"] });
    expect(opening(lead({ lost: ["U0DELHI", "U0BERLIN", "U0NEWYORK"] }), at(SATURDAY))).toBeNull();
  });
});
