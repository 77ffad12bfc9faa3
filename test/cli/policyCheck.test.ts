import { describe, expect, test } from "vitest";
import { POLICY, TEAM } from "../support/fixtures.ts";
import { newFolder, runOffline, write } from "./support.ts";

const line = (text: string, part: string) => text.split("\n").findIndex((each) => each.includes(part)) + 1;

function folderWith(policy: string, team: string | null): string {
  const folder = newFolder();
  write(folder, "policy.yml", policy);
  if (team !== null) write(folder, "team.yml", team);
  return folder;
}
const check = (cwd: string, ...argv: string[]) => runOffline(["policy", "check", "policy.yml", ...argv], cwd);

describe("policy check", () => {
  test("refuses a tier that no lead can reach, with its place", async () => {
    const policy = POLICY.replace("score >= 80", "score >= 96");
    const answer = await check(folderWith(policy, TEAM));
    expect(answer).toMatchObject({ code: 1, out: "" });
    expect(answer.err).toBe(
      `policy.yml:${line(policy, "score >= 96")}:22: tiers[0].when: tier '1' can never match: the scores that come to it are 20 to 95; correct or remove it\n`,
    );
  });

  test("says what is in a policy without a name", async () => {
    const { out } = await check(folderWith(POLICY.replace("name: Test\n", ""), TEAM));
    expect(out).toMatch(/^policy\.yml: in order\. \w+ \d/);
  });

  test("remarks on two rules of one condition, and takes the policy", async () => {
    const policy = POLICY.replace(
      "points: 30 }",
      "points: 30 }\n    - { id: big, when: company.employees >= 200, points: 5 }",
    );
    const folder = folderWith(policy, TEAM);
    const answer = await check(folder);
    expect(answer).toMatchObject({ code: 0, out: expect.stringMatching(/^policy\.yml: in order/) });
    expect(answer.err).toMatch(
      /^policy\.yml:\d+:24: score\.rules\[2\]\.when: remark: rule 'big' gives 5 points.*\n$/,
    );
    const { out } = await check(folder, "--json");
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      problems: [],
      remarks: [{ path: "score.rules[2].when" }],
    });
  });

  test("names a rep whom no lead is ever routed to, where the team's file has them", async () => {
    const policy = POLICY.replace('"score >= 40"', '"score >= 40", to: { seniority: senior }');
    const answer = await check(folderWith(policy, TEAM));
    expect(answer).toMatchObject({ code: 1, out: "" });
    expect(answer.err).toMatch(
      new RegExp(`^team\\.yml:${line(TEAM, "U0BOB")}:5: reps\\[1\\]: no lead is ever routed to Bob: .*\n$`),
    );
  });

  test("remarks on a seniority that no rep has", async () => {
    const policy = POLICY.replace("seniority: senior", "seniority: seniour");
    const answer = await check(folderWith(policy, TEAM));
    expect(answer.code).toBe(0);
    expect(answer.err).toBe(
      `policy.yml:${line(policy, "seniour")}:54: tiers[0].to.seniority: remark: no rep has the seniority 'seniour': leads of tier '1' go to anybody; did you mean 'senior'?\n`,
    );
  });

  test("says which of the files that it names are not there, and passes", async () => {
    const policy = `${POLICY}\nenrichment: [{ id: a, kind: csv, path: crm/firms.csv }]\naccounts: { accounts: accounts.csv, teams: teams.csv }\n`;
    const folder = folderWith(policy, TEAM);
    write(folder, "accounts.csv", "domain\n");
    const answer = await check(folder);
    expect(answer.code).toBe(0);
    expect(answer.err.replaceAll(/^policy\.yml:\d+:\d+: /gm, "")).toBe(
      "enrichment[0].path: remark: there is no file crm/firms.csv beside the policy; put it there, or correct the path\n" +
        "accounts.teams: remark: there is no file teams.csv beside the policy; put it there, or correct the path\n",
    );
  });

  test("says what the team lacks, when there is a team", async () => {
    const lacking = TEAM.replace(", tank: C0TANK", "");
    expect((await check(folderWith(POLICY, lacking))).err).toMatch(
      /^team\.yml:4:11: channels\.tank: is missing/,
    );
    const without = folderWith(POLICY, null);
    expect(await check(without)).toMatchObject({ code: 0, err: "" });
    write(without, "crew.yml", lacking);
    expect(await check(without, "--team", "crew.yml")).toMatchObject({ code: 1 });
  });

  test("is not stopped by a team that is faulty itself, and says so", async () => {
    const answer = await check(folderWith(POLICY, TEAM.replace("U0ALICE", "alice")));
    expect(answer.code).toBe(0);
    expect(answer.err).toMatch(
      /^team\.yml:\d+:\d+: remark: the policy was not checked against the team: reps\[0\]\.slack: /,
    );
  });
});
