import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { POLICY } from "../support/fixtures.ts";
import { baton, newFolder, write } from "./support.ts";

const cwd = newFolder();

test.concurrent("policy check needs no environment", async () => {
  write(cwd, "good.yml", POLICY);
  expect(await baton(["policy", "check", "good.yml"], { cwd })).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^good\.yml: in order\. Test: .*rules 4.*\n$/),
    err: "",
  });
});

test.concurrent("policy check says where the fault is, and as one JSON value with --json", async () => {
  const text = POLICY.replace("company.employees >= 200", "company.employes >= 200");
  write(cwd, "bad.yml", text);
  const line = text.split("\n").findIndex((each) => each.includes("employes")) + 1;
  const { code, out, err } = await baton(["policy", "check", "bad.yml", "--json"], { cwd });
  expect(code).toBe(1);
  expect(err).toMatch(new RegExp(`^bad\\.yml:${line}:\\d+: score\\.rules\\[1\\]\\.when: .*employees.*\\n`));
  expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ line, path: "score.rules[1].when" }] });
});

test.concurrent("without a file, policy check reads what BATON_POLICY names, also in .env", async () => {
  const folder = newFolder();
  write(folder, "other.yml", POLICY);
  write(folder, ".env", "BATON_POLICY=other.yml\n");
  const env = { BATON_POLICY: "none.yml" };
  expect(await baton(["policy", "check"], { cwd: folder })).toMatchObject({ code: 0 });
  expect(await baton(["policy", "check"], { cwd: folder, env })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^none\.yml: there is no such file/),
  });
});

describe("what cannot run", () => {
  test.concurrent.each([
    [
      { DATABASE_URL: "postgresql://u:hush@127.0.0.1:1/x" },
      /^PostgreSQL at 127\.0\.0\.1:1\/x cannot be reached/,
    ],
    [{ DATABASE_URL: "mysql://u:hush@h/x" }, /^DATABASE_URL: is no PostgreSQL address/],
    [{ BATON_DATA_DIR: "memory" }, /^BATON_DATA_DIR is memory and no bot is running here/],
    [{ BATON_DATA_DIR: "/dev/null" }, /^BATON_DATA_DIR: \/dev\/null cannot hold the database/],
  ])("is a line on standard error and exit 2: %j", async (env, line) => {
    const { code, out, err } = await baton(["lead", "show", `lead_${"0".repeat(32)}`], { cwd, env });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(line);
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).not.toContain("hush");
  });

  test.concurrent("comes with its stack when LOG_LEVEL is debug", async () => {
    const env = { BATON_DATA_DIR: "/dev/null", LOG_LEVEL: "debug" };
    expect((await baton(["migrate"], { cwd, env })).err).toMatch(/\n +at /);
  });
});

test.concurrent("help lists what there is, with examples, and not what there is not", async () => {
  const { code, out } = await baton(["--help"], { cwd });
  expect(code).toBe(0);
  expect(out).toContain("npx baton policy publish policy.yml --by");
  expect(out).not.toMatch(/doctor/);
});

const older = ["/usr/bin/node", "/usr/local/bin/node"].find(
  (node) =>
    existsSync(node) && !/^v(2[4-9]|[3-9]\d)/.test(execFileSync(node, ["--version"], { encoding: "utf8" })),
);

test.skipIf(older === undefined)("an older Node hands over to the one of the project", async () => {
  const answer = await baton(["policy", "check", "no.yml"], { cwd, node: older as string });
  expect(answer).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringMatching(/^no\.yml: there is no such file/),
  });
});
