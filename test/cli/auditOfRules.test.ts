// The rules' own chain in the audit commands: exported, verified, proved like the leads' events.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TurnedClock } from "../../src/clock.ts";
import { servicesOn } from "../../src/services.ts";
import { embeddedTestDatabase } from "../support/database.ts";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { newFolder, run, write } from "./support.ts";

const database = await embeddedTestDatabase();
const services = await servicesOn(database, new TurnedClock(Date.parse("2026-11-23T09:00:00.000Z")));
const folder = newFolder();
const baton = (...argv: string[]) => run(argv, services, folder);
const WHO = ["--by", "Dana", "--note", "Fewer students"] as const;

test("who released what, and why, is in the export; a changed word of it is found, and one event can be proved", async () => {
  write(folder, "team.yml", TEAM);
  write(folder, "policy.yml", POLICY);
  await baton("team", "apply", "team.yml", "--by", "Dana");
  await baton("policy", "publish", "policy.yml", ...WHO);
  write(folder, "policy.yml", POLICY.replace("minimum: 20", "minimum: 25"));
  await baton("policy", "publish", "policy.yml", ...WHO, "--canary", "10%");
  await baton("policy", "rollback", ...WHO);

  expect(await baton("audit", "verify")).toMatchObject({ code: 0 });
  expect(await baton("audit", "export", "audit.jsonl")).toMatchObject({ code: 0 });
  const text = readFileSync(join(folder, "audit.jsonl"), "utf8");
  const events = text.split("\n").flatMap((line) => (line.includes('"body"') ? [JSON.parse(line)] : []));
  expect(events.map(({ leadId, body }) => [leadId, body.type])).toEqual([
    ["rules", "team_applied"],
    ["rules", "policy_published"],
    ["rules", "policy_published"],
    ["rules", "policy_rolled_back"],
  ]);
  expect(await baton("audit", "verify", "audit.jsonl")).toMatchObject({ code: 0 });

  write(folder, "changed.jsonl", text.replace("Fewer students", "More students"));
  const broken = await baton("audit", "verify", "changed.jsonl");
  expect(broken.code).toBe(1);
  expect(broken.out + broken.err).toContain(events[1].id);

  const proof = await baton("audit", "prove", events[3].id);
  expect(proof.code).toBe(0);
  write(folder, "proof.json", proof.out);
  expect(await baton("audit", "verify", "proof.json")).toMatchObject({ code: 0 });
});
