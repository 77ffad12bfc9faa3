import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { candidatesFor } from "../../src/domain/candidates.ts";
import {
  type CompiledPolicy,
  compileTeam,
  formatProblem,
  type TeamResult,
  unroutableReps,
} from "../../src/policy/index.ts";
import { policyOf } from "./support.ts";

const tier = (id: string, seniority?: string) => ({
  id,
  when: `lead.intent == "${id}"`,
  ...(seniority !== undefined && { to: { seniority } }),
});

function teamOf(reps: readonly object[]): Extract<TeamResult, { ok: true }> {
  const result = compileTeam({
    version: 1,
    reps: reps.map((rep, index) => ({ slack: `U0R${index}`, name: `R${index}`, ...rep })),
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

function idle(policy: CompiledPolicy, reps: readonly object[]): string[] {
  const { team, place } = teamOf(reps);
  return unroutableReps(policy, team, "team.yml", place).map(formatProblem);
}

describe("a rep to whom no lead is ever routed", () => {
  const seniorsOnly = policyOf({
    tiers: [tier("a", "senior"), { id: "b", when: "true", nurture: "x" }],
    route: { by: ["territory"] },
  });

  it("is nobody where accounts' owners get their leads past all steps", () => {
    const byAccount = policyOf({
      tiers: [tier("a", "senior")],
      route: { by: ["account_owner", "territory"] },
    });
    expect(idle(byAccount, [{ seniority: "senior" }, { seniority: "junior" }])).toEqual([]);
  });

  it("is named when every tier asks for another seniority", () => {
    expect(idle(seniorsOnly, [{ seniority: "senior" }, { seniority: "junior" }, {}])).toEqual([
      "team.yml:1:1: reps[1]: no lead is ever routed to R1: every tier asks for senior, and others have that; add to: { seniority: junior } to a tier, or change the rep's seniority",
      "team.yml:1:1: reps[2]: no lead is ever routed to R2: every tier asks for senior, and others have that; give the rep a seniority",
    ]);
  });

  test.each<[string, CompiledPolicy, object[]]>([
    ["nobody has the seniority, so that it is not asked for", seniorsOnly, [{ seniority: "junior" }]],
    [
      "one tier takes anybody",
      policyOf({ tiers: [tier("a", "senior"), tier("b")] }),
      [{ seniority: "senior" }, {}],
    ],
    [
      "a step before leaves them alone in their territory",
      policyOf({ tiers: [tier("a", "senior")], route: { by: ["territory", "seniority"] } }),
      [{ seniority: "senior", territories: ["GB"] }, { territories: ["GB", "DE"] }],
    ],
    ["no tier goes to reps at all", policyOf({ tiers: [{ id: "b", when: "true", nurture: "x" }] }), [{}]],
  ])("is nobody when %s", (_, policy, reps) => {
    expect(idle(policy, reps)).toEqual([]);
  });

  it("is no candidate for any lead, of random teams and leads", () => {
    const some = (...words: string[]) => fc.option(fc.subarray(words, { minLength: 1 }), { nil: undefined });
    const rep = fc.record({
      seniority: fc.option(fc.constantFrom("senior", "junior"), { nil: undefined }),
      territories: some("GB", "DE"),
      languages: some("en", "de"),
      products: some("core", "Plus"),
    });
    const by = fc.shuffledSubarray(["territory", "product", "language", "seniority"]);
    const seniorities = fc.array(fc.constantFrom("senior", "junior", undefined), {
      minLength: 1,
      maxLength: 2,
    });
    const lead = fc.record({
      country: fc.constantFrom("GB", "DE", "FR", undefined),
      language: fc.constantFrom("en", "en-gb", "de", undefined),
      product: fc.constantFrom("core", "plus", "other", undefined),
    });
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(rep, { maxLength: 5 }),
        by,
        seniorities,
        fc.array(lead),
        (reps, steps, wanted, leads) => {
          const policy = policyOf({
            route: { by: steps },
            tiers: wanted.map((seniority, index) => tier(`${index}`, seniority)),
          });
          const { team, place } = teamOf(reps);
          const dead = unroutableReps(policy, team, "team.yml", place).map(({ path }) => path);
          found += dead.length;
          for (const given of leads) {
            for (const seniority of wanted) {
              const submission = Object.fromEntries(
                Object.entries(given).filter(([, value]) => value !== undefined),
              );
              const about = { submission, seniority: seniority ?? null, lost: [] };
              const { pool } = candidatesFor(about, { policy, team, gone: new Map() });
              for (const { slack } of pool) expect(dead).not.toContain(`reps[${slack.slice(3)}]`);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(30);
  });
});
