import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { baton, newFolder, runOffline, write } from "./support.ts";

const folder = newFolder();
const ROOT = join(import.meta.dirname, "../..");
const MONDAY = "2026-11-23T10:00:00Z";

const policyTest = (...argv: string[]) => runOffline(["policy", "test", "policy.yml", ...argv], folder);

/** Writes cases as flow mappings; what they leave out is a lead from the website that goes to Alice. */
function cases(...texts: readonly string[]): void {
  write(folder, "policy.test.yml", `version: 1\ncases:\n${texts.map((text) => `  - ${text}\n`).join("")}`);
}
const lead = "{ email: jane@acme.com, title: VP, country: US, intent: demo, company: { employees: 300 } }";
const expecting = (expect: string, name = "a demo") =>
  `{ name: ${name}, source: website, at: "${MONDAY}", lead: ${lead}, expect: { ${expect} } }`;

beforeEach(() => {
  write(folder, "policy.yml", POLICY);
  write(folder, "team.yml", TEAM);
});

describe("policy test", () => {
  test.concurrent("runs the cases beside the policy, without any environment", async () => {
    const cwd = newFolder();
    mkdirSync(join(cwd, "rules"));
    write(cwd, "rules/policy.yml", POLICY);
    const text = `version: 1\ncases:\n  - ${expecting('decision: route, tier: "1"')}\n`;
    write(cwd, "rules/policy.test.yml", text);
    expect(await baton(["policy", "test", "rules/policy.yml"], { cwd })).toEqual({
      code: 0,
      out: "✓ a demo\nrules/policy.yml: 1 passed, 0 failed\n",
      err: "",
    });
    write(cwd, "rules/policy.test.yml", text.replace('"1"', '"2"'));
    const env = { BATON_POLICY: "rules/policy.yml" };
    const { code, out, err } = await baton(["policy", "test"], { cwd, env });
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toContain("✗ a demo: expected tier 2, got tier 1\n");
  });

  test("says everything that is wrong with a case in one line, and below it where and why", async () => {
    cases(
      expecting('decision: nurture, tier: "3", score: 40, rules: [demo, size], owner: Bob', "all wrong"),
      expecting("decision: route, rules: [size, senior-title, demo]", "right"),
    );
    const { code, out } = await policyTest();
    expect(code).toBe(1);
    expect(out.split("\n")).toEqual([
      "✗ all wrong: expected nurture, got route; expected tier 3, got tier 1; expected score 40, got 95; " +
        "expected rules [demo, size], got [demo, size, senior-title]; expected owner Bob, got U0ALICE (Alice)",
      "    policy.test.yml:3:5: Asked for a demo (+40), size (+30), senior-title (+25)",
      "✓ right",
      "policy.yml: 1 passed, 1 failed",
      "",
    ]);
  });

  test.each([
    ["a tier", 'decision: route, tier: "9"', "tier 9 (the policy has no such tier), got tier 1"],
    ["a tier written as a number", "decision: route, tier: 2", "tier 2, got tier 1"],
    [
      "a rule's id that is misspelt",
      "decision: route, rules: [demo, sizee, senior-title]",
      "rules [demo, sizee (the policy has no such rule; did you mean 'size'?), senior-title], got [demo, size, senior-title]",
    ],
    ["no rule at all", "decision: route, rules: []", "rules [], got [demo, size, senior-title]"],
    [
      "a rep who is misspelt",
      "decision: route, owner: U0ALCIE",
      "owner U0ALCIE (the team has no such rep; did you mean 'U0ALICE'?), got U0ALICE (Alice)",
    ],
    ["nobody", "decision: route, owner: nobody", "owner nobody, got U0ALICE (Alice)"],
    [
      "another reason to be left out",
      "decision: route, pool_out: { U0BOB: territory }",
      "pool_out {U0BOB: territory}, got {U0BOB (Bob): seniority}",
    ],
    ["nobody left out", "decision: route, pool_out: []", "pool_out {}, got {U0BOB (Bob): seniority}"],
  ])("fails a case that expects %s", async (_, expect_, difference) => {
    cases(expecting(expect_));
    const { code, out } = await policyTest();
    expect(code).toBe(1);
    expect(out).toContain(`✗ a demo: expected ${difference}\n`);
  });

  test.each([
    "decision: route",
    "decision: route, tier: 1, score: 95",
    "decision: route, owner: Alice, pool_out: [Bob]",
    "decision: route, owner: U0ALICE, pool_out: { Bob: seniority }",
    "decision: route, pool_out: { U0BOB: }",
    "decision: route, tier: , score: , rules: , owner: , pool_out: ",
  ])("passes a case that expects { %s }", async (expect_) => {
    cases(expecting(expect_));
    expect(await policyTest()).toMatchObject({ code: 0, out: expect.stringMatching(/^✓ a demo\n/) });
  });

  test("names the step that decided only where the case asks for it", async () => {
    const low = (expect_: string) =>
      expecting(expect_).replace(lead, "{ email: jo@acme.com, country: GB, company: { employees: 200 } }");
    cases(low('decision: nurture, rules: [size, "tier:3"]'));
    expect(await policyTest()).toMatchObject({ code: 0 });
    cases(low("decision: nurture, rules: [size]"));
    expect(await policyTest()).toMatchObject({ code: 0 });
    cases(low("decision: nurture, rules: [size, minimum]"));
    expect((await policyTest()).out).toContain("expected rules [size, minimum], got [size]");
  });

  test("decides at the case's time, in whatever zone it is written, and says so of a case that has none", async () => {
    write(folder, "team.yml", TEAM.replace("channels:", 'hours: { mon-fri: "09:00-18:00" }\nchannels:'));
    const at = (time: string) => expecting("decision: route, owner: Alice").replace(MONDAY, time);
    cases(at("2026-11-23T09:00:00Z"), at("2026-11-23T18:59:59+01:00").replace("a demo", "late"));
    expect(await policyTest()).toMatchObject({ code: 0 });
    cases(at("2026-11-23T08:59:59Z"));
    expect((await policyTest()).out).toContain("expected owner Alice, got nobody");
    cases(expecting("decision: route, owner: Bob").replace(`at: "${MONDAY}", `, ""));
    expect((await policyTest()).out).toMatch(/; no at: decided at 20\d\d-.*Z, now\n/);
  });

  test("gives one JSON value", async () => {
    cases(expecting("decision: route, owner: U0ALICE"), expecting("decision: nurture", "wrong"));
    const { code, out, err } = await policyTest("--json");
    expect({ code, err }).toEqual({ code: 1, err: "" });
    const got = {
      decision: "route",
      tier: "1",
      score: 95,
      rules: ["demo", "size", "senior-title"],
      owner: "U0ALICE",
      pool_out: { U0BOB: "seniority" },
    };
    expect(JSON.parse(out)).toEqual({
      ok: false,
      passed: 1,
      failed: 1,
      problems: [],
      cases: [
        { name: "a demo", ok: true, line: 3, at: "2026-11-23T10:00:00.000Z", got, wrong: [] },
        expect.objectContaining({
          name: "wrong",
          ok: false,
          wrong: [{ what: "decision", expected: "nurture", got: "route" }],
        }),
      ],
    });
  });
});

