import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInput } from "../../play/input.ts";
import { exampleCsv } from "./exampleCsv.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "baton-play-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe("what a play is given", () => {
  it("takes the example's mapping, policy and team where the header has its columns", async () => {
    const input = await readInput({ file: await file("enquiries.csv", exampleCsv(3)) });
    expect(input.source).toBe("x-education");
    expect(input.policyFile).toContain("x-education");
    expect(input.team.timezone).toBe("Asia/Kolkata");
    expect(input.leads).toHaveLength(3);
    expect(input.leads[0]?.value).toMatchObject({
      externalId: "700000",
      email: "00000000-0000-4000-8000-000000000000@x-education.example.com",
      extra: { visits: expect.any(Number) },
    });
  });

  it("never makes the outcome an input, and keeps it to judge by", async () => {
    const { leads } = await readInput({ file: await file("judged.csv", exampleCsv(40)) });
    expect(new Set(leads.map(({ converted }) => converted))).toEqual(new Set([true, false]));
    for (const { value } of leads) expect(JSON.stringify(value)).not.toMatch(/Converted|Closed by|Might be/);
  });

  it("takes columns called as fields otherwise, with the policy and team of the root", async () => {
    const text = "externalId,email,country,intent,Converted\nf-1,jane@acme.example,GB,demo,1\n";
    const input = await readInput({ file: await file("plain.csv", text) });
    expect(input.source).toBe("website");
    expect(input.leads).toEqual([
      {
        externalId: "f-1",
        converted: true,
        value: { externalId: "f-1", email: "jane@acme.example", country: "GB", intent: "demo" },
      },
    ]);
  });

  it("refuses a mapping that makes an input of the outcome, naming the field", async () => {
    const csv = await file("cheat.csv", "Id,Mail,Won\n1,jane@acme.example,yes\n");
    const map = await file("cheat.yml", "fields: { externalId: Id, email: Mail, extra: { won: Won } }\n");
    await expect(readInput({ file: csv, map, outcome: "Won" })).rejects.toThrow(
      "'Won' is what became of a lead and must not be an input; take it out of extra.won",
    );
    await expect(readInput({ file: csv, map, outcome: "Wonn" })).rejects.toThrow("did you mean 'Won'?");
  });

  it("keeps rows apart that make no lead, with the line and the reason", async () => {
    const header = "externalId,email,company.employees";
    const text = `${header}\nf-1,jane@acme.example,many\nf-2,joe@acme.example,12\nf-3\n`;
    const input = await readInput({ file: await file("bad.csv", text) });
    expect(input.leads.map(({ externalId }) => externalId)).toEqual(["f-2"]);
    expect(input.refused).toEqual([
      expect.stringMatching(/bad\.csv:2: company\.employees is not a number/),
      expect.stringMatching(/bad\.csv:4: another number of values/),
    ]);
  });

  it("says which file cannot be read", async () => {
    const csv = await file("some.csv", "externalId,email\nf-1,jane@acme.example\n");
    await expect(readInput({ file: csv, team: join(folder, "no.yml") })).rejects.toThrow(/no\.yml: .*ENOENT/);
    await expect(readInput({ file: join(folder, "no.csv") })).rejects.toThrow("there is no such file");
  });
});
