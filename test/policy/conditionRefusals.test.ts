import { describe, expect, it, test } from "vitest";
import { factsOf, faultOf, policyDocument, refusals, verdict } from "./support.ts";

describe("what a condition is refused for", () => {
  test.each([
    ["company.employes >= 5", "company has no 'employes'; did you mean 'employees'?"],
    ["has(company.employes)", "company has no 'employes'; did you mean 'employees'?"],
    ["company.?employes.orValue(1) == 1", "company has no 'employes'; did you mean 'employees'?"],
    ['leed.title == "x"', "there is no 'leed'; did you mean 'lead'?"],
    ["lead.consent.gven", "lead.consent has no 'gven'; did you mean 'given'?"],
    ["company.domain in lists.competitor", "there is no list 'competitor'; did you mean 'competitors'?"],
    ["account.openOpportunities", "account has no 'openOpportunities'; did you mean 'openOpportunity'?"],
    [
      "signals.page_visit.pricing.cont > 1",
      "signals.page_visit.pricing has no 'cont'; did you mean 'count'?",
    ],
    ['tier == "1"', "the tier is not known here; the tiers themselves decide it"],
    [
      'lead.title.matches("(?i)x")',
      "'matches' is neither RE2 nor safe here; write text.re2(\"(?i)…\"), which always finishes in linear time",
    ],
    [
      "company.employees",
      "the condition is int, not true or false; compare it with something, such as == or >=",
    ],
    [
      "lead.title == 5",
      "no such overload: string == int; compare values of one type; has(…) tells whether there is a value",
    ],
    [
      "lead.title == null",
      "no such overload: string == null; compare values of one type; has(…) tells whether there is a value",
    ],
    ["1 +", "Unexpected token: EOF; correct the CEL expression"],
    [
      'hasWrod(lead.title, ["x"])',
      "found no matching overload for 'hasWrod(string, list<string>)'; did you mean 'hasWord'?",
    ],
    [
      'hasWord(company.employees, ["x"])',
      "the first argument of hasWord is int, not a text; correct the CEL expression",
    ],
    [
      "hasWord(lead.title, [1])",
      "the second argument of hasWord is list<int>, not a list of texts; correct the CEL expression",
    ],
    [
      "lead.title.re2(lead.message)",
      "the pattern of re2 is not written out as a text; correct the CEL expression",
    ],
    ["outcomeOf(true)", "there is no function 'outcomeOf'; remove it"],
    ["true) || (true", "Unexpected character: ')'; correct the CEL expression"],
  ])("%s: %s", (when, expected) => {
    expect(faultOf(when)).toBe(expected);
  });

  it("a pattern that RE2 does not know", () => {
    expect(faultOf('lead.title.re2("(?=x)")')).toMatch(/^not an RE2 pattern .*RE2 has neither look-around/);
  });

  it("nesting without end", () => {
    expect(verdict(`${"!".repeat(1_900)}true`, factsOf())).toBe("true");
    expect(faultOf(`${"!".repeat(3_000)}true`)).toBe(
      "Exceeded maxAstNodes (2000); split the condition into several rules",
    );
    expect(faultOf(`${"(".repeat(1500)}true${")".repeat(1500)}`)).not.toBe("");
  });

  it("the score where it is not known yet", () => {
    const lane = { id: "x", when: "score > 5", buffer: { min: "0s", max: "1s" } };
    expect(refusals(JSON.stringify(policyDocument({ lanes: [lane] })))[0]).toContain(
      "the score is not known yet here",
    );
    const rule = { id: "x", when: "score > 5", points: 1 };
    expect(refusals(JSON.stringify(policyDocument({ score: { rules: [rule] } })))[0]).toContain(
      "the score is not known yet here",
    );
  });
});
