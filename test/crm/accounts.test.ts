// The CRM's exports as they come: misspelt, incomplete, changing while Baton runs.
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { TurnedClock } from "../../src/clock.ts";
import { csvAccounts } from "../../src/crm/csv/index.ts";
import { opportunityFor } from "../../src/domain/account.ts";
import { POLICY, policyOf } from "../support/fixtures.ts";

const ACCOUNTS = `account,domain,sector,employees,revenue,office_location,subsidiary_of
Acme Corporation,acme.example,technolgy,"2,822",1100.04,United States,
Bluth Company,,retail,3027,1242.32,Philipines,Acme Corporation
Green-Plus,,,many,,Korea,
,,software,5,,,
Acme Inc.,acme.example,retail,1,,,
Globex,not a domain,,10,,,
`;
const OPPORTUNITIES = `opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date
O1,Moses Frase,GTX Basic,Acme Corporation,Won,20-10-16,01-03-17
O2,Zane Levy,GTXPro,Acme Corporation,Engaging,2017-08-15,
O3,Anna Snelling,MG Special,ACME corp,Engaging,20-08-17,
O4,Darcel Schlecht,GTX Pro,Green-Plus,Prospecting,,
O5,Nobody,GTX Pro,,Engaging,soon,
O6,Vicki Laflamme,GTX Pro,Hooli Ltd,Engaging,31-13-17,
`;
const TEAMS = `sales_agent,manager,regional_office
Darcel Schlecht,Melvin Marxen,Central
Mei-Mei Johns,Melvin Marxen,Central
Zane Levy,Summer Sewald,West
,Melvin Marxen,Central
`;

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function crm(files: Record<string, string> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "baton-crm-"));
  folders.push(folder);
  const all = {
    "accounts.csv": ACCOUNTS,
    "opportunities.csv": OPPORTUNITIES,
    "sales_teams.csv": TEAMS,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) await writeFile(path.join(folder, name), text);
  const policy = policyOf(`${POLICY}
accounts:
  accounts: accounts.csv
  opportunities: opportunities.csv
  teams: sales_teams.csv
  spellings: { technolgy: technology }
`);
  const { accounts: rules } = policy;
  if (rules === null) throw new Error("no accounts");
  const said: string[] = [];
  const log = { info: () => {}, warn: (line: unknown) => said.push(String(line)) };
  const clock = new TurnedClock(Date.parse("2026-03-02T10:00:00Z"));
  const accounts = csvAccounts({ folder, clock, log: log as never });
  /** Another file in the place of one, and the time until that is seen. */
  const replace = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text);
    await utimes(path.join(folder, name), 1, 1);
    clock.turn(10_000);
  };
  return { folder, said, clock, replace, open: () => accounts.directory(rules) };
}

const named = (name: string, domain: string | null = null) => ({ name, domain });