test("policy test remarks on a source that the policy seems to know under another name", async () => {
  write(folder, "policy.yml", `${POLICY}\nsources: { website: { kind: form } }\n`);
  const from = (source: string) => expecting("decision: route", source).replace("website,", `${source},`);
  cases(from("websit"), from("chat"), from("website"));
  expect(await policyTest()).toMatchObject({
    code: 0,
    err: "policy.test.yml:3:5: the policy has no source 'websit'; did you mean 'website'?\n",
  });
});

describe("the team of policy test", () => {
  const owner = expecting("decision: route, owner: Zoe");
  const zoe = TEAM.replace("name: Alice", "name: Zoe");

  test("is --team's, else BATON_TEAM's, else the team.yml beside the policy", async () => {
    cases(owner);
    write(folder, "zoe.yml", zoe);
    const answer = (option: string[], env: Record<string, string> = {}) =>
      runOffline(["policy", "test", "policy.yml", ...option], folder, env);
    expect((await answer([])).out).toContain("got U0ALICE (Alice)");
    expect(await answer([], { BATON_TEAM: "zoe.yml" })).toMatchObject({ code: 0 });
    expect((await answer(["--team", "team.yml"], { BATON_TEAM: "zoe.yml" })).code).toBe(1);
    expect(await answer(["--team", "none.yml"])).toMatchObject({ code: 2, out: "" });
    write(folder, "team.yml", zoe);
    expect(await answer([])).toMatchObject({ code: 0 });
  });

  test("need not be there, until a case asks who gets the lead", async () => {
    const cwd = newFolder();
    write(cwd, "policy.yml", POLICY);
    write(cwd, "policy.test.yml", `version: 1\ncases: [${expecting("decision: route")}]\n`);
    expect(await runOffline(["policy", "test"], cwd)).toMatchObject({ code: 0, err: "" });
    write(cwd, "policy.test.yml", `version: 1\ncases: [${owner}]\n`);
    expect((await runOffline(["policy", "test"], cwd)).out).toContain(
      "expected owner Zoe, got no team to choose from (put team.yml beside the policy, or name one with --team)",
    );
  });
});

