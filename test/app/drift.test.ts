// A file on disk that is not what is in force is named at the start, and changes nothing.
import { expect, test } from "vitest";
import { driftOf } from "../../src/app/drift.ts";
import { instant } from "../../src/clock.ts";
import { POLICY, policyOf, TEAM } from "../support/fixtures.ts";
import { publishIn } from "../support/publish.ts";
import { openWorkspace } from "../support/workspace.ts";

test("files that are what is in force, or not there, are no news; others are named with the cure", async () => {
  await using space = await openWorkspace();
  const { rules } = space.baton.services;
  const drift = (policy: string | null, team: string | null) =>
    driftOf(rules, {
      policyFile: "policy.yml",
      teamFile: "team.yml",
      read: async (file) => {
        const text = file === "policy.yml" ? policy : team;
        if (text === null) throw new Error("ENOENT");
        return text;
      },
    });
  expect(await drift(POLICY, TEAM)).toEqual([]);
  expect(await drift(null, null)).toEqual([]);
  expect(await drift(POLICY.replace("minimum: 20", "minimum: 30"), TEAM)).toEqual([
    expect.stringMatching(/^policy\.yml differs .*policy version 1 .*npx baton policy publish policy\.yml/),
  ]);
  const mild = POLICY.replace("minimum: 20", "minimum: 25");
  const at = instant(space.clock.now());
  await publishIn(rules, policyOf(mild), { at, canary: { share: 0.1, forMs: 60_000 } });
  expect(await drift(mild, TEAM), "the canary's own file").toEqual([]);
  expect(await drift(POLICY, TEAM)).toEqual([]);
  expect(await drift(POLICY.replace("minimum: 20", "minimum: 30"), TEAM)).toEqual([
    expect.stringMatching(/policy version 1 \([0-9a-f]{8}\) stays in force, and version 2 a canary, until/),
  ]);
  expect(await drift("version: one", TEAM)).toEqual([expect.stringMatching(/not valid.*policy version 1/)]);
  expect(await drift(POLICY, TEAM.replace("name: Bob", "name: Bobby"))).toEqual([
    expect.stringMatching(/^team\.yml differs from team version 1.*npx baton team apply team\.yml/),
  ]);
});