describe("accounts from the CRM's files", () => {
  it("are found by domain, or by a name written otherwise", async () => {
    const directory = await (await crm()).open();
    expect(directory.find(named("Whatever", "acme.example"))?.name).toBe("Acme Corporation");
    expect(directory.find(named("ACME, Inc."))?.key).toBe("acme.example");
    expect(directory.find(named("green plus gmbh"))?.name).toBe("Green-Plus");
    expect(directory.find(named("Unheard Of"))).toBeNull();
  });

  it("of the same name are told apart by the domain, where both have one", async () => {
    const directory = await (await crm()).open();
    expect(directory.find(named("Acme", "other.example"))).toBeNull();
    expect(directory.find(named("Bluth", "bluth.example"))?.name).toBe("Bluth Company");
  });

  it("read numbers, countries and misspellings as they were meant", async () => {
    const directory = await (await crm()).open();
    expect(directory.find(named("Acme"))).toMatchObject({
      industry: "technology",
      employees: 2822,
      revenue: 1100.04,
      country: "US",
      customer: true,
    });
    expect(directory.find(named("Green Plus"))).toMatchObject({
      employees: null,
      country: "KR",
      customer: false,
    });
    expect(directory.find(named("Bluth"))).toMatchObject({
      country: "Philipines",
      parent: "Acme Corporation",
    });
  });

  it("say once a kind what could not be used, with file and line", async () => {
    const { open, said } = await crm();
    await open();
    expect(said).toEqual([
      "accounts.csv:3: the country is not known; it is read as it stands (spellings can correct it)",
      "accounts.csv:4: employees is no number; it is left out",
      "accounts.csv:5: there is neither a name nor a domain; the row is left out",
      "accounts.csv:6: the account is there already; the row is left out",
      "accounts.csv:7: the domain is none; it is left out",
      "opportunities.csv:6: there is no account; the row is left out",
      "opportunities.csv:7: the date of opening is none; it is left out",
      "sales_teams.csv:5: there is no agent, or neither a manager nor a team; the row is left out",
    ]);
  });

  it("may come from a spreadsheet that separates by semicolons; half an employee is none", async () => {
    const accounts = "\uFEFFAccount;Website;Employees\r\nAcme;https://www.acme.example/de;1.100\r\n";
    const { open, said } = await crm({
      "accounts.csv": accounts,
      "opportunities.csv": "account;owner;stage\r\nACME Ltd;Zane Levy;Engaging\r\n",
    });
    const acme = (await open()).find({ domain: "acme.example", name: null });
    expect(acme).toMatchObject({ name: "Acme", employees: null, open: [{ agent: "Zane Levy" }] });
    expect(said[0]).toBe("accounts.csv:2: employees is no whole number; it is left out");
  });

  it.each([
    ["is empty", "", /is empty; its first line must name the columns/],
    [
      "names no column that is needed",
      "Acme,acme.example\n",
      /names no column for name or domain; say which/,
    ],
  ])("that %s is said, and what was read before counts", async (_, text, words) => {
    const { open, said, replace } = await crm();
    await open();
    said.length = 0;
    await replace("accounts.csv", text);
    expect((await open()).find(named("Acme"))).not.toBeNull();
    expect(said[0]).toMatch(words);
    expect(said.at(-1)).toBe("the CRM's accounts stay as they were read before");
  });

  it("have their deals under way, the same product first and then the latest", async () => {
    const directory = await (await crm()).open();
    const acme = directory.find(named("Acme"));
    if (!acme) throw new Error("no account");
    expect(acme.open.map(({ id, opened }) => [id, opened])).toEqual([
      ["O3", "2017-08-20"],
      ["O2", "2017-08-15"],
    ]);
    expect(opportunityFor(acme, undefined)?.id).toBe("O3");
    expect(opportunityFor(acme, "GTX Pro")?.id).toBe("O2");
    expect(opportunityFor(acme, "something else")?.id).toBe("O3");
  });

  it("count a deal at the parent, after their own, and one at an account that is not listed", async () => {
    const directory = await (await crm()).open();
    expect(directory.find(named("Bluth"))?.open.map(({ id }) => id)).toEqual(["O3", "O2"]);
    expect(directory.find(named("Hooli"))?.open.map(({ agent }) => agent)).toEqual(["Vicki Laflamme"]);
  });

  it("whose parents go round in a circle end somewhere", async () => {
    const files = { "accounts.csv": "name,parent\nOne,Two\nTwo,One\n", "opportunities.csv": "account\n" };
    const directory = await (await crm(files)).open();
    expect(directory.find(named("One"))?.parent).toBe("Two");
  });

  it("know who works with whom", async () => {
    const directory = await (await crm()).open();
    expect(directory.teamOf("mei-mei  JOHNS")).toEqual({
      name: "Melvin Marxen",
      agents: ["Darcel Schlecht", "Mei-Mei Johns"],
    });
    expect(directory.teamOf("Nobody")).toBeNull();
  });

  it("are read again when a file has changed, and stay when one cannot be read", async () => {
    const { open, folder, clock, said } = await crm();
    await open();
    const file = path.join(folder, "accounts.csv");
    await writeFile(file, "name,domain\nNew One,new.example\n");
    await utimes(file, new Date(0), new Date(0));
    clock.turn(6_000);
    expect((await open()).find(named("", "new.example"))?.name).toBe("New One");
    await rm(file);
    clock.turn(6_000);
    expect((await open()).find(named("", "new.example"))?.name).toBe("New One");
    expect(said.join("\n")).toContain("accounts.csv: cannot be read");
    expect(said.at(-1)).toContain("stay as they were");
  });

  it("keep the rows before a quote that is never closed", async () => {
    const { open, said } = await crm({
      "accounts.csv": 'name,domain\nFirst,first.example\n"Second,second.example\n',
    });
    expect((await open()).find(named("First"))).not.toBeNull();
    expect(said[0]).toContain("accounts.csv:3: a quote is opened here and never closed");
  });

  it("leave a lead without an account where there is no file at all", async () => {
    const { folder, open } = await crm();
    for (const name of ["accounts.csv", "opportunities.csv", "sales_teams.csv"])
      await rm(path.join(folder, name));
    expect((await open()).find(named("Acme"))).toBeNull();
  });
});
