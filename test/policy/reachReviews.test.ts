import { describe, expect, it, test } from "vitest";
import { formatProblem, parsePolicy } from "../../src/policy/index.ts";

/** Two rules that give 0 to 70 points, and a queue of reviewers. */
function policy(more: string): string {
  return `version: 1
route: {}
ladders: { triage: [{ after: 30m, do: approve }] }
${more.includes("tiers:") ? "" : "tiers: [{ id: all, when: true }]"}
score:
  rules:
    - { id: demo, when: 'lead.intent == "demo"', points: 40 }
    - { id: size, when: company.employees >= 200, points: 30 }
${more}
`;
}

/** Without line and column, which `reach.test.ts` looks at. */
function found(text: string): { errors: string[]; remarks: string[] } {
  const result = parsePolicy(text, "policy.yml");
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join("\n"));
  const said = (problem: Parameters<typeof formatProblem>[0]) =>
    formatProblem(problem).replace(/^policy\.yml:\d+:\d+: /, "");
  const unused = "ladders.triage: nothing is sent to the queue 'triage'";
  return {
    errors: result.ineffective.map(said),
    remarks: result.remarks.map(said).filter((one) => !one.startsWith(unused)),
  };
}

const hold = (when: string) => `checks: [{ id: a, when: '${when}', else: hold, queue: triage }]`;
const suppress = (when: string) => `checks: [{ id: a, when: '${when}', else: suppress }]`;
const review = (when: string) => `sources: { acme: { review: { when: '${when}', queue: triage } } }`;
const icp = (...when: string[]) =>
  `icp: ${JSON.stringify(when.map((text, n) => ({ id: `i${n}`, when: text })))}`;
const http = (more: string) =>
  `enrichment: [{ id: firmo, kind: http, url: "https://f.example/", map: { company.city: /city }${more} }]`;

describe("what can never take effect is an error", () => {
  test.each<[string, string, string]>([
    [
      "a check that every score passes",
      hold("score >= 0"),
      "checks[0].when: check 'a' can never fail: the scores that come to it are 0 to 70; correct or remove it",
    ],
    [
      "a check that every score passes which is not suppressed",
      `suppress: { at: 10 }\n${suppress("score > 10")}`,
      "checks[0].when: check 'a' can never fail: the scores that come to it are 11 to 70; correct or remove it",
    ],
    [
      "a check that suppresses everybody",
      suppress("false"),
      "checks[0].when: no lead passes check 'a': every one is suppressed; say which leads pass",
    ],
    [
      "a check that contradicts itself",
      hold("company.employees < 50 && company.employees > 99"),
      "checks[0].when: no lead passes check 'a': every one is held; say which leads pass",
    ],
    [
      "a review for scores that no lead has",
      review("score > 70"),
      "sources.acme.review.when: the review of source 'acme' can never match: the scores that come to it are 0 to 70; correct or remove it",
    ],
    [
      "a triage outside of all scores",
      "triage: { between: [80, 90], queue: triage }",
      "triage.between: no lead has such a score: those that come here are 0 to 70; put it where leads are, or remove triage",
    ],
    [
      "two criteria of which no lead meets both",
      icp("company.employees >= 50", "company.employees < 50"),
      "icp[1].when: no lead meets criterion 'i1' and criterion 'i0'; correct or remove one of them",
    ],
    [
      "two criteria for different texts",
      icp('lead.country == "GB"', 'lead.country in ["DE", "FR"]'),
      "icp[1].when: no lead meets criterion 'i1' and criterion 'i0'; correct or remove one of them",
    ],
    [
      "criteria that only together leave nothing",
      icp("company.employees != 7", "company.employees >= 7", "company.employees < 8"),
      "icp[2].when: no lead meets criterion 'i2' and criterion 'i0' and criterion 'i1'; correct or remove one of them",
    ],
    [
      "a criterion against a check that suppresses",
      `${suppress("history.cycle < 3")}\n${icp("history.cycle > 3")}`,
      "icp[0].when: no lead meets criterion 'i0' and check 'a'; correct or remove one of them",
    ],
    [
      "a tier for leads that no criterion lets through",
      `${icp("company.employees >= 50")}\ntiers: [{ id: small, when: company.employees < 20 }, { id: all, when: true }]`,
      "tiers[0].when: tier 'small' can never match: criterion 'i0' lets none of its leads through; correct one of them, or remove the tier",
    ],
    [
      "a provider whose condition contradicts itself",
      http(", when: company.employees < 5 && company.employees > 9"),
      "enrichment[0].when: provider 'firmo' can never match: nothing makes its condition true; correct or remove it",
    ],
    [
      "a precedence of somebody who never gives the attribute",
      `${http("")}\nprecedence: { company.industry: [firmo, lead] }`,
      "precedence.company.industry[0]: firmo never gives company.industry; add it to the map of firmo, or remove firmo here",
    ],
  ])("%s", (_name, more, error) => {
    expect(found(policy(more)).errors).toEqual([error]);
  });

  it("a decay of what has no age", () => {
    const text = policy("").replace(
      "points: 40 }",
      "points: 40 }\n    - { id: back, when: history.cycle > 1, points: 5, decay: { half_life: 7d } }",
    );
    expect(found(text).errors).toEqual([
      "score.rules[1].decay: rule 'back' never decays: nothing that it reads has an age; remove decay",
    ]);
  });
});

