import { describe, expect, it } from "vitest";
import { instant, toMs } from "../../src/clock.ts";
import { factsSource } from "../../src/domain/facts.ts";
import type { Submission } from "../../src/domain/person.ts";
import { type QualifyInput, qualify } from "../../src/domain/qualify.ts";
import { traceOf } from "../../src/domain/trace.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";
import { REVIEW_POLICY } from "../support/reviews.ts";
import { JANE, START, Story } from "../support/story.ts";

const policy = policyOf(REVIEW_POLICY);

/** What the rules make of a lead, as if it had just come. */
function made(submission: Submission, rules = policy, more: Partial<QualifyInput> = {}) {
  const { lead, person } = new Story({ submission, policy: rules });
  return qualify(rules, {
    ...factsSource(lead, person, START),
    policy: lead.policy,
    suppressed: null,
    ...more,
  });
}

const refused = { consent: { given: false } } as const;
const abroad = { country: "FR" } as const;
const held = { company: { industry: "healthcare" } } as const;
const ambiguous = { email: "a@b.example", intent: "demo" } as const;
const low = { title: "Clerk", intent: "brochure" } as const;

describe("the first step that decides wins", () => {
  // Each lead would also be decided by every step further down.
  it.each([
    ["a suppressed person", { ...refused, ...abroad, ...held, ...ambiguous }, "suppressed", "not_icp"],
    ["a check that suppresses", { ...refused, ...abroad, ...held, ...ambiguous }, "suppressed", "consent"],
    ["the ICP", { ...abroad, ...held, ...ambiguous }, "nurture", "country"],
    ["a check that holds", { product: "partner", ...held, ...ambiguous }, "review", "regulated"],
    ["the source's review", { product: "partner", ...ambiguous }, "review", "source"],
    ["triage", ambiguous, "review", "triage"],
    ["the minimum", low, "nurture", "minimum"],
  ] as const)("%s", (name, submission, decision, rule) => {
    const suppressed = name === "a suppressed person" ? { until: null, because: "not_icp" } : null;
    const { outcome, why } = made(submission, policy, { suppressed });
    expect(outcome.decision).toBe(decision);
    expect(why[0]?.rule).toBe(rule);
  });

  it("a total that suppresses goes before any check", () => {
    const { outcome } = made({ ...refused, company: { domain: "rival.example", industry: "healthcare" } });
    expect(outcome).toMatchObject({ decision: "suppressed", because: "score" });
  });

  it.each([
    [39, "nurture"],
    [40, "review"],
    [60, "review"],
    [61, "route"],
  ])("triage includes both of its ends: a score of %i", (score, decision) => {
    const text = REVIEW_POLICY.replace("points: 40, label", `points: ${score}, label`).replace(
      'when: "score >= 40"',
      'when: "score >= 61"',
    );
    expect(made(ambiguous, policyOf(text)).outcome.decision).toBe(decision);
  });

  it("a check that suppresses does so for as long as it says", () => {
    expect(made({ ...JANE, ...refused }).outcome).toEqual({
      decision: "suppressed",
      because: "check",
      until: "2026-04-01T10:00:00.000Z",
    });
  });

  it("a review says what a yes leads to, also where that is another review", () => {
    expect(made(ambiguous).outcome).toMatchObject({ leadsTo: "route", tier: "2" });
    expect(made({ ...ambiguous, ...held }).outcome).toMatchObject({ leadsTo: "review", tier: "2" });
    const strict = policyOf(REVIEW_POLICY.replace("minimum: 20", "minimum: 50"));
    expect(made(ambiguous, strict).outcome).toMatchObject({ leadsTo: "nurture", tier: null });
  });
});

