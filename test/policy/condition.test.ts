import { describe, expect, it, test } from "vitest";
import { withScore } from "../../src/policy/index.ts";
import { conditionOf, factsOf, policyOf, verdict } from "./support.ts";

const jane = factsOf({
  lead: {
    email: "jane@cs.mit.edu",
    title: "VP, Sales",
    country: "GB",
    intent: "demo",
    message: "What does it cost?",
    consent: { given: true, at: "2026-03-01T10:00:00Z", basis: "form" },
    utm: { source: "ads" },
    extra: {
      visits: 7,
      rate: 2.5,
      round: 3.0,
      big: 1e300,
      note: "hot",
      vip: true,
      tags: ["a", "b"],
      deep: { n: 4 },
    },
  },
  company: { name: "Acme", domain: "rival.example", employees: 250, industry: "software" },
  history: { cycle: 2, recycled: "timing" },
});
const bare = factsOf();

describe("a condition over a lead with values", () => {
  test.each([
    ['lead.intent == "demo"', "true"],
    ['lead.intent != "demo"', "false"],
    ['lead["intent"] == "demo"', "true"],
    ["company.employees >= 250", "true"],
    ["company.employees > 250", "false"],
    ["company.employees < 250.5", "true"],
    ["company.employees + 1 == 251", "true"],
    ["company.domain in lists.competitors", "true"],
    ['lead.country in ["GB", "DE"]', "true"],
    ['lead.country in ["DE"]', "false"],
    ['!(lead.country in ["DE"])', "true"],
    ['lead.utm.source == "ads"', "true"],
    ["lead.consent.given", "true"],
    ['now - lead.consent.at < duration("48h")', "true"],
    ['now > timestamp("2026-03-03T00:00:00Z")', "false"],
    ['history.cycle == 2 && history.recycled == "timing"', "true"],
    ["lists.competitors.exists(d, company.domain.endsWith(d))", "true"],
    ["size(lists.student_domains) == 2", "true"],
    ['lead.source == "website" ? company.employees > 1 : false', "true"],
    ["true // whatever", "true"],
  ])("%s is %s", (when, expected) => {
    expect(verdict(when, jane)).toBe(expected);
  });
});

describe("numbers in free data", () => {
  test.each([
    ["lead.extra.visits >= 5", "true"],
    ["lead.extra.visits == 7", "true"],
    ["lead.extra.visits > 6.5", "true"],
    ["lead.extra.visits + 1 == 8", "true"],
    ["lead.extra.rate > 2", "true"],
    ["lead.extra.rate == 2.5", "true"],
    ["lead.extra.round == 3", "true"],
    ["lead.extra.round >= 3.0", "true"],
    ["double(lead.extra.rate) * 2.0 == 5.0", "true"],
    ["lead.extra.big > 5", "true"],
    ["lead.extra.deep.n == 4", "true"],
    ['lead.extra["deep"]["n"] == 4', "true"],
    ['"a" in lead.extra.tags', "true"],
    ['lead.extra.note == "hot"', "true"],
    ["lead.extra.vip", "true"],
  ])("%s is %s", (when, expected) => {
    expect(verdict(when, jane)).toBe(expected);
  });

  it("makes the condition missing, with a note, when a value has the wrong type", () => {
    expect(conditionOf("lead.extra.note > 5").evaluate(jane)).toEqual({
      is: "missing",
      missing: ["lead.extra.note"],
      note: expect.stringContaining("string"),
    });
    expect(conditionOf("lead.extra.note").evaluate(jane)).toMatchObject({
      is: "missing",
      missing: ["lead.extra.note"],
    });
    expect(conditionOf("lead.extra.visits * 9223372036854775807 > 0").evaluate(jane)).toMatchObject({
      is: "missing",
    });
  });
});

