import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { ExceptionEntry } from "../../src/app/ports.ts";
import { type ImportArgs, runImport } from "../../src/cli/import.ts";
import { TurnedClock } from "../../src/clock.ts";
import type { Receive } from "../../src/intake/receive.ts";
import { memoryReceive } from "../http/desk.ts";

const root = mkdtempSync(join(tmpdir(), "baton-import-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(root, "case-"));
});

/** A terminal and a store that stay the same over several imports. */
function desk(overrides: { receive?: Receive; terminal?: boolean } = {}) {
  const { receive, leads } = memoryReceive();
  const kept: ExceptionEntry[] = [];
  const run = async (args: Partial<ImportArgs>) => {
    const printed = { out: [] as string[], err: [] as string[] };
    const code = await runImport(
      { file: "leads.csv", source: "list", dryRun: false, json: true, ...args },
      {
        io: {
          out: (text) => void printed.out.push(text),
          err: (text) => void printed.err.push(text),
          cwd: folder,
          terminal: overrides.terminal ?? false,
        },
        receive: overrides.receive ?? receive,
        keepExceptions: async (entries) => void kept.push(...entries),
        clock: new TurnedClock(0),
      },
    );
    const [out, err] = [printed.out.join(""), printed.err.join("")];
    return { code, out, err, summary: out.startsWith("{") ? JSON.parse(out) : null };
  };
  return {
    run,
    leads: () => [...leads.values()].map(({ externalId, submission }) => ({ externalId, ...submission })),
    kept,
  };
}

function file(name: string, content: string | Uint8Array) {
  writeFileSync(join(folder, name), content);
}
const written = (name: string) => readFileSync(join(folder, name), "utf8");

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
    expect(summary).toEqual({ rows: 2, created: 2, known: 0, refused: 0, conflicts: 0, rejectedFile: null });
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
    expect((await run({ dryRun: true })).code).toBe(0);
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
    const err: string[] = [];
    const run = runImport(
      { file: "leads.csv", source: "list", dryRun: false, json: false },
      {
        io: { out: () => {}, err: (text) => void err.push(text), cwd: folder, terminal: false },
        receive: () => Promise.reject(new Error("away")),
        keepExceptions: async () => {},
        clock: new TurnedClock(0),
      },
    );
    await expect(run).rejects.toThrow("away");
    expect(err.join("")).toBe(
      "Stopped after 0 of 1 rows; run it again to go on: what is in already stays one lead.\n",
    );
  });
});

