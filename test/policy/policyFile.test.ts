import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { checkAgainstTeam, clockFor, policySummary } from "../../src/policy/index.ts";
import { accepted, acceptedTeam, policyDocument, policyOf, refusals } from "./support.ts";

const sample = readFileSync(new URL("../../policy.yml", import.meta.url), "utf8");

describe("the policy at the root of the project", () => {
  const policy = accepted(sample);

  it("is valid and says what the contract's sample says", () => {
    expect(policy).toMatchObject({
      version: 1,
      name: "Inbound",
      buffer: { minMs: 180_000, maxMs: 300_000 },
      lanes: [{ id: "demo-request", buffer: { minMs: 0, maxMs: 60_000 } }],
      score: { minimum: 20 },
      suppress: { at: -50, forMs: 365 * 86_400_000 },
      route: {
        by: ["territory", "product", "language", "seniority"],
        share: { weight: "rep" },
        fallback: { afterMs: 120_000, to: "overflow" },
      },
      ladders: {
        offer: {
          clock: null,
          steps: [
            { afterMs: 7_200_000, do: "overdue" },
            { afterMs: 14_400_000, do: "tank" },
          ],
        },
        tank: { steps: [{ afterMs: 14_400_000, do: "overflow" }] },
        overflow: {
          steps: [
            { afterMs: 1_800_000, do: "remind" },
            { afterMs: 7_200_000, do: "escalate" },
          ],
        },
      },
      clock: "business",
      tank: { claimsPerDay: 5, coolOffMs: 600_000, originalMayClaim: false },
      recycle: {
        timing: { afterMs: 90 * 86_400_000 },
        budget: { nurture: "value" },
        featureGap: { queue: "product", features: ["sso", "audit-log"] },
        notIcp: { suppressMs: null },
      },
    });
    expect(policy.sources.get("acme")).toEqual({ kind: "partner", partner: "Acme", review: null });
    expect(policy.score.rules.map(({ id, points, label }) => [id, points, label])).toEqual([
      ["demo", 40, "Asked for a demo"],
      ["size", 30, "size"],
      ["seniority", 25, "seniority"],
      ["competitor", -100, "competitor"],
      ["student", -100, "student"],
      ["no-purchase", -100, "no-purchase"],
    ]);
    expect(policy.icp.map(({ id, missing }) => [id, missing])).toEqual([
      ["employees", "pass"],
      ["country", "fail"],
    ]);
    expect(policy.tiers.map(({ id, seniority, nurture }) => [id, seniority, nurture])).toEqual([
      ["1", "senior", null],
      ["2", null, null],
      ["3", null, "general"],
    ]);
  });

  it("fits the team beside it", () => {
    const team = acceptedTeam(readFileSync(new URL("../../team.yml", import.meta.url), "utf8"));
    expect(checkAgainstTeam(policy, team)).toEqual([]);
  });

  it("is summed up with its hash and counts", () => {
    expect(policySummary(policy)).toMatchObject({
      hash: policy.hash,
      name: "Inbound",
      counts: { sources: 2, lists: 2, lanes: 1, rules: 6, criteria: 2, tiers: 3 },
      document: { clock: "business" },
    });
  });
});

describe("what may be left out", () => {
  const defaults = policyOf().canonical;

  it("takes defaults", () => {
    expect(policyOf()).toMatchObject({
      name: "",
      buffer: { minMs: 180_000, maxMs: 300_000 },
      lanes: [],
      score: { minimum: 0, rules: [] },
      suppress: null,
      icp: [],
      clock: "business",
      route: { fallback: { afterMs: 120_000 } },
      tank: { claimsPerDay: 5, coolOffMs: 600_000, originalMayClaim: false },
      recycle: {
        timing: { afterMs: 90 * 86_400_000 },
        featureGap: { features: [] },
        notIcp: { suppressMs: null },
      },
    });
  });

  test.each([null, {}, []])("may as well be %j", (empty) => {
    const keys = [
      "name",
      "sources",
      "lists",
      "buffer",
      "lanes",
      "suppress",
      "icp",
      "clock",
      "tank",
      "recycle",
    ];
    const later = [
      "enrichment",
      "checks",
      "triage",
      "overrides",
      "revalidate",
      "alerts",
      "canary",
      "identity",
    ];
    const present = Object.fromEntries([...keys, ...later].map((key): [string, unknown] => [key, empty]));
    if (empty !== null) present.name = "";
    expect(policyOf(present).canonical).toBe(defaults);
  });

  it("does not cover version, score, tiers, route and ladders", () => {
    expect(refusals("name: Inbound\n")).toEqual([
      "policy.yml:1:1: version: is missing; add a whole number from 1 to 1000000000, such as 1",
      expect.stringMatching(/^policy.yml:1:1: score: is missing; add /),
      expect.stringMatching(/^policy.yml:1:1: tiers: is missing; add /),
      expect.stringMatching(/^policy.yml:1:1: route: is missing; add /),
      expect.stringMatching(/^policy.yml:1:1: ladders: is missing; add /),
    ]);
    expect(refusals(JSON.stringify(policyDocument({ tiers: [] })))).toEqual([
      "policy.yml:1:43: tiers: is empty; add at least one tier",
    ]);
  });

  it("keeps a buffer's one end from overtaking the other", () => {
    expect(policyOf({ buffer: { max: "60s" } }).buffer).toEqual({ minMs: 60_000, maxMs: 60_000 });
    expect(policyOf({ buffer: { min: "10m" } }).buffer).toEqual({ minMs: 600_000, maxMs: 600_000 });
  });
});

describe("a ladder", () => {
  const steps = [{ after: "1h", do: "overdue" }];

  it("is a list, or a mapping with its own clock", () => {
    expect(policyOf({ ladders: { offer: steps } }).ladders.offer).toEqual({
      clock: null,
      steps: [{ afterMs: 3_600_000, do: "overdue" }],
    });
    expect(policyOf({ ladders: { offer: { clock: "wall", steps } } }).ladders.offer.clock).toBe("wall");
  });

  it("counts by the tier's clock, else its own, else the policy's", () => {
    const policy = policyOf({
      ladders: { offer: { clock: "wall", steps } },
      tiers: [
        { id: "1", when: "score > 5", clock: "business" },
        { id: "2", when: "true" },
      ],
    });
    expect(clockFor(policy, "offer", "1")).toBe("business");
    expect(clockFor(policy, "offer", "2")).toBe("wall");
    expect(clockFor(policy, "tank", "2")).toBe("business");
    expect(clockFor(policy, "tank", null)).toBe("business");
  });
});