describe("an attribute without a value", () => {
  test.each([
    ["company.employees >= 200", "missing: company.employees"],
    ["!(company.employees >= 200)", "missing: company.employees"],
    ["company.domain in lists.competitors", "missing: company.domain"],
    ['hasWord(lead.title, ["vp"])', "missing: lead.title"],
    ["lead.consent.given", "missing: lead.consent.given"],
    ['lead.utm.source == "ads"', "missing: lead.utm.source"],
    ["lead.extra.visits >= 5", "missing: lead.extra.visits"],
    ["lead.extra.deep.n == 4", "missing: lead.extra.deep.n"],
    ['history.recycled == "timing"', "missing: history.recycled"],
    ["company.employees + 1 > 2", "missing: company.employees"],
    ['company.name + lead.title == "x"', "missing: company.name, lead.title"],
    ["score > 5", "missing: score"],
    // what the rest decides
    ["true || company.employees >= 200", "true"],
    ["company.employees >= 200 || true", "true"],
    ["false && company.employees >= 200", "false"],
    ["company.employees >= 200 && false", "false"],
    ["company.employees >= 200 && true", "missing: company.employees"],
    ["false || company.employees >= 200", "missing: company.employees"],
    ['company.employees >= 200 || lead.title == "x"', "missing: company.employees, lead.title"],
    ['company.employees >= 200 || lead.source == "website"', "true"],
    ["!(company.employees >= 200 || true)", "false"],
    ["has(company.employees)", "false"],
    ["!has(company.employees)", "true"],
    ["has(lead.extra.deep.n)", "false"],
    ["has(lead.consent.at)", "false"],
    ["has(company.employees) && company.employees > 3", "false"],
    ["has(company.employees) ? company.employees > 3 : true", "true"],
    ['company.?industry.orValue("") == ""', "true"],
    ["lead.?extra.?visits.orValue(0) == 0", "true"],
    ["company.?employees.hasValue()", "false"],
    ["lists.competitors.exists(d, company.domain == d)", "missing: company.domain"],
    ['lead.source == "other" ? company.employees > 3 : true', "true"],
    ['lead.source == "website" ? company.employees > 3 : true', "missing: company.employees"],
  ])("makes %s %s", (when, expected) => {
    expect(verdict(when, bare)).toBe(expected);
  });

  it("is what null, an empty text and a value of the wrong type are, too", () => {
    const odd = factsOf({
      lead: { title: "", country: null, extra: { a: null, b: "" }, message: 5 as unknown as string },
      company: { employees: Number.NaN },
    });
    for (const path of ["lead.title", "lead.country", "lead.message", "lead.extra.a", "lead.extra.b"]) {
      expect(verdict(`${path} == "x"`, odd)).toBe(`missing: ${path}`);
    }
    expect(verdict("company.employees > 1", odd)).toBe("missing: company.employees");
  });
});

describe("the trace", () => {
  it("names what a condition reads, and the values of what has one", () => {
    const condition = conditionOf(
      "company.employees > 3 && has(lead.phone) || lead.consent.at < now || score > 1",
    );
    expect(condition.reads).toEqual(["company.employees", "lead.phone", "lead.consent.at", "now", "score"]);
    expect(condition.read(withScore(jane, 42))).toEqual({
      "company.employees": 250,
      "lead.consent.at": "2026-03-01T10:00:00.000Z",
      now: "2026-03-02T10:00:00.000Z",
      score: 42,
    });
  });

  it("holds free data as JSON, and long texts cut short", () => {
    const facts = factsOf({
      lead: { message: "x".repeat(20_000), extra: { deep: { n: 1, list: [1, 2.5] } } },
    });
    const read = conditionOf('lead.message != "" && size(lead.extra.deep) > 0').read(facts);
    expect(read["lead.extra.deep"]).toEqual({ n: 1, list: [1, 2.5] });
    expect(String(read["lead.message"])).toHaveLength(201);
  });

  it("leaves out the policy's own lists and the variables of loops", () => {
    expect(conditionOf("lists.competitors.exists(d, d == company.domain)").reads).toEqual(["company.domain"]);
  });
});

it("tells tiers by the score", () => {
  const { tiers } = policyOf({
    tiers: [
      { id: "1", when: "score >= 80" },
      { id: "2", when: "true" },
    ],
  });
  const first = (score: number) =>
    tiers.find(({ when }) => when.evaluate(withScore(jane, score)).is === "true")?.id;
  expect([first(79), first(80)]).toEqual(["2", "1"]);
});