describe("a mapping file", () => {
  test("takes columns, templates, constants, defaults, values and types", async () => {
    file(
      "crm.csv",
      "Lead Number,Prospect ID,Country,Do Not Email,TotalVisits,Lead Source,Specialization,Staff\n" +
        "660737,7927b2df,India,No,5,Select,Select,12\n" +
        "660738,2a272436,unknown,Yes,,Google,Finance,\n",
    );
    file(
      "map.yml",
      `fields:
  externalId: Lead Number
  email: "{Prospect ID}@x-education.example.com"
  country: { column: Country, values: { unknown: null } }
  campaign: { column: Lead Source, default: direct }
  intent: { value: info }
  company: { employees: Staff }
  consent: { given: { column: Do Not Email, values: { "No": true, "Yes": false } } }
  extra:
    visits: { column: TotalVisits, type: number }
    specialization: Specialization
empty: [Select]
`,
    );
    const { run, leads } = desk();
    expect((await run({ file: "crm.csv", map: "map.yml" })).summary).toMatchObject({
      created: 2,
      refused: 0,
    });
    expect(leads()).toEqual([
      {
        externalId: "660737",
        email: "7927b2df@x-education.example.com",
        country: "IN",
        campaign: "direct",
        intent: "info",
        company: { employees: 12 },
        consent: { given: true },
        extra: { visits: 5 },
      },
      {
        externalId: "660738",
        email: "2a272436@x-education.example.com",
        campaign: "Google",
        intent: "info",
        consent: { given: false },
        extra: { specialization: "Finance" },
      },
    ]);
  });

  test("a cell that is not of its type refuses its row, together with whatever else is wrong", async () => {
    file("leads.csv", "id,mail,staff,visits\n1,nobody,many,often\n");
    file(
      "map.yml",
      "fields: {externalId: id, email: mail, company: {employees: staff}, extra: {visits: {column: visits, type: number}}}",
    );
    const { err } = await desk().run({ map: "map.yml", dryRun: true });
    expect(err).toMatch(
      /company\.employees is not a number.*extra\.visits is not a number.*email is no e-mail/,
    );
  });

  test("an empty column leaves its template empty", async () => {
    file("leads.csv", "id,name,phone\n1,,+442079460958\n");
    file("map.yml", 'fields: {externalId: id, email: "{name}@acme.example", phone: phone}');
    const { run, leads } = desk();
    await run({ map: "map.yml" });
    expect(leads()).toEqual([{ externalId: "1", phone: "+442079460958" }]);
  });

  test.each([
    [
      "fields: {externalId: id, email: mial}",
      "map.yml:1:33: fields.email: the CSV has no column 'mial'; did you mean 'mail'?",
    ],
    [
      'fields: {externalId: id, email: "{mial}@a.example"}',
      "map.yml:1:33: fields.email: the CSV has no column 'mial'; did you mean 'mail'?",
    ],
    [
      "fields: {externalId: id, emial: mail}",
      "map.yml:1:26: fields.emial: unknown key 'emial'; did you mean 'email'?",
    ],
    [
      "fields: {externalId: id, email: {colum: mail}}",
      "map.yml:1:34: fields.email.colum: unknown key 'colum'; did you mean 'column'?",
    ],
    [
      "fields: {externalId: id, email: {default: x}}",
      "map.yml:1:33: fields.email: does not say where the value comes from; give one of column, template, value",
    ],
    [
      "fields: {externalId: id, email: {column: mail, type: int}}",
      "map.yml:1:54: fields.email.type: is no type; use one of text, number, boolean",
    ],
    [
      "fields: {externalId: id}",
      "map.yml:1:9: fields: nothing gives email or phone; name a column for one of them",
    ],
    [
      "fields: {email: mail}",
      "map.yml:1:9: fields: nothing gives externalId; name the column with the source's own id",
    ],
    ["fields: {externalId: [id], email: mail}", "map.yml:1:22: fields.externalId"],
    ["fileds: {}", "map.yml:1:1: fileds: unknown key 'fileds'; did you mean 'fields'?"],
    ["fields: {", "map.yml:1:10:"],
    ["", "map.yml:1:1: the file is empty"],
  ])("%s is refused before anything is written", async (map, problem) => {
    file("leads.csv", "id,mail\n1,a@acme.example\n");
    file("map.yml", map);
    const { run, leads } = desk();
    const { code, err } = await run({ map: "map.yml" });
    expect(code).toBe(2);
    expect(err).toContain(problem);
    expect(leads()).toEqual([]);
  });

  test("that is not there is said in a line", async () => {
    file("leads.csv", "id\n1\n");
    const { code, err } = await desk().run({ map: "absent.yml" });
    expect([code, err]).toEqual([2, "absent.yml: cannot be read (ENOENT); name a mapping file with --map\n"]);
  });
});

describe("a CSV that cannot be imported", () => {
  test.each([
    ["an empty file", "", "leads.csv: the file is empty; it needs a header and rows"],
    [
      "another separator",
      "externalId;email\n1;a@b.example",
      "leads.csv:1: the header is one column; separate columns by commas",
    ],
    [
      "a misspelt column",
      "externalId,emial,email\n",
      "leads.csv:1: the column 'emial' is no field of a lead; did you mean 'email'?",
    ],
    [
      "a column of its own",
      "externalId,email,Lieblingsfarbe\n",
      "leads.csv:1: the column 'Lieblingsfarbe' is no field of a lead; call it extra.Lieblingsfarbe or use --map",
    ],
    [
      "no address",
      "externalId\n1\n",
      "leads.csv:1: nothing gives email or phone; name a column for one of them",
    ],
    [
      "a column twice",
      "externalId,email,email\n",
      "leads.csv:1: the column 'email' is there twice; rename one of them",
    ],
    [
      "an open quote",
      'externalId,email\n1,a@b.example\n2,"b@b.example\n3,c@b.example\n',
      "leads.csv:3: a quote is opened here and never closed; close it",
    ],
    [
      "another encoding",
      Buffer.from("externalId,email,firstName\n1,a@b.example,J\xf6rg\n", "latin1"),
      "leads.csv: is not UTF-8; save it as CSV UTF-8",
    ],
  ])("%s is said in a line, and nothing is written", async (_, content, problem) => {
    file("leads.csv", content);
    const { run, leads } = desk();
    const { code, err } = await run({});
    expect([code, err]).toEqual([2, `${problem}\n`]);
    expect(leads()).toEqual([]);
  });

  test("a file that is not there, a folder, and a source that is no id are said in a line", async () => {
    const { run } = desk();
    expect(await run({})).toMatchObject({ code: 2, err: "leads.csv: there is no such file\n" });
    expect(await run({ file: "." })).toMatchObject({ code: 2, err: ".: is a folder; name a CSV file\n" });
    expect(await run({ source: "a b" })).toMatchObject({
      code: 2,
      err: "--source: is no id; use letters, digits, '-', '_' and '.'\n",
    });
  });

  test("only a header is nothing to import", async () => {
    file("leads.csv", "externalId,email\n");
    expect((await desk().run({})).summary).toMatchObject({ rows: 0, created: 0 });
  });
});