describe("what may be meant is a remark", () => {
  test.each<[string, string, string]>([
    [
      "a check that is switched off",
      hold("true"),
      "checks[0].when: check 'a' is switched off: every lead passes; remove it when it is not coming back",
    ],
    [
      "a check that holds everybody",
      hold("false"),
      "checks[0].when: check 'a' holds every lead; say which leads pass, unless it is meant",
    ],
    [
      "a review that is switched off",
      review("false"),
      "sources.acme.review.when: the review of source 'acme' is switched off; remove it when it is not coming back",
    ],
    [
      "approving what is too low anyway",
      "triage: { between: [10, 20], queue: triage }",
      "triage.between: a lead that is approved goes to nurture all the same: 20 is below score.minimum, 30; lower score.minimum, or raise between",
    ],
    [
      "a key that everybody on the way can read",
      http(", key: K").replace("https", "http"),
      "enrichment[0].url: the key is sent unencrypted; begin the URL with https://",
    ],
    [
      "an account where there are none",
      "icp: [{ id: a, when: '!account.customer', missing: pass }]",
      "icp[0].when: account.customer never has a value: there are no accounts; add accounts:",
    ],
    [
      "an attribute that no provider gives",
      `${http("")}\nicp: [{ id: a, when: '"aws" in company.tech', missing: pass }]`,
      "icp[0].when: company.tech never has a value: no provider gives it; map it in a provider of enrichment",
    ],
    [
      "an address that nobody looks at",
      "icp: [{ id: a, when: '!lead.emailFree', missing: pass }]",
      "icp[0].when: lead.emailFree never has a value: nobody looks at the address; add enrichment: [{ id: email, kind: email }]",
    ],
    [
      "a lane chosen by what is not known yet",
      `${http("")}\nlanes: [{ id: a, when: 'company.city == "Ulm"' }]`,
      "lanes[0].when: company.city has no value yet: lanes are chosen on arrival, before anybody is asked; choose the lane by what the lead itself brings",
    ],
  ])("%s", (_name, more, remark) => {
    const text = policy(more).replace(
      "score:",
      more.includes("[10, 20]") ? "score:\n  minimum: 30" : "score:",
    );
    expect(found(text)).toEqual({ errors: [], remarks: [remark] });
  });

  it("a ladder of a queue that nothing is sent to", () => {
    const result = parsePolicy(policy(""), "policy.yml");
    expect(result.ok && result.remarks.map(formatProblem)).toEqual([
      "policy.yml:3:12: ladders.triage: nothing is sent to the queue 'triage'; name it in checks, triage or a source's review, or remove the ladder",
    ]);
  });
});

test("keys that do what they say are not remarked on", () => {
  const more = `
enrichment:
  - { id: email, kind: email }
  - { id: roster, kind: csv, path: a.csv }
  - { id: firmo, kind: http, url: "https://f.example/{company.domain}", when: has(company.domain), map: { company.tech: /t } }
precedence: { company.employees: [crm, roster, lead], company.tech: [firmo] }
accounts: { accounts: a.csv }
sources: { acme: { review: { when: 'score < 60 || lead.attribution == "contested"', queue: triage } } }
icp: [{ id: a, when: 'account.customer || "aws" in company.tech || lead.emailFree' }]
checks:
  - { id: b, when: lead.consent.given, else: suppress }
  - { id: c, when: score > 5, else: hold, queue: triage }
triage: { between: [40, 60], queue: triage }`;
  expect(found(policy(more))).toEqual({ errors: [], remarks: [] });
});

describe("what stands against each other is no error where a lead may still come through", () => {
  test("a hold, which a person may lift", () => {
    const text = `${hold("company.employees < 50")}\n${icp("company.employees >= 50")}`;
    expect(found(policy(text))).toEqual({ errors: [], remarks: [] });
  });

  test("an unknown value that both let pass is remarked on", () => {
    const text = icp("company.employees >= 50", "company.employees < 50").replaceAll(
      "}",
      ', "missing": "pass" }',
    );
    const said = "no lead of known company.employees meets criterion 'i1' and criterion 'i0'";
    expect(found(policy(text))).toEqual({
      errors: [],
      remarks: [`icp[1].when: ${said}; correct or remove one of them`],
    });
  });

  test("a tier for those of whom the value is not known", () => {
    const tiers = "tiers: [{ id: unknown, when: '!has(company.employees)' }, { id: all, when: true }]";
    expect(found(policy(`${icp("company.employees >= 50")}\n${tiers}`)).errors).toEqual([]);
  });
});
