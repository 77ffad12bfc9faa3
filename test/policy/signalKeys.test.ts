import { describe, expect, it, test } from "vitest";
import { policyOf, refusals } from "./support.ts";

const base = "version: 1\nscore: {}\ntiers: [{ id: '1', when: 'true' }]\nroute: {}\nladders: {}\n";
const provider = (more: string) => `${base}enrichment:\n  - { id: firmo, ${more} }\n`;
const http = (more: string) =>
  provider(`kind: http, url: "https://f.example/{company.domain}", map: { company.employees: /size }${more}`);

describe("providers", () => {
  it("have their own keys, with what is usual where they say nothing", () => {
    const { enrichment } = policyOf({
      enrichment: [
        { id: "roster", lane: "firmographics", kind: "csv", path: "firms.csv" },
        {
          id: "firmo",
          lane: "firmographics",
          kind: "http",
          url: "https://firmo.example/v1/{company.domain}?c={lead.country}",
          map: { "company.employees": "/metrics/employees", "lead.extra.rank": "/rank" },
        },
        { id: "email", kind: "email" },
      ],
    });
    expect(enrichment).toEqual([
      {
        id: "roster",
        lane: "firmographics",
        kind: "csv",
        path: "firms.csv",
        ttlMs: 30 * 86_400_000,
        when: null,
        confidence: 0.9,
      },
      {
        id: "firmo",
        lane: "firmographics",
        kind: "http",
        url: "https://firmo.example/v1/{company.domain}?c={lead.country}",
        placeholders: ["company.domain", "lead.country"],
        key: null,
        sendKey: { as: "bearer" },
        timeoutMs: 5_000,
        ttlMs: 30 * 86_400_000,
        missTtlMs: 86_400_000,
        rate: null,
        when: null,
        confidence: 0.9,
        map: new Map([
          ["company.employees", "/metrics/employees"],
          ["lead.extra.rank", "/rank"],
        ]),
      },
      { id: "email", lane: "email", kind: "email" },
    ]);
  });

  it("send their key where it is said, at the rate that is said, for the leads that are said", () => {
    const [byHeader, byQuery] = policyOf({
      enrichment: [
        { ...firmo("a"), key: "FIRMO_KEY", header: "X-Key", rate: "10/s", when: "has(company.domain)" },
        { ...firmo("b"), key: "FIRMO_KEY", query: "api_key", rate: "500/d", timeout: "2s", miss_ttl: "7d" },
      ],
    }).enrichment;
    expect(byHeader).toMatchObject({
      key: "FIRMO_KEY",
      sendKey: { as: "header", name: "X-Key" },
      rate: { count: 10, perMs: 1_000 },
      when: { text: "has(company.domain)" },
    });
    expect(byQuery).toMatchObject({
      sendKey: { as: "query", name: "api_key" },
      rate: { count: 500, perMs: 86_400_000 },
      timeoutMs: 2_000,
      missTtlMs: 7 * 86_400_000,
    });
  });

  test.each<[string, string, string]>([
    [
      "an unknown kind",
      provider("kind: htpp"),
      "7:24: enrichment[0].kind: 'htpp' is not known here; did you mean 'http'?",
    ],
    [
      "a file without a path",
      provider("kind: csv"),
      "7:5: enrichment[0].path: is missing; add path: and the file, such as firmographics.csv",
    ],
    [
      "a file with a URL",
      provider('kind: csv, path: a.csv, url: "https://f.example/"'),
      "7:47: enrichment[0].url: a provider of kind csv has no url; remove it",
    ],
    [
      "an API without a map",
      provider('kind: http, url: "https://f.example/"'),
      "7:5: enrichment[0].map: is missing; add map: such as { company.employees: /employees }",
    ],
    [
      "a misspelt key",
      http(", timout: 5s"),
      "7:108: enrichment[0].timout: unknown key 'timout'; did you mean 'timeout'?",
    ],
    [
      "a placeholder that is no attribute",
      provider('kind: http, url: "https://f.example/{company.domian}", map: { company.city: /c }'),
      "7:35: enrichment[0].url: '{company.domian}' is no attribute with a text or a number; did you mean 'company.domain'?",
    ],
    [
      "a host that the lead chooses",
      provider('kind: http, url: "https://{company.domain}/about", map: { company.city: /c }'),
      "7:35: enrichment[0].url: the host is taken from the lead; write the host out, and placeholders after it",
    ],
    [
      "a URL of another scheme",
      provider('kind: http, url: "file:///etc/passwd", map: { company.city: /c }'),
      "7:35: enrichment[0].url: 'file:///etc/passwd' is no URL; begin it with https:// (or http://)",
    ],
    [
      "a password in the URL",
      provider('kind: http, url: "https://me:secret@f.example/", map: { company.city: /c }'),
      "7:35: enrichment[0].url: a password stands in the URL; name the environment variable that holds it: key: FIRMO_KEY",
    ],
    [
      "a key itself, where its environment variable's name belongs",
      http(", key: sk-123abc"),
      "7:113: enrichment[0].key: is the text 'sk-123abc', not the name of an environment variable; write, for example, FIRMO_KEY",
    ],
    [
      "a secret of Baton's own",
      http(", key: SLACK_BOT_TOKEN"),
      "7:113: enrichment[0].key: SLACK_BOT_TOKEN is Baton's own; keep the key in another",
    ],
    [
      "a way to send a key that is not there",
      http(", header: X-Key"),
      "7:116: enrichment[0].header: there is no key to send; add key: and the environment variable that holds it",
    ],
    [
      "two ways to send it",
      http(", key: K, header: X-Key, query: k"),
      "7:138: enrichment[0].query: the key is sent in one place; keep either header or query",
    ],
    [
      "a map to an attribute that is none",
      http("").replace("company.employees:", "company.employes:"),
      "7:80: enrichment[0].map.company.employes: 'company.employes' is no attribute that a provider can give; did you mean 'company.employees'?",
    ],
    [
      "a map to what only the lead itself can say",
      http("").replace("company.employees:", "lead.email:"),
      "7:80: enrichment[0].map.lead.email: 'lead.email' is no attribute that a provider can give; use one of company.name, company.domain, company.country, company.employees, company.industry, company.city, company.founded, company.revenue, company.tech, company.parent, lead.firstName, lead.lastName, lead.title, lead.phone, lead.country, lead.language",
    ],
    [
      "a path where a JSON pointer belongs",
      http("").replace("/size", "$.size"),
      "7:99: enrichment[0].map.company.employees: '$.size' is no JSON pointer; write the way to the value, such as /company/employees",
    ],
    [
      "a rate without a time",
      http(", rate: '10'"),
      "7:114: enrichment[0].rate: '10' is no rate; write a number, / and s, m, h or d, such as 10/s or 500/d",
    ],
    [
      "a time-out longer than any buffer",
      http(", timeout: 10m"),
      "7:117: enrichment[0].timeout: 10m is not from 1s to 1m; write, for example, 1s",
    ],
    [
      "two providers of one id",
      `${provider("kind: email")}  - { id: firmo, kind: email }\n`,
      "8:11: enrichment[1].id: the provider id 'firmo' is here twice; give each provider id once",
    ],
    [
      "an id that means something else",
      provider("kind: email").replace("firmo", "crm"),
      "7:11: enrichment[0].id: 'crm' is a name of Baton's own; choose another id",
    ],
    [
      "a condition on the score, which comes later",
      http(", when: score > 5"),
      "7:114: enrichment[0].when: the score is not known yet here; use it in icp, checks, a source's review or tiers",
    ],
    [
      "a precedence of nobody",
      `${http("")}precedence: { company.employees: [crm, firmoo, lead] }\n`,
      "8:40: precedence.company.employees[1]: there is no provider 'firmoo'; did you mean 'firmo'?",
    ],
    [
      "a precedence for no attribute",
      `${base}precedence: { company.employes: [lead] }\n`,
      "6:15: precedence.company.employes: 'company.employes' is no attribute that a provider can give; did you mean 'company.employees'?",
    ],
  ])("are refused for %s", (_name, text, line) => {
    expect(refusals(text)).toEqual([`policy.yml:${line}`]);
  });
});

