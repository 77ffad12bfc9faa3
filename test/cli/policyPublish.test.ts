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

  describe("as a canary", () => {
    const MILD = POLICY.replace("minimum: 20", "minimum: 25");
    const WHO = ["--by", "Dana", "--note", "a try"] as const;
    const publish = (policy: string, ...more: string[]) => {
      write(folder, "policy.yml", policy);
      return baton("policy", "publish", "policy.yml", ...WHO, ...more);
    };
    const list = async () => JSON.parse((await baton("policy", "list", "--json")).out);

    test("says for which share of the leads, until when, and what decides the others", async () => {
      await baton(...PUBLISH);
      await baton(...APPLY);
      const { code, out, err } = await publish(MILD, "--canary", "2.5%");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(
        /^Published policy\.yml as policy version 2 \([0-9a-f]{8}\): a canary that decides 2\.5% of the leads until 2026-11-30T09:00:00\.000Z\. Version 1 \([0-9a-f]{8}\) decides the others\.\n$/,
      );
      expect(await list()).toMatchObject([
        { version: 2, status: "canary", share: "2.5%", by: "Dana", note: "a try" },
        { version: 1, status: "active" },
      ]);
      expect((await list())[1]).not.toHaveProperty("share");
      expect((await baton("policy", "list")).out).toContain("canary 2.5%");
    });

    test("without a share goes by the file, and by 10% where that says nothing", async () => {
      await baton(...PUBLISH);
      await publish(`${MILD}\ncanary: { share: 40%, for: 2d }\n`, "--canary");
      expect(await list()).toMatchObject([{ share: "40%" }, {}]);
      expect((await services.rules.inForce()).canary?.until).toBe("2026-11-25T09:00:00.000Z");
      await baton("policy", "rollback", ...WHO);
      await publish(MILD, "--canary", "--json");
      expect(await list()).toMatchObject([{ version: 3, share: "10%" }, {}, {}]);
    });

    test.each(["0%", "100%", "-5%", "many", "policy.yml"])("a share of %s is a wrong call", async (share) => {
      await baton(...PUBLISH);
      const { code, out, err } = await publish(MILD, `--canary=${share}`);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain("above 0 and below 100, such as 10%");
      expect(await list()).toHaveLength(1);
    });

    test("needs something in force to be compared with", async () => {
      const { code, err } = await publish(MILD, "--canary", "10%");
      expect(code).toBe(1);
      expect(err).toContain("publish policy.yml without --canary");
      expect(await list()).toEqual([]);
    });

    test("stands in the way of another publication until it is promoted or rolled back", async () => {
      await baton(...PUBLISH);
      await publish(MILD, "--canary", "10%");
      const other = await publish(POLICY.replace("minimum: 20", "minimum: 30"));
      expect(other).toMatchObject({ code: 1, out: "" });
      expect(other.err).toMatch(
        /^version 2 is a canary until 2026-11-30T09:00:00\.000Z; promote it or roll it back first/,
      );
      expect((await publish(MILD)).err).toMatch(/^policy\.yml is a canary already, as version 2/);
      expect((await publish(MILD, "--canary", "10%")).out).toMatch(/^policy\.yml is the canary already/);
      expect(await list()).toHaveLength(2);
    });

    test("is promoted, and rolled back to the version before", async () => {
      await baton(...PUBLISH);
      await publish(MILD, "--canary", "10%");
      const promoted = await baton("policy", "promote", ...WHO, "--json");
      expect(promoted.code).toBe(0);
      expect(JSON.parse(promoted.out)).toMatchObject({
        ...{ version: 2, status: "active", inForce: { version: 2 } },
      });
      const back = await baton("policy", "rollback", ...WHO);
      expect(back.out).toMatch(/^Rolled back version 2 .*Version 1 \([0-9a-f]{8}\) is in force again\./);
      const statuses = ((await list()) as { status: string }[]).map(({ status }) => status);
      expect(statuses).toEqual(["rolled_back", "active"]);
      expect(await baton("policy", "rollback", ...WHO)).toMatchObject({ code: 1, out: "" });
      const none = await baton("policy", "promote", ...WHO);
      expect(none).toMatchObject({ code: 1, out: "" });
      expect(none.err).toMatch(/^no canary runs/);
    });

    const TRIAGE = `${MILD.replace("\nclock: wall", "\n  triage: [{ after: 30m, do: approve }]\nclock: wall")}\ntriage: { between: [30, 40], queue: triage }\n`;
    const TRIAGE_TEAM = TEAM.replace("tank: C0TANK", "tank: C0TANK, triage: C0TRIAGE").replace(
      "overflow: U0OVERFLOW",
      "overflow: U0OVERFLOW\n  reviewers: { triage: [U0MANAGER] }",
    );
    const apply = (team: string) => {
      write(folder, "team.yml", team);
      return baton(...APPLY);
    };

    test("a team that the canary does not fit is not applied", async () => {
      await baton(...PUBLISH);
      expect(await apply(TRIAGE_TEAM)).toMatchObject({ code: 0 });
      expect(await publish(TRIAGE, "--canary", "10%")).toMatchObject({ code: 0 });
      const { code, err } = await apply(TEAM);
      expect(code).toBe(1);
      expect(err).toMatch(/channels\.triage: is missing/);
      await baton("policy", "rollback", ...WHO);
      expect(await apply(TEAM)).toMatchObject({ code: 0 });
    });

    test("a version that the team no longer fits is not returned to", async () => {
      await apply(TRIAGE_TEAM);
      await publish(TRIAGE);
      await publish(MILD);
      expect(await apply(TEAM)).toMatchObject({ code: 0 });
      const { code, err } = await baton("policy", "rollback", ...WHO);
      expect(code).toBe(1);
      expect(err).toMatch(/^team version 2:1:1: channels\.triage: is missing/);
      expect((await services.rules.activePolicy())?.ref.version).toBe(2);
    });

    test("whoever publishes hears that nobody gets the card", async () => {
      write(folder, "team.yml", TEAM.replace("[U0STEWARD]", "[]"));
      await baton(...APPLY);
      await baton(...PUBLISH);
      const { code, err } = await publish(MILD, "--canary", "10%");
      expect(code).toBe(0);
      expect(err).toMatch(/^remark: team version 1 names no stewards/);
    });
  });
});
