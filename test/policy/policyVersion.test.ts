import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compilePolicy, formatProblem, policySummary } from "../../src/policy/index.ts";
import { accepted, policyOf } from "./support.ts";

const sample = readFileSync(new URL("../../policy.yml", import.meta.url), "utf8");

describe("a stored version", () => {
  const policy = accepted(sample);

  it("comes back with the same hash and decides the same", () => {
    for (const document of [policy.canonical, JSON.parse(policy.canonical)]) {
      const again = compilePolicy(document);
      expect(again.ok && again.policy.hash).toBe(policy.hash);
      expect(again.ok && again.policy.canonical).toBe(policy.canonical);
      expect(again.ok && again.policy.score.rules.map(({ when }) => when.text)).toEqual(
        policy.score.rules.map(({ when }) => when.text),
      );
    }
  });

  it("that this version of Baton cannot read is refused", () => {
    const result = compilePolicy({ ...JSON.parse(policy.canonical), revalidate: { after: "7d" } });
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([
      "stored policy:1:1: revalidate: 'revalidate' is not available in this version; remove it",
    ]);
  });
});

describe("a policy's hash", () => {
  const policy = accepted(sample);

  it("is SHA-256 in hex and stays as it is from version to version of Baton", () => {
    expect(policyOf().hash).toBe("42f5e3788c9b59b2efa45afdfc09b529f8e1be5b5be285db0094ca073d1ea880");
  });

  it("does not hang on comments, order, quotes, or on being JSON", () => {
    const stripped = sample.replace(/^#.*$/gm, "").replace(/ #.*$/gm, "");
    const reversed = Object.fromEntries(Object.entries(JSON.parse(policy.canonical)).reverse());
    expect(accepted(stripped).hash).toBe(policy.hash);
    expect(accepted(JSON.stringify(reversed)).hash).toBe(policy.hash);
    expect(accepted(JSON.stringify(reversed, null, "\t")).hash).toBe(policy.hash);
  });

  it("is another for any other rule", () => {
    expect(accepted(sample.replace("points: 40", "points: 41")).hash).not.toBe(policy.hash);
  });

  it("is the same whether a default is written or left out", () => {
    expect(policyOf({ clock: "business", tank: { claims_per_day: 5 } }).hash).toBe(policyOf().hash);
  });

  it("is what it was before there were keys that say the usual", () => {
    const usual = {
      identity: { window: "90d", match: ["email"] },
      route: { by: ["territory"], off_hours: "overflow" },
      canary: { share: "10%" },
      alerts: { tank: { more_than: 20 }, latency: { median: "2h" } },
      sources: {},
      checks: [],
      enrichment: [],
    };
    expect(policyOf(usual).hash).toBe(policyOf().hash);
  });

  it("is of less than what is shown: there the usual is written out", () => {
    expect(policySummary(policyOf()).document).toMatchObject({
      identity: { window: "90d", match: ["email"] },
      route: { by: ["territory"], off_hours: "overflow" },
      canary: { share: "10%", for: "7d" },
      alerts: { campaign: { disqualified: "50%", of_at_least: 10 } },
    });
    expect(policySummary(policyOf({ identity: { match: ["phone"] } })).document).toMatchObject({
      identity: { window: "90d", match: ["phone"] },
    });
  });

  it("does not hang on what columns are usually called", () => {
    const accounts = { accounts: "a.csv" };
    const spelt = { ...accounts, columns: { teams: { manager: "manager" }, accounts: { name: null } } };
    expect(policyOf({ accounts: spelt }).hash).toBe(policyOf({ accounts }).hash);
    expect(policyOf({ accounts }).canonical).not.toContain("account_name");
  });

  it("is another for each of them that says something else", () => {
    const said = [
      { identity: { window: "91d" } },
      { route: { by: ["territory"], off_hours: "wait" } },
      { canary: { share: "11%" } },
      { alerts: { tank: "off" } },
      { enrichment: [{ id: "email", kind: "email" }] },
    ].map((more) => policyOf(more).hash);
    expect(new Set([policyOf().hash, ...said]).size).toBe(said.length + 1);
  });
});