describe("a missing value", () => {
  it("counts as the check says, and the trace says so either way", () => {
    const open = made({ ...ambiguous });
    expect(open.silent).toContainEqual(
      expect.objectContaining({
        rule: "consent",
        missing: ["lead.consent.given"],
        text: "Consent given is unknown, which counts as met",
      }),
    );
    const closed = made(
      { ...ambiguous },
      policyOf(REVIEW_POLICY.replace("missing: pass, label: Consent", "label: Consent")),
    );
    expect(closed.outcome).toMatchObject({ decision: "suppressed", because: "check" });
    expect(closed.why[0]).toMatchObject({
      rule: "consent",
      missing: ["lead.consent.given"],
      text: "Not passed: Consent given is unknown, which counts as not met",
    });
  });

  it("of the ICP, too", () => {
    const { silent } = made({ email: "a@b.example", title: "VP", intent: "demo" });
    expect(silent).toContainEqual(
      expect.objectContaining({ rule: "country", text: "country is unknown, which counts as met" }),
    );
  });
});

describe("points that decay", () => {
  const rules = policyOf(
    POLICY.replace(
      "rules:",
      "rules:\n    - { id: visits, when: 'signals.page_visit.pricing.count >= 1', points: 20, label: Looked at the prices, decay: { half_life: 14d } }",
    ).replace("label: Asked for a demo }", "label: Asked for a demo, decay: { half_life: 14d } }"),
  );
  const days = (count: number) => instant(toMs(START) + count * 86_400_000);
  const visit = (last: string) => ({
    ...{ key: "signals.page_visit.pricing", provider: "behaviour", confidence: 1 },
    ...{ value: { count: 3, first: START, last }, observedAt: last, freshUntil: null },
  });

  it.each([
    [0, 40, "Asked for a demo (+40)"],
    [0.05, 40, "Asked for a demo (+40)"],
    [1, 38, "Asked for a demo (+38 of +40, 24 hours old)"],
    [14, 20, "Asked for a demo (+20 of +40, 14 days old)"],
    [28, 10, "Asked for a demo (+10 of +40, 28 days old)"],
    [3_650, 0, "Asked for a demo (+0 of +40, 3650 days old)"],
  ])("halve with every half-life of what they stand on: after %d days", (age, points, text) => {
    const { score, why } = made({ intent: "demo" }, rules, { now: days(age) });
    expect(score).toBe(points);
    expect(why.find(({ rule }) => rule === "demo")).toMatchObject({ points, text });
  });

  it("count from the latest of it, and never more than they are", () => {
    const at = (last: string) =>
      made({ email: "a@b.example" }, rules, { now: days(14), signals: [visit(last)] }).score;
    expect(at(START)).toBe(10);
    expect(at(days(7))).toBe(14);
    expect(at(days(20))).toBe(20);
  });

  it("halve towards nothing also where they are taken away", () => {
    const text = POLICY.replace("points: -100 }", "points: -100, decay: { half_life: 1d } }");
    const submission = { company: { domain: "rival.example" } };
    expect(made(submission, policyOf(text), { now: days(2) }).score).toBe(-25);
  });
});

describe("the hash of a trace", () => {
  const hash = (...given: Parameters<typeof made>) => traceOf(made(...given)).hash;

  it("is the same for the same lead and rules, whenever that is and whatever number the rules have", () => {
    const again = { now: "2027-01-01T00:00:00.000Z", policy: { version: 9, hash: policy.hash } };
    expect(hash(JANE, policy, again)).toBe(hash(JANE));
    expect(hash({ ...JANE, ...refused }, policy, again)).toBe(hash({ ...JANE, ...refused }));
  });

  it("outlives JSON, in whatever order its keys come back", () => {
    const trace = traceOf(made(JANE));
    const shuffled = Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(trace))).reverse());
    expect(traceOf(shuffled as unknown as typeof trace).hash).toBe(trace.hash);
  });

  it.each([
    ["another value", () => hash({ ...JANE, title: "Chief" })],
    ["other rules", () => hash(JANE, policyOf(POLICY))],
    ["another cycle", () => hash(JANE, policy, { cycle: 2 })],
    ["what was approved", () => hash(JANE, policy, { passed: ["triage"] })],
  ])("is another with %s", (_name, other) => {
    expect(other()).not.toBe(hash(JANE));
  });
});
