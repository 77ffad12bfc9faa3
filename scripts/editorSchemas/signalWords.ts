// What an editor says of the keys that say where attributes come from: enrichment, precedence, identity, accounts.
import { WHEN } from "./when.ts";

const COLUMN_WORDS = {
  accounts: {
    name: "The account's name. Mandatory in the file, unless it has domains.",
    domain: "The account's domain, or the address of its site.",
    industry: "Its industry.",
    employees: "How many people work there.",
    revenue: "Its revenue.",
    country: "Its country, by name or code.",
    parent: "The name of the account it belongs to.",
    owner: "Who owns it, as the CRM calls them.",
  },
  opportunities: {
    id: "What the CRM calls it; cards and the record name it.",
    account: "The name of the account.",
    product: "What it is about: for a lead about the same it comes before others.",
    domain: "The account's domain, where the file has it.",
    owner: "Whose opportunity it is, as the CRM calls them.",
    stage: "How far it is; see open and won.",
    opened: "Since when.",
    closed: "Until when.",
  },
  teams: {
    agent: "A rep, as the CRM calls them.",
    manager: "Who they report to: reps of one manager are a team.",
    team: "What the team is called.",
  },
} as const;

const columns = Object.entries(COLUMN_WORDS).flatMap(([file, words]) =>
  Object.entries(words).map(([column, about]) => [`accounts.columns.${file}.${column}`, about] as const),
);

/** Keys that are a header, or several of which the first that the file has counts. */
export const COLUMNS: readonly string[] = columns.map(([path]) => path);

export const ENRICHMENT_WORDS: Readonly<Record<string, string>> = {
  enrichment:
    "Who is asked about a lead while it is in its buffer. Lanes run side by side; in a lane the first that answers wins.",
  "enrichment[].id": "The provider's name, unique: what provenance and precedence call it.",
  "enrichment[].lane": "The lane; one of its own when left out.",
  "enrichment[].kind": "A CSV file, a JSON API over HTTP, or what the e-mail address says by itself.",
  "enrichment[].path":
    "csv: the file, relative to the policy. Its header: domain, and columns named as company attributes.",
  "enrichment[].url": "http: with placeholders such as {company.domain}. The host is written out.",
  "enrichment[].key": "http: the environment variable that holds the key. Sent as Authorization: Bearer.",
  "enrichment[].header": "http: sends the key in this header instead, such as X-Key.",
  "enrichment[].query": "http: sends the key as this parameter of the URL instead, such as api_key.",
  "enrichment[].timeout": "http: how long an answer may take, 1s to 1m; 5s when left out.",
  "enrichment[].ttl": "How long an answer is fresh; 30d when left out.",
  "enrichment[].miss_ttl": "http: how long it is remembered that nothing is known; 1d when left out.",
  "enrichment[].rate": "http: at most so many requests, such as 10/s, 100/m or 500/d.",
  "enrichment[].when": `Only leads for which it is true are looked up. ${WHEN} The score is not known yet.`,
  "enrichment[].confidence": "Of every value it gives, above 0 and up to 1; 0.9 when left out.",
  "enrichment[].map":
    "http: attributes to JSON pointers into the answer, such as company.employees: /metrics/employees.",
  precedence:
    "By attribute: whose value counts, first to last. Providers' ids, lead for the lead's own, crm for the account's.",
  identity: "When two leads are one person's: the later is merged into the first.",
  "identity.window": "If it comes within this time; 90d when left out.",
  "identity.match":
    "By which of these, in order: email, phone, name_domain (the name with the company's domain). email when left out.",
  accounts: "The CRM's accounts, from CSV files.",
  "accounts.accounts": "The file of accounts, relative to the policy.",
  "accounts.opportunities": "The file of opportunities: the owner of an open one gets the account's leads.",
  "accounts.teams":
    "The file of who reports to whom: leads of an owner who is gone go to others of the team.",
  "accounts.open":
    "Stages of an opportunity that is open, in any case; Engaging, Prospecting, Open when left out.",
  "accounts.won": "Stages that make the account a customer; Won, Closed Won when left out.",
  "accounts.dates":
    "How 01-03-17 is read: dmy is 1 March, mdy is 3 January; dmy when left out. 2017-03-01 is read anyway.",
  "accounts.columns": "What the columns are called, where the usual names do not fit.",
  "accounts.columns.accounts": "Of the file of accounts.",
  "accounts.columns.opportunities": "Of the file of opportunities.",
  "accounts.columns.teams": "Of the file of teams.",
  ...Object.fromEntries(
    columns.map(([path, about]) => [
      path,
      `${about} A header, or several of which the first there is counts.`,
    ]),
  ),
  "accounts.spellings": "How texts that are misspelt in the files should read: { technolgy: technology }.",
};
