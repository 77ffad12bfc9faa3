import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qualify } from "../../src/domain/qualify.ts";
import { tierOfOutcome } from "../../src/domain/trace.ts";
import { compilePolicy, parsePolicy } from "../../src/policy/index.ts";
import type { CompiledPolicy } from "../../src/policy/types.ts";
import { policyDocument } from "./support.ts";

describe("of random policies and leads", () => {
  const bound = fc.integer({ min: -12, max: 12 });
  const op = fc.constantFrom("<", "<=", ">", ">=", "==", "!=");
  const leaf = fc.oneof(
    fc.tuple(op, bound).map(([sign, value]) => `score ${sign} ${value}`),
    fc.tuple(bound, op).map(([value, sign]) => `${value} ${sign} score`),
    fc.tuple(op, fc.constantFrom(1, 2, 2.5, 3)).map(([sign, value]) => `company.employees ${sign} ${value}`),
    fc.constantFrom("has(lead.title)", 'lead.title == "VP"', "has(company.employees)", "true", "false"),
    fc.constantFrom(
      '"CEO" == lead.title',
      'lead.title != "VP"',
      'lead.title in ["VP", "CEO"]',
      "lead.title in []",
    ),
  );
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => `(${a}) && (${b})`),
      fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => `(${a}) || (${b})`),
      tie("condition").map((inner) => `!(${inner})`),
    ),
  }));
  const scoreRule = fc.record({
    when: fc.constantFrom(
      "true",
      "has(lead.title)",
      'lead.title == "VP"',
      "company.employees > 1",
      "company.employees == 3",
    ),
    points: fc.integer({ min: -6, max: 6 }),
  });
  const written = fc.record({
    rules: fc.array(scoreRule, { minLength: 1, maxLength: 4 }),
    minimum: fc.integer({ min: -15, max: 5 }),
    at: fc.option(fc.integer({ min: -15, max: 3 })),
    tiers: fc.array(condition, { minLength: 1, maxLength: 4 }),
  });
  const leads = [undefined, 0, 1, 2, 3, 4].flatMap((employees) =>
    [undefined, "VP", "CEO", "Other"].map((title) => ({ title, employees })),
  );

  function decided(compiled: CompiledPolicy, { title, employees }: (typeof leads)[number]) {
    const trace = qualify(compiled, {
      source: "website",
      externalId: "1",
      submission: {
        email: "a@b.de",
        ...(title !== undefined && { title }),
        ...(employees !== undefined && { company: { employees } }),
      },
      cycle: 1,
      receivedAt: "2026-11-23T10:00:00.000Z",
      signals: [],
      touches: [],
      recycledBefore: null,
      policy: { version: 1, hash: "" },
      now: "2026-11-23T10:00:00.000Z",
      suppressed: null,
    });
    return { tier: tierOfOutcome(trace.outcome), trace };
  }

  it("none goes to a tier that was found unreachable", () => {
    let found = 0;
    fc.assert(
      fc.property(written, ({ rules, minimum, at, tiers }) => {
        const document = policyDocument({
          score: { minimum, rules: rules.map((rule, index) => ({ id: `r${index}`, ...rule })) },
          ...(at !== null && { suppress: { at } }),
          tiers: tiers.map((when, index) => ({ id: String(index), when })),
        });
        const parsed = parsePolicy(JSON.stringify(document), "policy.yml");
        const compiled = compilePolicy(document);
        if (!parsed.ok || !compiled.ok) return;
        const paths = parsed.ineffective.map(({ path }) => path);
        const dead = paths.flatMap((path) => /^tiers\[(\d+)\]\.when$/.exec(path)?.[1] ?? []);
        found += dead.length;
        for (const lead of leads) {
          const { tier, trace } = decided(compiled.policy, lead);
          expect(dead).not.toContain(tier);
          if (paths.includes("score.minimum")) expect(trace.score).toBeLessThan(minimum);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(found).toBeGreaterThan(100);
  }, 180_000);
});
