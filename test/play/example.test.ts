import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse as parseCsv } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { readImportMap } from "../../src/cli/importMap.ts";
import { leadOfRow } from "../../src/cli/importRow.ts";
import { qualify } from "../../src/domain/qualify.ts";
import { readLead } from "../../src/intake/readLead.ts";
import { checkAgainstTeam, parsePolicy, parseTeam } from "../../src/policy/index.ts";
import { exampleCsv } from "./exampleCsv.ts";

const textOf = (name: string) =>
  readFile(fileURLToPath(new URL(`../../examples/x-education/${name}`, import.meta.url)), "utf8");
const [policy, team, mapping] = [
  parsePolicy(await textOf("policy.yml"), "policy.yml"),
  parseTeam(await textOf("team.yml"), "team.yml"),
  await textOf("mapping.yml"),
];
if (!policy.ok || !team.ok) throw new Error("the example does not parse");
const [header = []] = parseCsv(exampleCsv(1)) as string[][];

/** What the rules make of an enquiry with these cells; the rest is empty. */
function decide(cells: Readonly<Record<string, string>>) {
  const given: Record<string, string> = {
    "Prospect ID": "p-1",
    "Lead Number": "1",
    "Do Not Email": "No",
    ...cells,
  };
  const row = header.map((column) => given[column] ?? "");
  const { value, errors } = leadOfRow(row, readImportMap(mapping, "mapping.yml", header));
  const read = readLead(value, "x-education");
  if (!read.ok || errors.length > 0 || !policy.ok) throw new Error(JSON.stringify([read, errors]));
  const trace = qualify(policy.policy, {
    ...read.arrival,
    cycle: 1,
    receivedAt: "2026-01-05T10:00:00.000Z",
    signals: [],
    touches: [],
    recycledBefore: null,
    policy: { version: 1, hash: policy.policy.hash },
    now: "2026-01-05T10:00:00.000Z",
    suppressed: null,
  });
  return { ...trace, submission: read.arrival.submission };
}

describe("the example for course enquiries", () => {
  it("has a policy and a team that fit each other", () => {
    expect(checkAgainstTeam(policy.policy, team.team)).toEqual([]);
    expect(policy.policy.score.rules.length).toBeLessThanOrEqual(30);
    for (const { id, label } of policy.policy.score.rules) expect(label, id).not.toBe(id);
  });

  it("reads no column that the sales team filled in afterwards", () => {
    const map = readImportMap(mapping, "mapping.yml", header);
    const marked = header.map((column) => `${column}!`);
    const seen = JSON.stringify(leadOfRow(marked, map).value);
    for (const column of ["Converted", "Tags", "Lead Quality"]) {
      expect(header).toContain(column);
      expect(seen).not.toContain(`${column}!`);
    }
    expect(seen).toContain("Lead Source!");
  });

  it("takes Select and blanks as missing, numbers as numbers, and odd countries as none", () => {
    const { submission } = decide({
      City: "Select",
      Specialization: "",
      TotalVisits: "5",
      Country: "Asia/Pacific Region",
    });
    expect(submission.extra).toMatchObject({ visits: 5 });
    expect(submission.extra).not.toHaveProperty("city");
    expect(submission).not.toHaveProperty("product");
    expect(submission).not.toHaveProperty("country");
    expect(decide({ Country: "United Arab Emirates" }).submission.country).toBe("AE");
  });

  it("sends a working professional who read for a quarter of an hour to a senior at once", () => {
    const { score, outcome } = decide({
      "Total Time Spent on Website": "950",
      "What is your current occupation": "Working Professional",
    });
    expect(score).toBe(90);
    expect(outcome).toEqual({ decision: "route", tier: "1", seniority: "senior" });
  });

  it("routes a student who read for ten minutes to anybody", () => {
    const { score, outcome } = decide({
      "Total Time Spent on Website": "600",
      "What is your current occupation": "Student",
    });
    expect(score).toBe(50);
    expect(outcome).toEqual({ decision: "route", tier: "2", seniority: null });
  });

  it("nurtures who only gave an occupation, and who only passed by", () => {
    const told = decide({
      "Total Time Spent on Website": "30",
      "What is your current occupation": "Student",
    });
    expect(told.outcome).toMatchObject({ decision: "nurture", tier: "3", nurture: "newsletter" });
    expect(decide({ "Total Time Spent on Website": "30" }).outcome).toMatchObject({
      decision: "nurture",
      because: "minimum",
    });
  });

  it("suppresses who wants no e-mail and did nothing but chat", () => {
    const { outcome } = decide({
      "Do Not Email": "Yes",
      "Last Activity": "Olark Chat Conversation",
      "Total Time Spent on Website": "10",
    });
    expect(outcome).toMatchObject({ decision: "suppressed", because: "score" });
  });
});
