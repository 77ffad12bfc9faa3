import { describe, expect, it, test } from "vitest";
import { conditionOf, factsOf, faultOf, verdict } from "./support.ts";

const known = factsOf({
  lead: { email: "jo@acme.com", title: "VP", attribution: "contested", emailFree: false, emailRole: true },
  company: {
    employees: 250,
    founded: 1999,
    revenue: 1_100.5,
    city: "Ulm",
    tech: ["aws", "sap"],
    parent: "Big",
  },
  account: {
    name: "Acme",
    employees: 900,
    revenue: 2_000,
    owner: "U0ALICE",
    openOpportunity: true,
    customer: false,
  },
  signals: {
    page_visit: {
      pricing: { count: 3, first: "2026-02-20T10:00:00Z", last: "2026-03-01T10:00:00Z" },
      "sign-up": { count: 1, first: 1_771_000_000_000, last: 1_771_000_000_000 },
    },
  },
  observed: {
    "lead.title": "2026-01-01T00:00:00Z",
    "company.employees": "2026-02-01T00:00:00Z",
    "lead.extra.visits": "2026-02-15T00:00:00Z",
  },
});
const bare = factsOf();

describe("what providers, the CRM and people's behaviour say", () => {
  test.each([
    ['lead.attribution == "contested"', "true"],
    ["lead.emailFree", "false"],
    ["lead.emailRole && !lead.emailFree", "true"],
    ["company.founded < 2000", "true"],
    ['company.city == "Ulm" && company.parent == "Big"', "true"],
    ['"aws" in company.tech', "true"],
    ['company.tech.exists(t, t.startsWith("sa"))', "true"],
    ["company.revenue > 1100", "true"],
    ["company.revenue >= 1100.5", "true"],
    ["company.revenue <= 1100", "false"],
    ["company.revenue != 1100.0", "true"],
    ["company.revenue / 2.0 > 500.0", "true"],
    ["account.revenue == 2000.0", "true"],
    ["account.openOpportunity && !account.customer", "true"],
    ['account.owner == "U0ALICE"', "true"],
    ["account.employees > company.employees", "true"],
    ["signals.page_visit.pricing.count >= 3", "true"],
    ['signals.page_visit["sign-up"].count == 1', "true"],
    ['signals.page_visit.pricing.last > now - duration("48h")', "true"],
    ['signals.page_visit.pricing.first > now - duration("48h")', "false"],
    ["has(signals.page_visit.pricing)", "true"],
    ["has(signals.page_visit.docs)", "false"],
    ["signals.page_visit.docs.count > 1", "missing: signals.page_visit.docs.count"],
    ["!has(signals.webinar.june) || signals.webinar.june.count > 1", "true"],
    ['signals.page_visit.exists(name, name == "pricing")', "true"],
  ])("%s is %s", (when, expected) => {
    expect(verdict(when, known)).toBe(expected);
  });

  test.each([
    ['lead.attribution == "none"', "true"],
    ["lead.emailFree", "missing: lead.emailFree"],
    ['"aws" in company.tech', "missing: company.tech"],
    ["company.revenue > 5", "missing: company.revenue"],
    ["account.customer", "missing: account.customer"],
    ["has(account.name)", "false"],
    ["signals.page_visit.pricing.count >= 1", "missing: signals.page_visit.pricing.count"],
  ])("of a lead of whom nothing is known, %s is %s", (when, expected) => {
    expect(verdict(when, bare)).toBe(expected);
  });

  test.each([
    [
      "signals.page_visit.pricing.cuont > 1",
      "signals.page_visit.pricing has no 'cuont'; did you mean 'count'?",
    ],
    [
      "signals.page_visit.pricing.count.x > 1",
      "signals.page_visit.pricing.count has nothing below it; remove it",
    ],
    ["account.custmer", "account has no 'custmer'; did you mean 'customer'?"],
    ["company.techs == 1", "company has no 'techs'; did you mean 'tech'?"],
    ["lead.attributon == 'none'", "lead has no 'attributon'; did you mean 'attribution'?"],
  ])("%s is refused: %s", (when, fault) => {
    expect(faultOf(when)).toBe(fault);
  });

  test("what is not of its type has no value", () => {
    const odd = factsOf({
      company: { tech: "aws" as never, revenue: "5" as never, founded: Number.NaN },
      account: { customer: "yes" as never },
      signals: { page_visit: { pricing: { count: "x", first: "y", last: {} } as never, docs: 5 as never } },
    });
    for (const when of [
      '"aws" in company.tech',
      "company.revenue > 1",
      "company.founded > 1",
      "account.customer",
      "signals.page_visit.pricing.count > 1",
      "signals.page_visit.docs.count > 1",
    ]) {
      expect(verdict(when, odd)).toMatch(/^missing: /);
    }
  });
});

describe("the age of what a condition reads", () => {
  const youngest = (when: string, facts = known) => {
    const at = conditionOf(when).youngest(facts);
    return at === null ? null : new Date(at).toISOString();
  };

  it("is that of the youngest value", () => {
    expect(youngest('lead.title == "VP"')).toBe("2026-01-01T00:00:00.000Z");
    expect(youngest('lead.title == "VP" && company.employees > 5')).toBe("2026-02-01T00:00:00.000Z");
  });

  it("is that of the signal which the value is a part of", () => {
    const facts = factsOf({
      lead: { extra: { visits: { week: 3 } } },
      observed: { "lead.extra.visits": "2026-02-15T00:00:00Z" },
    });
    expect(youngest("lead.extra.visits.week > 1", facts)).toBe("2026-02-15T00:00:00.000Z");
  });

  it("is when behaviour last happened", () => {
    expect(youngest("signals.page_visit.pricing.count >= 3")).toBe("2026-03-01T10:00:00.000Z");
  });

  it("is not known of what has no value, nor of what nobody observed", () => {
    expect(youngest("has(lead.phone)")).toBeNull();
    expect(youngest("score > 5 || history.cycle > 1")).toBeNull();
    expect(youngest("company.founded > 1")).toBeNull();
  });
});
