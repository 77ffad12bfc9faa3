// What a lead did not bring itself: rules read it by the policy's precedence, and the reasons say where it is from.
import { describe, expect, it } from "vitest";
import type { Touch } from "../../src/domain/lead.ts";
import { qualify } from "../../src/domain/qualify.ts";
import { type Signal, signalsAt } from "../../src/domain/signals.ts";
import type { JsonValue } from "../../src/policy/types.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";
import { JANE, START } from "../support/story.ts";

const NOW = "2026-03-04T10:00:00.000Z";

function said(provider: string, key: string, value: JsonValue, more: Partial<Signal> = {}): Signal {
  return { key, value, provider, observedAt: START, freshUntil: null, confidence: 1, ...more };
}

interface Given {
  readonly policy?: string;
  readonly signals?: readonly Signal[];
  readonly touches?: readonly Touch[];
  readonly submission?: object;
}

function decided({ policy = POLICY, signals = [], touches = [], submission = JANE }: Given) {
  const compiled = policyOf(policy);
  const trace = qualify(compiled, {
    ...{ source: "website", externalId: "f-1", submission, receivedAt: START, signals, touches },
    ...{ cycle: 1, recycledBefore: null, now: NOW, suppressed: null },
    policy: { version: 1, hash: compiled.hash },
  });
  const rule = (id: string) => trace.why.find((why) => why.rule === id);
  return { trace, rule, rules: trace.why.map((why) => why.rule) };
}

const { company: _, ...withoutCompany } = JANE;

describe("a value that a provider gave", () => {
  it("counts where the lead has none, and the reason says whose it is", () => {
    const signals = [said("roster", "company.employees", 300)];
    const { rule } = decided({ signals, submission: withoutCompany });
    expect(rule("size")).toMatchObject({
      read: { "company.employees": 300 },
      from: { "company.employees": { provider: "roster", observedAt: START } },
    });
  });

  it("gives way to the lead's own, unless the policy's precedence says otherwise", () => {
    const signals = [said("roster", "company.employees", 20)];
    expect(decided({ signals }).rules).toContain("size");
    const policy = `${POLICY}
enrichment: [{ id: roster, lane: firmographics, kind: csv, path: roster.csv, ttl: 30d }]
precedence: { company.employees: [roster, lead] }
`;
    expect(decided({ policy, signals }).rules).not.toContain("size");
    const more = decided({ policy, signals: [said("roster", "company.employees", 400)] });
    expect(more.rule("size")?.from).toEqual({
      "company.employees": {
        provider: "roster",
        observedAt: START,
        replaced: { value: 300, provider: "lead", observedAt: START },
      },
    });
  });

  it.each([
    ["of another type", said("roster", "company.employees", "300")],
    ["that is stale", said("roster", "company.employees", 300, { freshUntil: NOW })],
    ["for something that nobody else can say", said("roster", "lead.externalId", "x")],
    ["for nothing that there is", said("roster", "company.shoeSize", 44)],
  ])("is no value when it is one %s", (_name, signal) => {
    expect(decided({ signals: [signal], submission: withoutCompany }).rules).not.toContain("size");
  });

  it("reaches free data, consent and lists as well", () => {
    const policy = POLICY.replace(
      "  rules:",
      `  rules:
    - { id: visits, when: 'lead.extra.visits > 3', points: 1 }
    - { id: agreed, when: 'lead.consent.given', points: 1 }
    - { id: stack, when: '"postgres" in company.tech', points: 1 }`,
    );
    const signals = [
      said("firmo", "lead.extra.visits", 7),
      said("firmo", "lead.consent.given", true),
      said("firmo", "company.tech", ["postgres"]),
    ];
    const { rules, rule } = decided({ policy, signals, submission: { ...JANE, extra: { seen: 1 } } });
    expect(rules).toEqual(expect.arrayContaining(["visits", "agreed", "stack"]));
    expect(rule("visits")?.from).toMatchObject({ "lead.extra.visits": { provider: "firmo" } });
  });
});

it("behaviour can be counted by a rule, which says what it counted", () => {
  const policy = POLICY.replace(
    "  rules:",
    "  rules:\n    - { id: keen, when: 'signals.page_visit.pricing.count >= 3', points: 7 }",
  );
  const visits = (count: number) =>
    said("behaviour", "signals.page_visit.pricing", { count, first: START, last: NOW }, { observedAt: NOW });
  expect(decided({ policy }).rules).not.toContain("keen");
  expect(decided({ policy, signals: [visits(2)] }).rules).not.toContain("keen");
  const { rule } = decided({ policy, signals: [visits(3)] });
  expect(rule("keen")).toMatchObject({
    points: 7,
    from: { "signals.page_visit.pricing.count": { provider: "behaviour", observedAt: NOW } },
  });
});

describe("attribution", () => {
  const policy = `${POLICY.replace(
    "  rules:",
    `  rules:
    - { id: first, when: 'lead.attribution == "first"', points: 1 }
    - { id: contested, when: 'lead.attribution == "contested"', points: 1 }
    - { id: theirs, when: 'lead.partner == "Acme"', points: 1 }`,
  )}
identity: { window: 90d, match: [email] }
`;
  const touch = (partner: string | null, at = NOW): Touch => ({
    ...{ from: `lead_${"1".repeat(32)}`, source: "elsewhere", partner, at },
  });
  const attributed = (given: Given) =>
    decided({ policy, ...given }).rules.filter((id) => ["first", "contested", "theirs"].includes(id));

  it("is nobody's without a partner, and the first's with one", () => {
    expect(attributed({})).toEqual([]);
    expect(attributed({ submission: { ...JANE, partner: "Acme" } })).toEqual(["first", "theirs"]);
    expect(attributed({ touches: [touch("Acme")] })).toEqual(["first", "theirs"]);
  });

  it("stays with the first partner, and is contested, when another brings the person within the window", () => {
    const submission = { ...JANE, partner: "Acme" };
    expect(attributed({ submission, touches: [touch("Bolt")] })).toEqual(["contested", "theirs"]);
    expect(attributed({ submission, touches: [touch("Acme"), touch(null)] })).toEqual(["first", "theirs"]);
    const late = touch("Bolt", "2026-07-01T10:00:00.000Z");
    expect(attributed({ submission, touches: [late] })).toEqual(["first", "theirs"]);
  });
});

it("what was recorded later is not known earlier; of what has been replaced since, the value before is", () => {
  const signals = [
    said("roster", "company.industry", "banking"),
    said("firmo", "company.city", "Bonn", { observedAt: NOW }),
    said("firmo", "company.employees", 90, {
      observedAt: NOW,
      replaced: { value: 20, provider: "firmo", observedAt: START },
    }),
  ];
  expect(signalsAt(signals, START)).toMatchObject([
    { key: "company.industry", value: "banking" },
    { key: "company.employees", value: 20, observedAt: START },
  ]);
});
