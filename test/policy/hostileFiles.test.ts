import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatProblem, parsePolicy, parseTeam, prepareFacts, withScore } from "../../src/policy/index.ts";
import type { FactsInput } from "../../src/policy/types.ts";
import { conditionOf, policyDocument } from "./support.ts";

const parsers = { policy: parsePolicy, team: parseTeam };

/** A refused file gives at least one problem, each one line of printable text with a place that exists. */
function expectAnswer(
  parse: (text: string, file: string) => ReturnType<typeof parsePolicy | typeof parseTeam>,
  text: string,
) {
  const result = parse(text, "file.yml");
  if (result.ok) return;
  expect(result.problems.length).toBeGreaterThan(0);
  for (const problem of result.problems) {
    expect(problem.line).toBeGreaterThan(0);
    expect(problem.col).toBeGreaterThan(0);
    expect(formatProblem(problem).split("\n")[0]).toMatch(/^file\.yml:\d+:\d+: [^\p{Cc}]+; [^\p{Cc}]+$/u);
  }
}

const word = fc.constantFrom(
  ..."enrichment precedence identity accounts checks triage canary sources kind url map path lane columns".split(
    " ",
  ),
  ..."review queue else form type options between decay half_life sticky performance guards company.city".split(
    " ",
  ),
  ..."version name sources lists buffer lanes score suppress icp tiers route ladders clock tank recycle rules id when points".split(
    " ",
  ),
  ..."to nurture by share fallback offer overflow steps after do min max hours reps roles channels slack weight mon-fri".split(
    " ",
  ),
  "__proto__",
  "constructor",
  "toString",
  "<<",
);
const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    1,
    -1,
    1.5,
    1e21,
    "",
    "5m",
    "2h",
    "true",
    "score > 1",
    "1",
    "U0A",
    "C0A",
    "09:00-10:00",
  ),
  fc.string(),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.array(fc.tuple(word, tie("tree")), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe.each(Object.entries(parsers))("a %s file", (_name, parse) => {
  it("of any text gets an answer", () => {
    const fragment = fc.constantFrom(
      ..."{}[]:,-?&*!|>'\"%@`# \n\t0aé~<".split(""),
      "\n  ",
      ": ",
      "- ",
      "&a ",
      "*a ",
      "--- ",
      "!!map ",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (value) => expectAnswer(parse, value)),
      { numRuns: 500 },
    );
  });

  it("of any tree gets an answer", () => {
    fc.assert(
      fc.property(tree, (value) => expectAnswer(parse, JSON.stringify(value) ?? "null")),
      { numRuns: 500 },
    );
  });
});

it("a policy with anything in the place of one part gets an answer", () => {
  fc.assert(
    fc.property(word, tree, (key, value) =>
      expectAnswer(parsePolicy, JSON.stringify(policyDocument({ [key]: value }))),
    ),
    { numRuns: 500 },
  );
});

it("a policy that says everything, with anything in the place of any part, gets an answer", () => {
  const whole = policyDocument({
    sources: { acme: { kind: "partner", partner: "Acme", review: { when: "score < 60", queue: "partner" } } },
    enrichment: [
      { id: "roster", lane: "f", kind: "csv", path: "f.csv", when: "has(lead.title)" },
      {
        id: "firmo",
        kind: "http",
        url: "https://f.example/{company.domain}",
        key: "K",
        map: { "company.city": "/c" },
      },
    ],
    precedence: { "company.city": ["crm", "firmo", "lead"] },
    identity: { window: "30d", match: ["email", "phone"] },
    accounts: { accounts: "a.csv", columns: { accounts: { name: ["a", "b"] } }, spellings: { a: "b" } },
    score: { rules: [{ id: "a", when: "has(lead.title)", points: 5, decay: { half_life: "7d" } }] },
    checks: [
      { id: "a", when: "lead.consent.given", else: "suppress", days: 5 },
      {
        id: "b",
        when: "has(lead.title)",
        else: "hold",
        queue: "partner",
        form: [{ id: "x", type: "choice", options: ["a"] }],
      },
    ],
    triage: { between: [1, 5], queue: "partner" },
    ladders: { partner: [{ after: "1h", do: "approve" }] },
    recycle: { budget: { return_on: [{ page: "pricing" }] } },
    canary: { share: "10%", guards: { override_rate: "off" } },
    alerts: { latency: { median: "1h" }, campaign: { disqualified: "40%" }, tank: "off" },
  });
  const places: (readonly PropertyKey[])[] = [];
  const collect = (value: unknown, path: readonly PropertyKey[]): void => {
    places.push(path);
    if (typeof value !== "object" || value === null) return;
    for (const [key, below] of Object.entries(value)) collect(below, [...path, key]);
  };
  collect(whole, []);
  const put = (document: unknown, [key, ...below]: readonly PropertyKey[], value: unknown): unknown => {
    if (key === undefined) return value;
    const copy = structuredClone(document) as Record<PropertyKey, unknown>;
    copy[key] = put(copy[key], below, value);
    return copy;
  };
  expect(parsePolicy(JSON.stringify(whole), "file.yml")).toMatchObject({ ok: true });
  fc.assert(
    fc.property(fc.constantFrom(...places), tree, (path, value) =>
      expectAnswer(parsePolicy, JSON.stringify(put(whole, path, value)) ?? "null"),
    ),
    { numRuns: 400 },
  );
});