describe("a file of cases is refused", () => {
  const refused = async (text: string) => {
    write(folder, "policy.test.yml", text);
    const answer = await policyTest();
    expect(answer).toMatchObject({ code: 1, out: "" });
    return answer.err.trimEnd().split("\n");
  };
  const one = (text: string) => `version: 1\ncases:\n  - ${text}\n`;
  const wrongLead = (text: string) => one(expecting("decision: route").replace(lead, text));

  test.each([
    ["that is empty", "", "", "the file is empty; write at least the mandatory keys"],
    [
      "without cases",
      "version: 1\ncases: []\n",
      "[]",
      "cases: is empty: nothing would be tested; add a case",
    ],
    [
      "with a key that nobody knows",
      one(expecting("decision: route").replace("lead:", "laed:")),
      "{ name",
      "cases[0].lead: is missing; add a lead, as it is posted, such as { email: jane@acme.example }",
    ],
    [
      "with an expectation that nobody knows",
      one(expecting("decision: route, teir: 1")),
      "teir",
      "cases[0].expect.teir: unknown key 'teir'; did you mean 'tier'?",
    ],
    [
      "that expects a review",
      one(expecting("decision: review")),
      "review",
      "cases[0].expect.decision: 'review' is not available in this version; remove it",
    ],
    [
      "that expects a queue",
      one(expecting("decision: route, queue: triage")),
      "queue",
      "cases[0].expect.queue: 'queue' is not available in this version; remove it",
    ],
    [
      "that brings signals",
      one(expecting("decision: route").replace("lead:", "signals: { company.employees: 5 }, lead:")),
      "signals",
      "cases[0].signals: 'signals' is not available in this version; remove it",
    ],
    [
      "with a time that is none",
      one(expecting("decision: route").replace(MONDAY, "Monday")),
      '"Monday"',
      "cases[0].at: 'Monday' is no time in RFC 3339; write, for example, 2026-11-23T09:00:00Z or 2026-11-23T09:00:00+01:00",
    ],
    [
      "with a misspelt key in a lead, as the intake would",
      wrongLead("{ email: a@b.de, contry: GB }"),
      "contry",
      "cases[0].lead.contry: is no known field; did you mean 'country'?",
    ],
    [
      "with a lead that nobody could reach",
      wrongLead("{ country: GB }"),
      "{ country",
      "cases[0].lead.email: is missing; send email or phone",
    ],
    [
      "with a value that the intake refuses",
      wrongLead("{ email: a@b.de, company: { employees: many } }"),
      "employees",
      "cases[0].lead.company.employees: must be a number; correct it",
    ],
    [
      "with a lead of another source",
      wrongLead("{ source: acme, email: a@b.de }"),
      "source: acme",
      "cases[0].lead.source: is not the case's source, 'website'; leave it out of the lead",
    ],
    [
      "with two cases of one name",
      `${one(expecting("decision: route"))}  - ${expecting("decision: route")}\n`,
      'a demo, source: website, at: "2026-11-23T10:00:00Z"',
      "cases[1].name: the case name 'a demo' is here twice; give each case name once",
    ],
  ])("%s", async (_, text, at, line) => {
    const before = text.slice(0, text.lastIndexOf(at)).split("\n");
    const place = `${before.length}:${(before.at(-1) ?? "").length + 1}`;
    expect(await refused(text)).toContain(`policy.test.yml:${text === "" ? "1:1" : place}: ${line}`);
  });

  test("and all its faults are told at once, as one JSON value with --json", async () => {
    cases(expecting("decision: rout"), expecting("decision: route", "b").replace("jane@acme.com", "jane"));
    const { code, out, err } = await policyTest("--json");
    expect(code).toBe(1);
    expect(err).toMatch(/^policy\.test\.yml:3:.*did you mean 'route'\?\n$/);
    expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ line: 3 }] });
  });

  test("together with the faults of the policy and of the team", async () => {
    write(folder, "policy.yml", POLICY.replace("minimum", "minimun"));
    write(folder, "team.yml", TEAM.replace("reps:", "repz:"));
    const [policy, file, team] = await refused("version: 2\ncases: [{}]\n");
    expect(policy).toMatch(/^policy\.yml:/);
    expect(file).toMatch(/^policy\.test\.yml:1:10: version: /);
    expect((await policyTest()).err).toMatch(/^team\.yml:/m);
    expect(team).toBeDefined();
  });
});

