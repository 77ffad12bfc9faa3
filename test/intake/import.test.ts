import { describe, expect, test } from "vitest";
import type { Receive } from "../../src/intake/receive.ts";
import { memoryReceive } from "../http/desk.ts";
import { desk, file, written } from "./importDesk.ts";

describe("a CSV with columns called as the fields", () => {
  test("becomes leads", async () => {
    file(
      "leads.csv",
      "\uFEFFexternalId,email,company.name,company.employees,consent.given,extra.note,utm.source\r\n" +
        '1,Jane@Acme.example,"Acme, Ltd",200,yes,"two\nlines",news\r\n\r\n2,jo@acme.example,,,,,\r\n',
    );
    const { run, leads } = desk();
    const { code, summary } = await run({});
    expect(code).toBe(0);
    expect(summary).toEqual({
      rows: 2,
      valid: 2,
      created: 2,
      known: 0,
      refused: 0,
      conflicts: 0,
      rejectedFile: null,
    });
    expect(leads()).toEqual([
      {
        externalId: "1",
        email: "jane@acme.example",
        company: { name: "Acme, Ltd", employees: 200 },
        consent: { given: true },
        extra: { note: "two\nlines" },
        utm: { source: "news" },
      },
      { externalId: "2", email: "jo@acme.example" },
    ]);
  });

  test("may be imported again: what is known stays one lead, and another person is told from the same", async () => {
    file("leads.csv", "externalId,email\n1,a@acme.example\n2,b@acme.example\n");
    const { run, leads, kept } = desk();
    await run({});
    file("leads.csv", "externalId,email\n1,a@acme.example\n2,other@acme.example\n3,c@acme.example\n");
    const { code, summary } = await run({});
    expect(code).toBe(0);
    expect(summary).toEqual({
      rows: 3,
      valid: 3,
      created: 1,
      known: 1,
      refused: 0,
      conflicts: 1,
      rejectedFile: "leads.rejected.csv",
    });
    expect(leads()).toHaveLength(3);
    expect(written("leads.rejected.csv")).toBe(
      "externalId,email,reason\n2,other@acme.example,externalId is known for another person\n",
    );
    expect(kept).toMatchObject([{ source: "list", code: "conflict" }]);
  });

  test("what is refused is in a file with the reason, kept, and can be corrected and imported from there", async () => {
    file(
      "leads.csv",
      'externalId,email,country\n1,a@acme.example,GB\n2,no address,Atlantis\n3,"c@acme.example\n4",\n5,e@acme.example\n6,f@acme.example,GB,7\n',
    );
    const { run, leads, kept } = desk();
    const { summary } = await run({});
    expect(summary).toMatchObject({ rows: 5, created: 1, refused: 4, rejectedFile: "leads.rejected.csv" });
    const rejected = written("leads.rejected.csv").split("\n");
    expect(rejected[0]).toBe("externalId,email,country,reason");
    expect(rejected[1]).toMatch(
      /^2,no address,Atlantis,"?email is no e-mail address.*; country is no country/,
    );
    expect(rejected.slice(-3)).toEqual([
      "5,e@acme.example,,has 2 values where the header has 3",
      "6,f@acme.example,GB,has 4 values where the header has 3,7",
      "",
    ]);
    expect(kept.map(({ code, raw }) => [code, JSON.parse(raw)])).toEqual([
      ["invalid", { externalId: "2", email: "no address", country: "Atlantis" }],
      ["invalid", { externalId: "3", email: "c@acme.example\n4", country: "" }],
      ["invalid", ["5", "e@acme.example"]],
      ["invalid", ["6", "f@acme.example", "GB", "7"]],
    ]);

    file(
      "leads.rejected.csv",
      written("leads.rejected.csv").replace("no address,Atlantis", "b@acme.example,FR"),
    );
    const again = await run({ file: "leads.rejected.csv" });
    expect(again.summary).toMatchObject({
      created: 2,
      refused: 2,
      rejectedFile: "leads.rejected.rejected.csv",
    });
    expect(leads()).toHaveLength(3);
  });

  test("a dry run says what would be refused and writes nothing", async () => {
    file("leads.csv", "externalId,email\n1,a@acme.example\n2,nobody\n");
    const { run, leads, kept } = desk();
    const { code, out, err } = await run({ dryRun: true, json: false });
    expect(code).toBe(1);
    expect(out).toBe("2 rows: 1 valid, 1 would be refused. Nothing was written.\n");
    expect(err).toMatch(/^leads\.csv:3: email is no e-mail address/);
    expect([leads(), kept]).toEqual([[], []]);
    expect(() => written("leads.rejected.csv")).toThrow();
    file("leads.csv", "externalId,email\n1,a@acme.example\n");
    const { code: good, summary } = await run({ dryRun: true });
    expect([good, summary]).toEqual([
      0,
      { rows: 1, valid: 1, created: 0, known: 0, refused: 0, conflicts: 0, rejectedFile: null },
    ]);
  });

  test("thousands of rows go in batches, with a bar where there is a terminal", async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => `${index},p${index}@acme.example`);
    file("leads.csv", `externalId,email\n${rows.join("\n")}`);
    const sizes: number[] = [];
    const { receive } = memoryReceive();
    const counted: Receive = (arrivals) => {
      sizes.push(arrivals.length);
      return receive(arrivals);
    };
    const { summary, err } = await desk({ receive: counted, terminal: true }).run({});
    expect(summary.created).toBe(2_500);
    expect(sizes).toEqual([1_000, 1_000, 500]);
    expect(err).toContain("2500 rows");
  });

  test("a database that goes away leaves a line that says how far it came", async () => {
    file("leads.csv", "externalId,email\n1,a@acme.example\n");
    const { run, printed } = desk({ receive: () => Promise.reject(new Error("away")) });
    await expect(run({})).rejects.toThrow("away");
    expect(printed.err.join("")).toBe(
      "Stopped after 0 of 1 rows; run it again to go on: what is in already stays one lead.\n",
    );
  });
});
