import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { REVIEW_POLICY } from "../support/reviews.ts";
import { caseOf, fileOf, LEAD, MONDAY } from "./cases.ts";
import { baton, newFolder, runOffline, write } from "./support.ts";

const folder = newFolder();
const ROOT = join(import.meta.dirname, "../..");

const policyTest = (...argv: string[]) => runOffline(["policy", "test", "policy.yml", ...argv], folder);

/** Writes the file of cases. */
function cases(...texts: readonly string[]): void {
  write(folder, "policy.test.yml", fileOf(...texts));
}

beforeEach(() => {
  write(folder, "policy.yml", POLICY);
  write(folder, "team.yml", TEAM);
});

describe("policy test", () => {
  test.concurrent("runs the cases beside the policy, without any environment", async () => {
    const cwd = newFolder();
    mkdirSync(join(cwd, "rules"));
    write(cwd, "rules/policy.yml", POLICY);
    const text = `version: 1\ncases:\n  - ${caseOf('decision: route, tier: "1"')}\n`;
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
      caseOf('decision: nurture, tier: "3", score: 40, rules: [demo, size], owner: Bob', "all wrong"),
      caseOf("decision: route, rules: [size, senior-title, demo]", "right"),
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
    cases(caseOf(expect_));
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
    cases(caseOf(expect_));
    expect(await policyTest()).toMatchObject({ code: 0, out: expect.stringMatching(/^✓ a demo\n/) });
  });

  test("names the step that decided only where the case asks for it", async () => {
    const low = (expect_: string) =>
      caseOf(expect_).replace(LEAD, "{ email: jo@acme.com, country: GB, company: { employees: 200 } }");
    cases(low('decision: nurture, rules: [size, "tier:3"]'));
    expect(await policyTest()).toMatchObject({ code: 0 });
    cases(low("decision: nurture, rules: [size]"));
    expect(await policyTest()).toMatchObject({ code: 0 });
    cases(low("decision: nurture, rules: [size, minimum]"));
    expect((await policyTest()).out).toContain("expected rules [size, minimum], got [size]");
  });

  test("decides at the case's time, in whatever zone it is written, and says so of a case that has none", async () => {
    write(folder, "team.yml", TEAM.replace("channels:", 'hours: { mon-fri: "09:00-18:00" }\nchannels:'));
    const at = (time: string) => caseOf("decision: route, owner: Alice").replace(MONDAY, time);
    cases(at("2026-11-23T09:00:00Z"), at("2026-11-23T18:59:59+01:00").replace("a demo", "late"));
    expect(await policyTest()).toMatchObject({ code: 0 });
    cases(at("2026-11-23T08:59:59Z"));
    expect((await policyTest()).out).toContain("expected owner Alice, got nobody");
    cases(caseOf("decision: route, owner: Bob").replace(`at: "${MONDAY}", `, ""));
    expect((await policyTest()).out).toMatch(/; no at: decided at 20\d\d-.*Z, now\n/);
  });

  test("knows who is asked first, and what a yes leads to", async () => {
    write(folder, "policy.yml", REVIEW_POLICY);
    const held = (expected: string) =>
      caseOf(expected, "held").replace("employees: 300", "employees: 300, industry: healthcare");
    const ambiguous = "{ email: jane@acme.com, title: Clerk, intent: demo }";
    cases(
      held("decision: review, queue: compliance, tier: 1, rules: [demo, size, senior-title, regulated]"),
      caseOf("decision: review, queue: triage, tier: 2, rules: [demo]", "ambiguous").replace(LEAD, ambiguous),
    );
    expect(await policyTest()).toMatchObject({ code: 0 });
    cases(held("decision: review, queue: complaince"), caseOf("decision: route, queue: triage"));
    const { out } = await policyTest();
    expect(out).toContain(
      "expected queue complaince (the policy has no such queue; did you mean 'compliance'?), got queue compliance",
    );
    expect(out).toContain("expected queue triage, got no review");
  });

  test("gives one JSON value", async () => {
    cases(caseOf("decision: route, owner: U0ALICE"), caseOf("decision: nurture", "wrong"));
    const { code, out, err } = await policyTest("--json");
    expect({ code, err }).toEqual({ code: 1, err: "" });
    const got = {
      decision: "route",
      tier: "1",
      queue: null,
      score: 95,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
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
  const from = (source: string) => caseOf("decision: route", source).replace("website,", `${source},`);
  cases(from("websit"), from("chat"), from("website"));
  expect(await policyTest()).toMatchObject({
    code: 0,
    err: "policy.test.yml:3:5: the policy has no source 'websit'; did you mean 'website'?\n",
  });
});

describe("the team of policy test", () => {
  const owner = caseOf("decision: route, owner: Zoe");
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
    write(cwd, "policy.test.yml", `version: 1\ncases: [${caseOf("decision: route")}]\n`);
    expect(await runOffline(["policy", "test"], cwd)).toMatchObject({ code: 0, err: "" });
    write(cwd, "policy.test.yml", `version: 1\ncases: [${owner}]\n`);
    expect((await runOffline(["policy", "test"], cwd)).out).toContain(
      "expected owner Zoe, got no team to choose from (put team.yml beside the policy, or name one with --team)",
    );
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
