// What somebody sees who starts Baton with something wrong: one clear line each, exit code 2, nothing half done.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { runToEnd } from "../support/process.ts";

const ENV = {
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: "secret",
  BATON_INTAKE_TOKENS: "website:t",
  SLACK_API_URL: "http://127.0.0.1:9/api/",
  BATON_DATA_DIR: "memory",
  PORT: "0",
};

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "baton-start-"));
  await writeFile(join(folder, "policy.yml"), POLICY);
  await writeFile(join(folder, "team.yml"), TEAM);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function lines(env: Record<string, string>): Promise<string[]> {
  const { code, said } = await runToEnd(env, folder);
  expect(code).toBe(2);
  return said.trimEnd().split("\n");
}

describe("starting with something wrong", () => {
  it("names every missing and every bad variable, and no secret", async () => {
    const said = await lines({ SLACK_BOT_TOKEN: "xapp-topsecret", PORT: "99999", BATON_SWEEP: "often" });
    expect(said.map((line) => line.split(":")[0]).sort()).toEqual([
      "BATON_INTAKE_TOKENS",
      "BATON_SWEEP",
      "PORT",
      "SLACK_BOT_TOKEN",
      "SLACK_SIGNING_SECRET",
    ]);
    expect(said.join()).not.toContain("topsecret");
  });

  it("names file, line, column and cure of a wrong policy and a wrong team", async () => {
    await writeFile(join(folder, "policy.yml"), POLICY.replace("company.employees", "company.employes"));
    await writeFile(join(folder, "team.yml"), TEAM.replace("seniority: junior", "senority: junior"));
    const said = (await lines(ENV)).filter((line) => /^\w+\.yml:/.test(line.replace(/^.*\//, "")));
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/policy\.yml:\d+:\d+: score\.rules\[1\]\.when: .*employes.*employees/);
    expect(said[1]).toMatch(/team\.yml:\d+:\d+: reps\[1\]\.senority: .*seniority/);
  });

  it("says which file is missing", async () => {
    await rm(join(folder, "policy.yml"));
    expect(await lines(ENV)).toEqual([expect.stringMatching(/policy\.yml: there is no such file; .*README/)]);
  });

  it("says that the port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const said = await lines({ ...ENV, PORT: String(port) });
    server.close();
    expect(said).toEqual([expect.stringContaining(`PORT: ${port} on 127.0.0.1 is in use`)]);
  });

  it("says that the database cannot be reached, without its password", async () => {
    const said = await lines({ ...ENV, DATABASE_URL: "postgresql://baton:topsecret@127.0.0.1:9/baton" });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("127.0.0.1:9");
    expect(said[0]).not.toContain("topsecret");
  });
});