it("a policy with any text for a condition gets an answer", () => {
  const token = fc.constantFrom(
    ...'lead.title company.employees lead.extra.x lists.a score now has( hasWord( ) [ ] , "x" 5 2.5 && || ! == < in + - ? : .? true null'.split(
      " ",
    ),
    ".re2(",
    ".exists(x, ",
    "//",
    "'''",
  );
  const text = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.array(token, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(text, (when) =>
      expectAnswer(parsePolicy, JSON.stringify(policyDocument({ icp: [{ id: "it", when }] }))),
    ),
    { numRuns: 1_000 },
  );
});

it("a plain test of one attribute comes to what CEL makes of it", () => {
  const tests = [
    ...["==", "!="].map((op) => `lead.title ${op} "vp"`),
    ...["==", "!=", "<", "<=", ">", ">="].map((op) => `company.employees ${op} 5`),
    ...["<", "<=", ">", ">="].map((op) => `company.employees ${op} 4.5`),
    'lead.title in ["vp", "head"]',
    "lead.title in lists.competitors",
    'lead.utm.source == "vp"',
    'hasWord(lead.title, ["vp", "head"])',
    "domainMatches(lead.title, lists.student_domains)",
    'lead.title.re2("(?i)^v")',
    "lead.consent.given",
    "!lead.consent.given",
    ...["==", "!=", "<", "<=", ">", ">="].map((op) => `company.revenue ${op} 4.5`),
    ...["<", "<=", ">", ">="].map((op) => `company.revenue ${op} 5`),
    ...["==", "!=", "<", "<=", ">", ">="].map((op) => `signals.page_visit.pricing.count ${op} 5`),
    "account.customer",
  ];
  // Compared with true, a condition is no plain test of an attribute any more: CEL evaluates the whole of it.
  const pairs = tests.map((when) => [conditionOf(when), conditionOf(`(${when}) == true`)] as const);
  const title = fc.option(fc.constantFrom("", "vp", "VP", "head", "svp", "rival.example", "x.edu", "edu"));
  const employees = fc.option(fc.constantFrom(0, 4, 5, 6, -5, 2 ** 60));
  fc.assert(
    fc.property(title, employees, fc.option(fc.boolean()), (text, count, given) => {
      const facts = prepareFacts({
        lead: {
          source: "s",
          externalId: "1",
          title: text,
          consent: { given },
          utm: text === null ? {} : { source: text },
        },
        company: { employees: count, revenue: count === 5 ? 4.5 : count },
        account: { customer: given },
        signals: count === null ? null : { page_visit: { pricing: { count, first: 0, last: 0 } } },
        history: { cycle: 1 },
        now: 0,
      });
      for (const [plain, cel] of pairs)
        expect([plain.text, plain.evaluate(facts)]).toEqual([plain.text, cel.evaluate(facts)]);
    }),
  );
});

describe("conditions over hostile leads", () => {
  const conditions = [
    'lead.extra.a > 5 || lead.extra.b.c == "x"',
    "lead.extra.a + 1 > 2 && size(lead.extra.b) > 0",
    'lead.extra.constructor == "x" || lead.extra.__proto__.a == 1',
    'hasWord(lead.title, ["vp"]) || lead.message.re2("(a+)+$") || domainMatches(lead.emailDomain, ["*.a"])',
    "lead.extra.a.exists(x, x == 1) || lead.consent.at < now || lead.utm.source == lead.extra.b",
    'company.employees * 2 > score ? history.cycle > 1 : lead.?extra.?a.orValue("") == ""',
  ].map(conditionOf);

  it("come to true, false or missing, and are traced as JSON", () => {
    const junk = fc.oneof(tree, fc.double(), fc.string({ unit: "binary" }));
    const key = fc.constantFrom("a", "b", "c", "constructor", "__proto__");
    const facts = fc.record({
      title: junk,
      message: junk,
      email: junk,
      at: junk,
      employees: junk,
      extra: fc.dictionary(key, junk),
    });
    fc.assert(
      fc.property(facts, fc.integer(), ({ title, message, email, at, employees, extra }, score) => {
        const input = {
          lead: { source: "s", externalId: "1", title, message, email, consent: { at }, extra },
          company: { employees },
          history: { cycle: 1 },
          now: 0,
        } as unknown as FactsInput;
        const prepared = withScore(prepareFacts(input), score);
        for (const condition of conditions) {
          expect(["true", "false", "missing"]).toContain(condition.evaluate(prepared).is);
          const read = condition.read(prepared);
          expect(JSON.parse(JSON.stringify(read))).toEqual(read);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("end soon, also with a loop in a loop over a long list", () => {
    const long = Array.from({ length: 60_000 }, (_, index) => index);
    const facts = prepareFacts({
      lead: { source: "s", externalId: "1", extra: { a: long } },
      company: {},
      history: { cycle: 1 },
      now: 0,
    });
    const started = performance.now();
    expect(
      conditionOf("lead.extra.a.exists(x, lead.extra.a.exists(y, x + y == -1))").evaluate(facts).is,
    ).toBe("false");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("survive data nested thousands deep", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5_000; level++) deep = { c: deep };
    const facts = prepareFacts({
      lead: { source: "s", externalId: "1", extra: { b: deep as never } },
      company: {},
      history: { cycle: 1 },
      now: 0,
    });
    expect(conditionOf('lead.extra.b.c == "x"').evaluate(facts).is).toBe("false");
  });
});
