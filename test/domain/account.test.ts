import { describe, expect, it } from "vitest";
import { type Account, companyKey, personKey, productKey } from "../../src/domain/account.ts";
import { type AccountKnown, accountOwner, repWhoOwns, teammates } from "../../src/domain/accountOwner.ts";
import { withAccount } from "../../src/domain/accountSignals.ts";
import { TEAM, teamOf } from "../support/fixtures.ts";
import { START } from "../support/story.ts";

const ACME: Account = {
  key: "acme.example",
  name: "Acme Corporation",
  domain: "acme.example",
  industry: "technology",
  employees: 2822,
  revenue: 1100.04,
  country: "US",
  parent: null,
  agent: null,
  open: [],
  customer: true,
};

const deal = (over: Partial<Account["open"][number]> = {}) => ({
  ...{ id: "O1", product: "GTX Pro", stage: "Engaging", opened: "2017-08-15", agent: "Alice" },
  ...{ account: ACME.name, ...over },
});

const known = (over: Partial<AccountKnown> = {}): AccountKnown => ({
  account: ACME,
  teamOf: () => null,
  acceptedBy: null,
  ...over,
});

describe("names", () => {
  it.each([
    ["Acme Corporation", "acme"],
    ["ACME, Inc.", "acme"],
    ["The Acme Co., Ltd.", "acme"],
    ["Müller & Söhne GmbH & Co. KG", "mullerandsohne"],
    ["Société Générale S.A.", "societegenerale"],
    ["Green-Plus", "greenplus"],
    ["Company", "company"],
    ["株式会社東芝", "株式会社東芝"],
    ["!!!", ""],
  ])("of the company %s compare as %s", (written, key) => {
    expect(companyKey(written)).toBe(key);
  });

  it("of a company are their own key", () => {
    for (const name of ["Acme Corporation", "Straße AG", "Bang & Olufsen A/S"]) {
      expect(companyKey(companyKey(name))).toBe(companyKey(name));
    }
  });

  it("of products and people compare however they are written", () => {
    expect(productKey("GTXPro")).toBe(productKey("gtx pro"));
    expect(personKey(" Mei-Mei  JOHNS ")).toBe("mei-mei johns");
  });
});

describe("an account's owner", () => {
  it("is the owner of the deal under way, before the account's and before whoever accepted its last lead", () => {
    const account = { ...ACME, agent: "Bob", open: [deal()] };
    const all = known({ account, acceptedBy: "U0CAROL" });
    expect(accountOwner(all, undefined)).toMatchObject({
      by: "opportunity",
      agent: "Alice",
      opportunity: "O1",
    });
    const noDeal = known({ account: { ...account, open: [] }, acceptedBy: "U0CAROL" });
    expect(accountOwner(noDeal, undefined)).toMatchObject({ by: "account", agent: "Bob" });
    const neither = known({ acceptedBy: "U0CAROL" });
    expect(accountOwner(neither, undefined)).toMatchObject({ by: "lead", agent: "U0CAROL" });
    expect(accountOwner(known({ account: null }), undefined)).toBeNull();
  });

  it("of a deal that nobody owns is the account's", () => {
    const account = { ...ACME, agent: "Bob", open: [deal({ agent: null })] };
    expect(accountOwner(known({ account }), undefined)).toMatchObject({ by: "account", agent: "Bob" });
  });

  it("is the rep whom the CRM calls so, else the one of that name", () => {
    const team = teamOf(TEAM.replace("name: Bob,", "name: Bob, crm: Alice,"));
    expect(repWhoOwns(team, { by: "account", agent: "ALICE" })?.slack).toBe("U0BOB");
    expect(repWhoOwns(team, { by: "account", agent: "carol " })?.slack).toBe("U0CAROL");
    expect(repWhoOwns(team, { by: "account", agent: "Bob" })).toBeNull();
    expect(repWhoOwns(team, { by: "lead", agent: "U0CAROL" })?.name).toBe("Carol");
  });

  it("has the team that the team file or the CRM says", () => {
    const team = teamOf(
      TEAM.replace("name: Alice,", "name: Alice, team: East,").replace(
        "name: Bob,",
        "name: Bob, team: east,",
      ),
    );
    const owner = { by: "account", opportunity: null } as const;
    const names = (agent: string, crm: { name: string; agents: string[] } | null) =>
      teammates(team, { ...owner, agent, team: crm }).map(({ name }) => name);
    expect(names("Alice", null)).toEqual(["Bob"]);
    expect(names("Zane Levy", { name: "Summer", agents: ["Zane Levy", "Carol"] })).toEqual(["Carol"]);
    expect(names("Zane Levy", { name: "East", agents: [] })).toEqual(["Alice", "Bob"]);
    expect(names("Zane Levy", null)).toEqual([]);
  });
});

describe("what the CRM says of a lead", () => {
  const read = (signals: ReturnType<typeof withAccount>) =>
    Object.fromEntries(signals.map(({ key, value }) => [key, value]));

  it("is on record as the CRM's, with the rep who owns the account", () => {
    const account = { ...ACME, open: [deal({ agent: "Carol" })] };
    const signals = withAccount([], known({ account }), {}, teamOf(), START);
    expect(read(signals)).toMatchObject({
      "account.name": "Acme Corporation",
      "account.openOpportunity": true,
      "account.customer": true,
      "account.owner": "U0CAROL",
      "company.employees": 2822,
    });
    expect(new Set(signals.map(({ provider }) => provider))).toEqual(new Set(["crm"]));
    expect(read(signals)).not.toHaveProperty("account.parent");
  });

  it("goes when the CRM says it no more, and leaves what others said", () => {
    const before = withAccount([], known(), {}, teamOf(), START);
    const other = { ...before[0], key: "company.employees", provider: "firmo" } as (typeof before)[number];
    const after = withAccount([...before, other], known({ account: null }), {}, teamOf(), START);
    expect(after).toEqual([other]);
  });

  it("is nothing to write where it says nothing", () => {
    const signals = [] as const;
    expect(withAccount(signals, known({ account: null }), {}, teamOf(), START)).toBe(signals);
  });
});
