import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_LEDGER, type ShareLedger } from "../../src/domain/ledgers.ts";
import { chooseByShare, countTurn, type Sharer } from "../../src/domain/shares.ts";
import type { Rep, Team } from "../../src/policy/index.ts";
import { teamOf } from "../support/fixtures.ts";
import { START } from "../support/story.ts";

function teamWith(weights: readonly number[]): Team {
  const reps = weights
    .map((weight, n) => `  - { slack: U0REP${n}, name: Rep ${n}, weight: ${weight} }`)
    .join("\n");
  return teamOf(`
version: 1
timezone: Europe/London
channels: { managers: C0MANAGERS, tank: C0TANK }
roles: { managers: [U0MANAGER], overflow: U0OVERFLOW }
reps:
${reps}
`);
}

function byWeight(reps: readonly Rep[]): Sharer[] {
  return reps.map((rep) => ({ rep, weight: rep.weight }));
}

/** How far the rep furthest from their weighted share is off it, over the whole run. */
function worstOff(team: Team, leads: number, poolAt: (n: number) => readonly Rep[]): number {
  const total = team.reps.reduce((sum, { weight }) => sum + weight, 0);
  const got = new Map<string, number>();
  let ledger: ShareLedger = EMPTY_LEDGER.share;
  let worst = 0;
  for (let n = 0; n < leads; n++) {
    const chosen = chooseByShare(ledger, byWeight(poolAt(n)), team, START);
    ledger = chosen.ledger;
    got.set(chosen.rep.slack, (got.get(chosen.rep.slack) ?? 0) + 1);
    for (const { slack, weight } of team.reps) {
      const share = ((n + 1) * weight) / total;
      worst = Math.max(worst, Math.abs((got.get(slack) ?? 0) - share));
    }
  }
  return worst;
}

describe("fair shares", () => {
  it("keep every rep within a lead of their weighted share, whatever the weights", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 }), (weights) => {
        const team = teamWith(weights);
        expect(worstOff(team, 300, () => team.reps)).toBeLessThan(1);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["five heavy reps among thirteen light ones", [...Array(5).fill(20), ...Array(13).fill(1)]],
    ["the same, light ones first", [...Array(13).fill(1), ...Array(5).fill(20)]],
    ["two heavy ones and three light ones", [15, 15, 1, 1, 1]],
  ])("keep them so with %s", (_, weights) => {
    const team = teamWith(weights);
    expect(worstOff(team, 1_000, () => team.reps)).toBeLessThan(1);
  });

  it("keep twenty reps within a lead over 1,000 leads, their weights skewed and moved by results", () => {
    const team = teamWith(Array.from({ length: 20 }, (_, n) => [1, 2, 5, 20][n % 4] ?? 1));
    const factors = team.reps.map((_, n) => 0.5 + ((n * 7) % 11) / 10);
    const sharers = team.reps.map((rep, n): Sharer => ({ rep, weight: rep.weight * (factors[n] ?? 1) }));
    const total = sharers.reduce((sum, { weight }) => sum + weight, 0);
    const got = new Map<string, number>();
    let ledger: ShareLedger = EMPTY_LEDGER.share;
    let worst = 0;
    for (let n = 1; n <= 1_000; n++) {
      const chosen = chooseByShare(ledger, sharers, team, START);
      ledger = chosen.ledger;
      got.set(chosen.rep.slack, (got.get(chosen.rep.slack) ?? 0) + 1);
      for (const { rep, weight } of sharers) {
        worst = Math.max(worst, Math.abs((got.get(rep.slack) ?? 0) - (n * weight) / total));
      }
    }
    expect(worst).toBeLessThan(1);
  });

  it("count a lead that a rep got for another reason as their turn", () => {
    const team = teamWith([1, 1, 1]);
    const [, second] = team.reps;
    if (!second) throw new Error("no second rep");
    const before = countTurn(EMPTY_LEDGER.share, byWeight(team.reps), second, team, START);
    expect(before.today.U0REP1?.count).toBe(1);
    const next = chooseByShare(before, byWeight(team.reps), team, START);
    const last = chooseByShare(next.ledger, byWeight(team.reps), team, START);
    expect([next.rep.slack, last.rep.slack].sort()).toEqual(["U0REP0", "U0REP2"]);
  });

  it("do not flood a rep who comes back: they earned nothing while away", () => {
    const team = teamWith([1, 1, 1]);
    const [first, ...others] = team.reps;
    let ledger: ShareLedger = EMPTY_LEDGER.share;
    for (let n = 0; n < 100; n++) ledger = chooseByShare(ledger, byWeight(others), team, START).ledger;
    const after: string[] = [];
    for (let n = 0; n < 9; n++) {
      const chosen = chooseByShare(ledger, byWeight(team.reps), team, START);
      ledger = chosen.ledger;
      after.push(chosen.rep.slack);
    }
    expect(after.filter((slack) => slack === first?.slack)).toHaveLength(3);
  });

  it("forget a rep who left the team", () => {
    const team = teamWith([1, 1]);
    const { ledger } = chooseByShare(
      { credits: { U0GONE: 0.7 }, today: {} },
      byWeight(team.reps),
      team,
      START,
    );
    expect(ledger.credits).not.toHaveProperty("U0GONE");
  });
});
