import { beforeEach, describe, expect, test } from "vitest";
import { TurnedClock } from "../../src/clock.ts";
import { servicesOn } from "../../src/services.ts";
import { embeddedTestDatabase, truncateAll } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { newFolder, run, write } from "./support.ts";

const database = await embeddedTestDatabase();
const services = await servicesOn(database, new TurnedClock(Date.parse("2026-11-23T09:00:00.000Z")));
const folder = newFolder();
const baton = (...argv: string[]) => run(argv, services, folder);

const PUBLISH = ["policy", "publish", "policy.yml", "--by", "Dana", "--note", "first"] as const;
const APPLY = ["team", "apply", "team.yml", "--by", "Dana"] as const;

beforeEach(async () => {
  await truncateAll(database);
  write(folder, "policy.yml", POLICY);
  write(folder, "team.yml", TEAM);
});

describe("policy publish", () => {
  test("puts a policy in force and names its version and hash", async () => {
    const { code, out } = await baton(...PUBLISH);
    const active = await services.rules.activePolicy();
    expect(code).toBe(0);
    expect(out).toBe(`Published policy.yml as policy version 1 (${active?.ref.hash.slice(0, 8)}).\n`);
  });

  test("says so when the same content is in force already", async () => {
    await baton(...PUBLISH);
    const again = await baton(...PUBLISH);
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(again.out).toMatch(/^policy\.yml is in force already, as version 1 \([0-9a-f]{8}\)/);
    expect(await services.rules.policies()).toHaveLength(1);
  });

  test("refuses a faulty policy with a line a problem, and the version in force stays", async () => {
    await baton(...PUBLISH);
    write(folder, "policy.yml", POLICY.replace("minimum: 20", "minimun: 20"));
    const { code, out, err } = await baton(...PUBLISH);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^policy\.yml:\d+:\d+: score\S*: .*; .*minimum/m);
    expect((await services.rules.activePolicy())?.ref.version).toBe(1);
  });

  test("remarks on a tier that can never match, which check does not pass, and publishes", async () => {
    write(folder, "policy.yml", POLICY.replace(/tiers:\n/, "tiers:\n  - { id: none, when: score < 0 }\n"));
    const { code, err } = await baton(...PUBLISH);
    expect(code).toBe(0);
    expect(err).toMatch(/^policy\.yml:\d+:\d+: tiers\[0\]\.when: remark: tier 'none' can never match/);
    expect(await baton("policy", "check", "policy.yml")).toMatchObject({ code: 1, out: "" });
  });

  test("refuses a policy that the team in force does not fit", async () => {
    write(folder, "team.yml", TEAM.replace("tank: C0TANK", ""));
    expect(await baton(...APPLY)).toMatchObject({ code: 0 }); // no policy is in force that would want the channel
    const { code, err } = await baton(...PUBLISH);
    expect(code).toBe(1);
    expect(err).toMatch(/channels\.tank: is missing/);
    expect(await services.rules.activePolicy()).toBeNull();
  });

  test.each(["--by", "--note"])("wants %s to say something", async (option) => {
    const argv = PUBLISH.map((word, index) => (PUBLISH[index - 1] === option ? "  " : word));
    const { code, err } = await baton(...argv);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^option '${option} .*must not be empty.*\n$`));
  });

  test("says that canaries are not available", async () => {
    const answer = await baton(...PUBLISH, "--canary", "10%");
    expect(answer).toEqual({
      code: 2,
      out: "",
      err: "baton policy publish --canary: not available in this version\n",
    });
  });
});
