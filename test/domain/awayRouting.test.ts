// What follows for leads when somebody is away.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Gone } from "../../src/domain/availability.ts";
import { EMPTY_LEDGER } from "../../src/domain/ledgers.ts";
import { route } from "../../src/domain/route.ts";
import { policyOf, teamOf } from "../support/fixtures.ts";
import { START, Story, said } from "../support/story.ts";

describe("an offer of somebody who is away", () => {
  it("stays theirs, and may be accepted", () => {
    const story = new Story().offered();
    const rep = story.owner ?? "";
    story.gone.set(rep, "away");
    expect(said(story.do({ do: "accept", by: rep, turn: 1 }))).toBe("accepted");
  });

  it("goes to the next when they hand it on, and the record says who did", () => {
    const story = new Story().offered();
    const rep = story.owner ?? "";
    story.gone.set(rep, "away");
    expect(said(story.do({ do: "hand_on", rep, by: rep }))).toBe("taken_away+offered");
    expect(story.last("taken_away")).toMatchObject({ rep, why: "away", by: rep, missedByMs: null });
    expect(story.lead.turns[0]?.end).toMatchObject({ how: "taken_away", why: "away", by: rep });
    expect(story.owner).not.toBe(rep);
  });

  it("may be handed on by a manager; anybody else is refused, and that is on record", () => {
    const story = new Story().offered();
    const rep = story.owner ?? "";
    story.gone.set(rep, "away");
    expect(story.do({ do: "hand_on", rep, by: "U0BOB" })).toMatchObject({
      refused: "not_yours",
      record: { type: "refused", attempt: "hand_on", by: "U0BOB" },
    });
    expect(said(story.do({ do: "hand_on", rep, by: "U0MANAGER" }))).toBe("taken_away+offered");
  });

  it("is not handed on for somebody who is here", () => {
    const story = new Story().offered();
    const rep = story.owner ?? "";
    expect(said(story.do({ do: "hand_on", rep, by: rep }))).toBe("not_away");
  });

  it("waits for the fallback when nobody else is there, and the record says until when each is away", () => {
    const story = new Story().offered();
    const rep = story.owner ?? "";
    for (const { slack } of story.team.reps) story.gone.set(slack, "away");
    story.awayUntil.set(rep, "2026-03-02T15:00:00.000Z");
    expect(said(story.do({ do: "hand_on", rep, by: rep }))).toBe("taken_away+unrouted");
    const { considered } = story.last("unrouted");
    expect(considered.find((one) => one.rep === rep)).toMatchObject({
      out: "away",
      until: "2026-03-02T15:00:00.000Z",
    });
    expect(considered.filter((one) => one.rep !== rep).map(({ out, until }) => [out, until])).toEqual(
      Array(story.team.reps.length - 1).fill(["away", undefined]),
    );
  });
});

describe("who is away", () => {
  it("cannot claim before they are back; what they handed on they have not missed", () => {
    const story = new Story().offered();
    const rep = story.owner ?? "";
    story.gone.set(rep, "away");
    story.do({ do: "hand_on", rep, by: rep });
    story.nextTick();
    story.do({ do: "card_posted", turn: 2, channel: "D1", ts: "1772445600.000100" });
    while (story.lead.state === "offered") story.nextTick();
    expect(story.lead.state).toBe("tank");
    const turn = story.lead.turns.length;
    expect(said(story.do({ do: "claim", by: rep, turn }))).toBe("away");
    story.gone.delete(rep);
    expect(said(story.do({ do: "claim", by: rep, turn }))).toBe("claimed");
  });

  it("is stood in for by the first manager who is there, as Overflow Manager; keeps what they have", () => {
    const story = new Story();
    story.gone.set("U0OVERFLOW", "away");
    story.overflowed();
    expect(story.owner).toBe("U0MANAGER");
    const held = new Story().overflowed();
    held.gone.set("U0OVERFLOW", "away");
    expect(said(held.do({ do: "lose_rep", rep: "U0OVERFLOW", why: "removed" }))).toBe("stale");
    expect(held.owner).toBe("U0OVERFLOW");
  });

  it("cannot be assigned a lead", () => {
    const story = new Story().overflowed();
    story.gone.set("U0BOB", "away");
    const turn = story.lead.turns.length;
    expect(said(story.do({ do: "assign", by: "U0OVERFLOW", rep: "U0BOB", turn }))).toBe("rep_unavailable");
  });
});

describe("somebody who is back", () => {
  const team = teamOf(`
version: 1
timezone: UTC
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], stewards: [], overflow: U0OVERFLOW }
reps:
  - { slack: U0A, name: A, weight: 1 }
  - { slack: U0B, name: B, weight: 2 }
  - { slack: U0C, name: C, weight: 3 }
`);
  const policy = policyOf();
  const lead = { submission: {}, seniority: null, lost: [] };

  it("gets their fair share from then on and no backlog, however long they and others were away", () => {
    const reps = team.reps.map(({ slack }) => slack);
    const stretch = fc.record({ away: fc.subarray(reps, { maxLength: 2 }), leads: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), fc.constantFrom(...reps), (past, who) => {
        let share = EMPTY_LEDGER.share;
        const go = (gone: ReadonlyMap<string, Gone>) => {
          const routed = route(lead, { now: START, policy, team, gone, openOffers: new Map(), share });
          if (!routed.found || routed.share === null) throw new Error("nobody was found");
          expect(gone.has(routed.rep)).toBe(false);
          share = routed.share;
          return routed.rep;
        };
        for (const { away, leads } of [...past, { away: [who], leads: 40 }]) {
          const before = share.credits;
          for (let n = 0; n < leads; n++) go(new Map(away.map((rep) => [rep, "away"])));
          // Whoever was away has neither earned nor paid.
          for (const rep of away) expect(share.credits[rep]).toBe(before[rep]);
        }
        // Back: of so many leads nobody is two whole leads off their part.
        const got = new Map<string, number>();
        const leads = 60;
        for (let n = 0; n < leads; n++) {
          const rep = go(new Map());
          got.set(rep, (got.get(rep) ?? 0) + 1);
        }
        for (const { slack, weight } of team.reps) {
          expect(Math.abs((got.get(slack) ?? 0) - (leads * weight) / 6)).toBeLessThan(2);
        }
      }),
    );
  });
});
