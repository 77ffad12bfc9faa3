import { beforeEach, describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { caseOf, fileOf, LEAD, MONDAY } from "./cases.ts";
import { newFolder, runOffline, write } from "./support.ts";

const folder = newFolder();
const policyTest = (...argv: string[]) => runOffline(["policy", "test", "policy.yml", ...argv], folder);

beforeEach(() => {
  write(folder, "policy.yml", POLICY);
  write(folder, "team.yml", TEAM);
});

describe("a file of cases is refused", () => {
  const refused = async (text: string) => {
    write(folder, "policy.test.yml", text);
    const answer = await policyTest();
    expect(answer).toMatchObject({ code: 1, out: "" });
    return answer.err.trimEnd().split("\n");
  };
  const wrongLead = (text: string) => fileOf(caseOf("decision: route").replace(LEAD, text));

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
      fileOf(caseOf("decision: route").replace("lead:", "laed:")),
      "{ name",
      "cases[0].lead: is missing; add a lead, as it is posted, such as { email: jane@acme.example }",
    ],
    [
      "with an expectation that nobody knows",
      fileOf(caseOf("decision: route, teir: 1")),
      "teir",
      "cases[0].expect.teir: unknown key 'teir'; did you mean 'tier'?",
    ],
    [
      "with a time that is none",
      fileOf(caseOf("decision: route").replace(MONDAY, "Monday")),
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
      `${fileOf(caseOf("decision: route"))}  - ${caseOf("decision: route")}\n`,
      'a demo, source: website, at: "2026-11-23T10:00:00Z"',
      "cases[1].name: the case name 'a demo' is here twice; give each case name once",
    ],
  ])("%s", async (_, text, at, line) => {
    const before = text.slice(0, text.lastIndexOf(at)).split("\n");
    const place = `${before.length}:${(before.at(-1) ?? "").length + 1}`;
    expect(await refused(text)).toContain(`policy.test.yml:${text === "" ? "1:1" : place}: ${line}`);
  });

  test("with every fault of its form, as one JSON value with --json", async () => {
    write(
      folder,
      "policy.test.yml",
      fileOf(caseOf("decision: rout"), caseOf("decision: route", "b").replace("jane@acme.com", "jane")),
    );
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

describe("hostile files of cases", () => {
  test("Windows line ends, a byte order mark, anchors, merges of none and names in any script", async () => {
    const text = [
      "version: 1",
      "cases:",
      `  - &first { name: "営業 – 大口 🏢", source: website, lead: &jane ${LEAD}, expect: &out { decision: route } }`,
      `  - { name: "zero\\u200bwidth \\u001b[31mred", source: website, lead: *jane, expect: *out }`,
      "",
    ].join("\r\n");
    write(folder, "policy.test.yml", `\ufeff${text}`);
    const { code, out } = await policyTest();
    expect(out).toMatch(/^✓ 営業 – 大口 🏢\n✓ zero width {2}\[31mred\n/);
    expect(code).toBe(0);
  });

  test("ten thousand cases take hardly longer than reading them as YAML", async () => {
    const text = fileOf(
      ...Array.from({ length: 10_000 }, (_, index) => caseOf("decision: route", `case ${index}`)),
    );
    write(folder, "policy.test.yml", text);
    const started = performance.now();
    const { code, out } = await policyTest();
    const took = performance.now() - started;
    expect(code).toBe(0);
    expect(out).toContain("policy.yml: 10000 passed, 0 failed\n");
    const read = performance.now();
    expect(parseDocument(text).errors).toEqual([]);
    expect(took).toBeLessThan(4 * (performance.now() - read));
  }, 180_000);

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
    ["with a prototype", fileOf("{ __proto__: { a: 1 } }"), /__proto__/],
    [
      "with free data that cannot be counted with",
      fileOf(
        `{ name: x, source: s, lead: { email: a@b.de, extra: { a: .inf } }, expect: { decision: route } }`,
      ),
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
