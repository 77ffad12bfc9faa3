import { beforeEach, describe, expect, test } from "vitest";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { REVIEW_POLICY } from "../support/reviews.ts";
import { MONDAY } from "./cases.ts";
import { newFolder, runOffline, write } from "./support.ts";

const folder = newFolder();

const SIGNALS_POLICY = POLICY.replace(
  "buffer: {",
  "precedence: { company.employees: [roster, lead] }\nbuffer: {",
)
  .replace(
    "lanes:",
    "enrichment:\n  - { id: roster, lane: firms, kind: csv, path: firms.csv }\n  - { id: mail, kind: email }\nlanes:",
  )
  .replace(
    "  rules:\n",
    `  rules:
    - { id: pricing, when: 'signals.page_visit.pricing.count >= 3', points: 20 }
    - { id: deal, when: 'account.openOpportunity', points: 7 }
    - { id: free, when: 'lead.emailFree', points: -5 }
    - { id: school, when: 'lead.emailStudent', points: -9 }
    - { id: tech, when: '"kubernetes" in company.tech', points: 3 }
    - { id: lately, when: 'signals.demo.booked.last > timestamp("2026-11-22T00:00:00Z")', points: 11 }
`,
  )
  .replace("by: [territory", "by: [account_owner, territory");

/** A case in which nothing but `signals` makes a difference: a lead of whom little is known. */
function caseWith(signals: string, expected: string, lead = "{ email: jo@acme.com, country: GB }"): string {
  return `version: 1\ncases:\n  - { name: a case, source: website, at: "${MONDAY}", lead: ${lead}, signals: ${signals}, expect: { ${expected} } }\n`;
}

async function run(text: string) {
  write(folder, "policy.test.yml", text);
  return runOffline(["policy", "test", "policy.yml"], folder);
}

beforeEach(() => {
  write(folder, "policy.yml", SIGNALS_POLICY);
  write(folder, "team.yml", TEAM);
  write(folder, "firms.csv", "domain,employees\n");
});

describe("what a case says is known of its lead", () => {
  test.each([
    ["{ company.employees: 300 }", "rules: [size]"],
    ["{ company: { employees: 300, tech: [kubernetes] } }", "rules: [size, tech]"],
    ["[{ key: company.employees, value: 300 }]", "rules: [size]"],
    ["{ signals.page_visit.pricing: { count: 3 } }", "rules: [pricing]"],
    ["{ signals.page_visit.pricing: 2 }", "rules: []"],
    [
      "{ signals: { page_visit: { pricing: { count: 4, last: 2026-11-20T08:00:00Z } } } }",
      "rules: [pricing]",
    ],
    ["{ page_visit: { pricing: { count: 3 } } }", "rules: [pricing]"],
    ["{ page_visit.pricing: { count: 3 } }", "rules: [pricing]"],
    ["{ account.openOpportunity: true }", "rules: [deal]"],
    ["{ signals.demo.booked: 1 }", "rules: [lately]"],
    ["{ signals.demo.booked: { count: 1, last: 2026-11-01T00:00:00Z } }", "rules: []"],
    ["", "rules: []"],
    ["{}", "rules: []"],
  ])("%s is read by the rules: %s", async (signals, rules) => {
    expect(await run(caseWith(signals, `decision: nurture, ${rules}`))).toMatchObject({ code: 0, err: "" });
  });

  test("counts as the policy's precedence says, and only while it is fresh", async () => {
    const lead = "{ email: jo@acme.com, country: GB, company: { employees: 20 } }";
    const nurtured = (rules: string) => `decision: nurture, rules: [${rules}]`;
    const said = (more: string) => `[{ key: company.employees, value: 300, ${more} }]`;
    // Nobody named: whoever's word counts most, here the roster's, which comes before the lead's.
    expect(await run(caseWith("{ company.employees: 300 }", nurtured("size"), lead))).toMatchObject({
      code: 0,
    });
    expect(await run(caseWith(said("provider: roster"), nurtured("size"), lead))).toMatchObject({ code: 0 });
    expect(await run(caseWith(said("provider: crm"), nurtured(""), lead))).toMatchObject({ code: 0 });
    const stale = said(
      'provider: roster, observedAt: 2026-10-01T00:00:00Z, freshUntil: "2026-11-23T10:00:00Z"',
    );
    expect(await run(caseWith(stale, nurtured(""), lead))).toMatchObject({ code: 0 });
  });

  test("gives the lead to its account's owner, by Slack id or name", async () => {
    const senior =
      "{ email: jo@acme.com, country: DE, intent: demo, title: VP, company: { employees: 300 } }";
    expect(await run(caseWith("{}", "decision: route, owner: Carol", senior))).toMatchObject({ code: 0 });
    for (const owner of ["U0BOB", "Bob"]) {
      const signals = `{ account: { owner: ${owner}, openOpportunity: true } }`;
      expect(await run(caseWith(signals, "decision: route, owner: Bob", senior))).toMatchObject({ code: 0 });
    }
    const gone = await run(caseWith("{ account.owner: Zoe }", "decision: route, owner: Bob", senior));
    expect(gone.out).toContain("expected owner Bob, got U0CAROL (Carol)");
  });

  test("has two partners claim the lead where it is contested", async () => {
    write(folder, "policy.yml", REVIEW_POLICY);
    const demo = "{ email: jo@acme.com, country: GB, intent: demo, title: VP, company: { employees: 300 } }";
    expect(await run(caseWith("{}", "decision: route", demo))).toMatchObject({ code: 0 });
    const contested = "{ lead.attribution: contested }";
    expect(await run(caseWith(contested, "decision: review, queue: partner", demo))).toMatchObject({
      code: 0,
    });
  });

  test("comes before what the policy's e-mail provider makes of the address", async () => {
    const free = "{ email: jo@gmail.com, country: GB }";
    expect(await run(caseWith("{}", "decision: nurture, rules: [free]", free))).toMatchObject({ code: 0 });
    const school = caseWith("{}", "decision: nurture, rules: [school]", "{ email: jo@cs.oxford.ac.uk }");
    expect(await run(school)).toMatchObject({ code: 0 });
    const told = caseWith("{ lead.emailFree: false }", "decision: nurture, rules: []", free);
    expect(await run(told)).toMatchObject({ code: 0 });
  });

  test("is remarked on where it names a provider that the policy does not have", async () => {
    const { code, err } = await run(
      caseWith("[{ key: company.employees, value: 300, provider: rostr }]", "decision: nurture"),
    );
    expect({ code, err }).toEqual({
      code: 0,
      err: "policy.test.yml:3:5: the policy has no provider 'rostr'; did you mean 'roster'?\n",
    });
  });
});