test("policy test cannot run without a policy or without cases", async () => {
  const cwd = newFolder();
  expect(await runOffline(["policy", "test", "none.yml"], cwd)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^none\.yml: there is no such file/),
  });
  write(cwd, "policy.yml", POLICY);
  expect(await runOffline(["policy", "test"], cwd)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^policy\.test\.yml: there is no such file/),
  });
});

describe("hostile files of cases", () => {
  test("Windows line ends, a byte order mark, anchors, merges of none and names in any script", async () => {
    const text = [
      "version: 1",
      "cases:",
      `  - &first { name: "営業 – 大口 🏢", source: website, lead: &jane ${lead}, expect: &out { decision: route } }`,
      `  - { name: "zero\\u200bwidth \\u001b[31mred", source: website, lead: *jane, expect: *out }`,
      "",
    ].join("\r\n");
    write(folder, "policy.test.yml", `\ufeff${text}`);
    const { code, out } = await policyTest();
    expect(out).toMatch(/^✓ 営業 – 大口 🏢\n✓ zero width {2}\[31mred\n/);
    expect(code).toBe(0);
  });

  test("ten thousand cases are decided within seconds", async () => {
    const all = Array.from({ length: 10_000 }, (_, index) => expecting("decision: route", `case ${index}`));
    cases(...all);
    const started = performance.now();
    const { code, out } = await policyTest();
    expect(code).toBe(0);
    expect(out).toContain("policy.yml: 10000 passed, 0 failed\n");
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test.each([
    ["too large", `version: 1\ncases: []\n#${"x".repeat(17 * 1024 * 1024)}`, /larger than 16 MiB/],
    [
      "unfolding without end",
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefgh".replace(/./g, (key) => `${key}: &${key} [${`*${String.fromCharCode(key.charCodeAt(0) - 1)},`.repeat(10)}]\n`)}`,
      /too many values|Excessive alias/i,
    ],
    [
      "nested without end",
      `version: 1\ncases: ${"[".repeat(20_000)}`,
      /nested too deeply|valid YAML|close what/,
    ],
    ["of two documents", "version: 1\n---\nversion: 1\n", /second document/],
    ["with a tag", "version: 1\ncases: !!js/function x\n", /YAML tag/],
    ["with a prototype", one("{ __proto__: { a: 1 } }"), /__proto__/],
    [
      "with free data that cannot be counted with",
      one(`{ name: x, source: s, lead: { email: a@b.de, extra: { a: .inf } }, expect: { decision: route } }`),
      /not a number to count with/,
    ],
  ])("one that is %s gets an answer", async (_, text, what) => {
    write(folder, "policy.test.yml", text);
    const { code, err } = await policyTest();
    expect(code).toBe(1);
    expect(err).toMatch(what);
    expect(err).toMatch(/^policy\.test\.yml:\d+:\d+: /);
  });
});

const one = (text: string) => `version: 1\ncases:\n  - ${text}\n`;

describe("the cases that come with Baton", () => {
  test.each(["policy.yml", "examples/x-education/policy.yml"])("all hold for %s", async (file) => {
    const { out, code } = await runOffline(["policy", "test", file], ROOT);
    expect(out.split("\n").filter((line) => !line.startsWith("✓"))).toEqual([
      expect.stringMatching(new RegExp(`^${file}: [1-9]\\d passed, 0 failed$`)),
      "",
    ]);
    expect(code).toBe(0);
  });
});
