// A file on disk that is not what is in force is named at the start, and changes nothing.
import { expect, test } from "vitest";
import { driftOf } from "../../src/app/drift.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
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
  expect(await drift("version: one", TEAM)).toEqual([expect.stringMatching(/not valid.*policy version 1/)]);
  expect(await drift(POLICY, TEAM.replace("name: Bob", "name: Bobby"))).toEqual([
    expect.stringMatching(/^team\.yml differs from team version 1.*npx baton team apply team\.yml/),
  ]);
});
