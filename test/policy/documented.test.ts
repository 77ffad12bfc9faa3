import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readCases } from "../../src/app/policyTest/readCases.ts";
import { runCases } from "../../src/app/policyTest/runCases.ts";
import { aboutEmail } from "../../src/enrich/email.ts";
import { accepted, acceptedTeam, refusals } from "./support.ts";

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const docs = read("docs/policy.md");

/** The YAML of a section, block by block. */
function blocks(heading: string): string[] {
  const [, section = ""] = docs.split(`\n## ${heading}\n`);
  return [...(section.split("\n## ")[0] ?? "").matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = ""]) => yaml);
}

const [smallest = ""] = blocks("The smallest policy");

test("the smallest policy of the documentation is accepted", () => {
  expect(refusals(smallest)).toEqual([]);
});

test.each(blocks("Worked examples").map((yaml, index) => [index + 1, yaml] as const))(
  "worked example %i of the documentation is accepted",
  (_, yaml) => {
    expect(refusals(JSON.stringify({ ...parse(smallest), ...parse(yaml) }))).toEqual([]);
  },
);

test("the cases in the documentation hold for the policy and team at the root", async () => {
  const [text = ""] = blocks("How to test a policy");
  const cases = readCases(text, "policy.test.yml");
  if (!cases.ok) throw new Error(JSON.stringify(cases.problems));
  const results = await runCases(
    cases.cases,
    accepted(read("policy.yml")),
    acceptedTeam(read("team.yml")),
    "2026-11-23T10:00:00.000Z",
    aboutEmail,
  );
  expect(results.map(({ of, wrong }) => [of.name, wrong])).toEqual(cases.cases.map(({ name }) => [name, []]));
});
