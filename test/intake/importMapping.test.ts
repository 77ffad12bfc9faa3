import { describe, expect, test } from "vitest";
import { desk, file } from "./importDesk.ts";

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
