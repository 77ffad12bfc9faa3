// A provider that is a file.
import { appendFile, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bench, providersOf } from "./support/enricher.ts";

const roster = providersOf("  - { id: roster, kind: csv, path: firmographics.csv, ttl: 30d }");
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "baton-csv-"));
  file = join(folder, "firmographics.csv");
});
afterEach(() => rm(folder, { recursive: true }));

const about = async (domain: string, from = bench({ folder })) => {
  const { providers, signals } = await from.ask(roster, { "company.domain": domain });
  return {
    outcome: providers[0]?.outcome,
    ...Object.fromEntries(signals.map(({ key, value }) => [key, value])),
  };
};

describe("a file", () => {
  it("gives the attributes its columns are named as, in their normal form", async () => {
    await writeFile(
      file,
      'domain,Employees,industry,country,tech,revenue,founded,city\nhttps://www.acme.com/x,"1,000",Software,uk,a; b,1250000.5,1999,Oslo\n',
    );
    expect(await about("acme.com")).toEqual({
      outcome: "answered",
      "company.employees": 1000,
      "company.industry": "Software",
      "company.country": "GB",
      "company.tech": ["a", "b"],
      "company.revenue": 1250000.5,
      "company.founded": 1999,
      "company.city": "Oslo",
    });
    expect(await about("other.com")).toEqual({ outcome: "unknown" });
  });

  it("gives no number for what is none, and no answer for a row without any", async () => {
    await writeFile(file, "domain,employees,industry\na.com,11-50,Software\nb.com,many,\n");
    expect(await about("a.com")).toEqual({ outcome: "answered", "company.industry": "Software" });
    expect(await about("b.com")).toEqual({ outcome: "unknown" });
  });

  it("may come from a spreadsheet: with a mark, semicolons and Windows' line ends", async () => {
    await writeFile(file, "\uFEFFDomain;Employees;Tech\r\nacme.com;250;a|b\r\n");
    expect(await about("acme.com")).toMatchObject({ "company.employees": 250, "company.tech": ["a", "b"] });
  });

  it("is read again when it has changed", async () => {
    await writeFile(file, "domain,employees\nacme.com,10\n");
    const from = bench({ folder });
    expect(await about("acme.com", from)).toMatchObject({ "company.employees": 10 });
    await writeFile(file, "domain,employees\nacme.com,99\n");
    await utimes(file, 1, 1);
    expect(await about("acme.com", from)).toMatchObject({ "company.employees": 99 });
    await appendFile(file, "late.com,7\n");
    expect(await about("late.com", from)).toMatchObject({ "company.employees": 7 });
    expect(from.said.filter(({ text }) => text === "read an enrichment file")).toHaveLength(3);
  });

  it("with bad rows gives the good ones, and names the bad ones once", async () => {
    const rows = ["a.com,1", ",2", "nonsense,3", 'b.com,"4"x"', "c.com", "d.com,5,6,7"];
    await writeFile(file, `domain,employees,shoe size\n${rows.join("\n")}\n`);
    const from = bench({ folder });
    expect(await about("a.com", from)).toMatchObject({ "company.employees": 1 });
    expect(await about("d.com", from)).toMatchObject({ "company.employees": 5 });
    expect(await about("c.com", from)).toEqual({ outcome: "unknown" });
    const warned = from.said.filter(({ level }) => level === "warn");
    expect(warned.map(({ fields }) => fields)).toEqual([
      { file, columns: ["shoe size"] },
      { file, rows: 2, such: ["line 3 has no domain", "line 4 has no domain"] },
    ]);
  });

  it("with a quote that is never closed gives the rows before, and the line of the quote is named", async () => {
    const rows = Array.from({ length: 50_000 }, (_, n) => `c${n}.example,${n},Software`);
    await writeFile(file, `domain,employees,industry\na.com,1,x\n"b.com,2,y\n${rows.join("\n")}\n`);
    const from = bench({ folder });
    expect(await about("a.com", from)).toMatchObject({ "company.employees": 1 });
    expect(await about("c0.example", from)).toEqual({ outcome: "unknown" });
    expect(from.said.filter(({ level }) => level === "warn")).toMatchObject([
      {
        fields: { file, line: 3 },
        text: expect.stringMatching(/opens a quote in line 3 that is never closed/),
      },
    ]);
  });

  it.each([
    ["is not there", null, /ENOENT/],
    ["is empty", "", /is empty/],
    ["has no column for the domain", "name,employees\nAcme,3\n", /no column named domain/],
  ])("that %s is a failure, said once", async (_, text, words) => {
    if (text !== null) await writeFile(file, text);
    const from = bench({ folder });
    for (let n = 0; n < 3; n++) expect(await about("acme.com", from)).toEqual({ outcome: "failed" });
    expect(from.said.map(({ text: said }) => said)).toEqual([expect.stringMatching(words)]);
    await writeFile(file, "domain,employees\nacme.com,3\n");
    expect(await about("acme.com", from)).toMatchObject({ "company.employees": 3 });
  });

  it("of a hundred thousand rows is read while others go on", async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => `c${n}.example,${n},Software,GB,a;b`);
    await writeFile(file, `domain,employees,industry,country,tech\n${rows.join("\n")}\n`);
    let turns = 0;
    const ticking = setInterval(() => turns++, 5);
    const from = bench({ folder });
    const [first, last] = await Promise.all([about("c0.example", from), about("c99999.example", from)]);
    clearInterval(ticking);
    expect([first, last]).toMatchObject([{ "company.employees": 0 }, { "company.employees": 99_999 }]);
    expect(turns).toBeGreaterThan(3);
  });
});

it("a lead without a company's domain is not looked up", async () => {
  const { providers } = await bench({ folder }).ask(roster, { "lead.emailDomain": "gmail.com" });
  expect(providers).toEqual([{ id: "roster", outcome: "skipped", keys: [] }]);
});