function firmo(id: string) {
  return { id, kind: "http", url: "https://f.example/", map: { "company.city": "/city" } };
}

describe("identity", () => {
  it("is by e-mail for ninety days unless the policy says otherwise", () => {
    expect(policyOf().identity).toEqual({ windowMs: 90 * 86_400_000, match: ["email"] });
    expect(policyOf({ identity: { window: "30d", match: ["phone", "name_domain"] } }).identity).toEqual({
      windowMs: 30 * 86_400_000,
      match: ["phone", "name_domain"],
    });
  });

  it("is refused for what people are not matched by", () => {
    expect(refusals(`${base}identity: { match: [email, name] }\n`)).toEqual([
      "policy.yml:6:28: identity.match[1]: 'name' is not known here; use one of email, phone, name_domain",
    ]);
  });
});

describe("accounts", () => {
  it("are read from files whose columns go by the usual names", () => {
    expect(policyOf().accounts).toBeNull();
    const { accounts } = policyOf({
      accounts: {
        accounts: "crm/accounts.csv",
        opportunities: "crm/opportunities.csv",
        columns: { accounts: { name: "Konto", domain: ["Web", "Site"] } },
        spellings: { Technolgy: "technology" },
      },
    });
    expect(accounts).toMatchObject({
      accounts: "crm/accounts.csv",
      opportunities: "crm/opportunities.csv",
      teams: null,
      dates: "dmy",
      columns: {
        accounts: { name: ["konto"], domain: ["web", "site"], industry: ["industry", "sector"] },
        opportunities: { owner: ["owner", "sales_agent", "agent"], stage: ["stage", "deal_stage", "status"] },
        teams: { agent: ["agent", "sales_agent", "name", "rep"] },
      },
    });
    expect([...(accounts?.open ?? [])]).toEqual(["engaging", "prospecting", "open"]);
    expect([...(accounts?.won ?? [])]).toEqual(["won", "closed won"]);
    expect([...(accounts?.spellings ?? [])]).toEqual([["technolgy", "technology"]]);
  });

  it("are refused without a file of accounts, and for columns that nobody asks for", () => {
    expect(refusals(`${base}accounts: { teams: t.csv }\n`)).toEqual([
      "policy.yml:6:11: accounts.accounts: is missing; add a file, such as accounts.csv",
    ]);
    expect(refusals(`${base}accounts: { accounts: a.csv, columns: { accounts: { sector: s } } }\n`)).toEqual([
      "policy.yml:6:53: accounts.columns.accounts.sector: unknown key 'sector'; use one of name, domain, industry, employees, revenue, country, parent, owner",
    ]);
  });
});
