import { describe, expect, it } from "vitest";
import { EMPTY_LEDGER } from "../../src/domain/ledgers.ts";
import { type RouteFacts, type RouteLead, route } from "../../src/domain/route.ts";
import { policyOf, TEAM, teamOf } from "../support/fixtures.ts";
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
});