describe("the signals of a case are refused", () => {
  test.each([
    [
      "{ company.employes: 5 }",
      "company.emp",
      "company.employes: unknown key 'company.employes'; did you mean 'company.employees'?",
    ],
    [
      "{ company: { employes: 5 } }",
      "employes",
      "company.employes: unknown key 'employes'; did you mean 'employees'?",
    ],
    ["{ compny: { employees: 5 } }", "compny", "compny: unknown key 'compny'; did you mean 'company'?"],
    [
      "[{ key: company.employes, value: 5 }]",
      "company.emp",
      "[0].key: unknown key 'company.employes'; did you mean 'company.employees'?",
    ],
    [
      "[{ key: company, value: 5 }]",
      "company,",
      "[0].key: 'company' is no value but has several; name one, such as company.name: …",
    ],
    ["[{ kye: company.employees, value: 5 }]", "kye", "[0].kye: unknown key 'kye'; did you mean 'key'?"],
    [
      "{ company.employees: many }",
      "many",
      "company.employees: is the text 'many', not a whole number; write, for example, 300",
    ],
    [
      "{ company.employees: 1.5 }",
      "1.5",
      "company.employees: is the number 1.5, not a whole number; write, for example, 300",
    ],
    ["{ company.industry: '' }", "''", "company.industry: is empty; write a text, such as software"],
    [
      "{ company.tech: kubernetes }",
      "kubernetes",
      "company.tech: is the text 'kubernetes', not a list of texts; write, for example, [kubernetes]",
    ],
    [
      "{ account.openOpportunity: 1 }",
      "1 }, expect",
      "account.openOpportunity: is the number 1, not true or false; write, for example, true",
    ],
    [
      "[{ key: account.customer, value: yes }]",
      "yes",
      "[0].value: is the text 'yes', not true or false; write, for example, true",
    ],
    [
      "{ lead.partner: Acme }",
      "lead.partner",
      "lead.partner: unknown key 'lead.partner'; it is the lead's own; give it in the lead",
    ],
    [
      "{ lead.attribution: none }",
      "none",
      "lead.attribution: can be nothing but contested in a case; let the lead's partner or source say the rest",
    ],
    [
      "{ signals.page_visit.pricing: { cuont: 3 } }",
      "cuont",
      "signals.page_visit.pricing.cuont: unknown key 'cuont'; did you mean 'count'?",
    ],
    [
      "{ signals.page_visit.pricing.count: 3 }",
      "signals.page",
      "signals.page_visit.pricing.count: unknown key 'signals.page_visit.pricing.count'; write signals.page_visit.pricing: { count: 3 }",
    ],
    [
      "{ signals.PageVisit.pricing: 1 }",
      "signals.PageVisit",
      "signals.PageVisit.pricing: unknown key 'signals.PageVisit.pricing'; name what was done in small letters, and to what, such as signals.page_visit.pricing",
    ],
    [
      "{ signals.page_visit.pricing: often }",
      "often",
      "signals.page_visit.pricing: is the text 'often', not a mapping; write, for example, count: …, first: …, last: …",
    ],
    [
      "{ signals.page_visit: 3 }",
      "3 }, expect",
      "signals.page_visit: is the number 3, not a mapping; write, for example, signals.page_visit.pricing: { count: 3 }",
    ],
    [
      "[{ key: company.employees, value: 5, confidence: 2 }]",
      "2 }",
      "[0].confidence: is the number 2, not a number from 0 to 1; write, for example, 0.9",
    ],
    [
      "[{ key: company.employees, value: 5, observedAt: Monday }]",
      "Monday",
      "[0].observedAt: 'Monday' is no time in RFC 3339; write, for example, 2026-11-23T09:00:00Z or 2026-11-23T09:00:00+01:00",
    ],
    [
      "[{ key: company.name, value: A }, { key: company.name, value: B }]",
      "company.name, value: B",
      "[1].key: 'company.name' is here twice; give it once, or name another provider",
    ],
    [
      "often",
      "often",
      ": is the text 'often', not a list of signals, or a mapping; write, for example, { company.employees: 300 }",
    ],
  ])("%s", async (signals, at, problem) => {
    const text = caseWith(signals, "decision: nurture");
    const { code, out, err } = await run(text);
    const line = text.split("\n")[2] ?? "";
    expect({ code, out }).toEqual({ code: 1, out: "" });
    const path = /^[[:]/.test(problem) ? `signals${problem}` : `signals.${problem}`;
    expect(err).toContain(`policy.test.yml:3:${line.indexOf(at) + 1}: cases[0].${path}\n`);
  });
});
