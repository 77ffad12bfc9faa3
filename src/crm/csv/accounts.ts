// Accounts and their deals from the rows of three files, put together so that each is found by domain or name.
import type { AccountDirectory, CompanyNamed } from "../../app/accounts/ports.ts";
import {
  type Account,
  type CrmTeam,
  companyKey,
  latestFirst,
  type Opportunity,
  personKey,
} from "../../domain/account.ts";
import { country } from "../../intake/country.ts";
import { companyDomain } from "../../intake/domain.ts";
import type { AccountColumn, AccountRules, OpportunityColumn, TeamColumn } from "../../policy/types.ts";
import type { Remarks } from "./remarks.ts";
import type { TableRow } from "./table.ts";
import { readDate, readNumber } from "./values.ts";

/** Parents of parents are followed so far. */
const MOST_PARENTS = 8;

type Row = Omit<Account, "open" | "customer">;
interface Entry {
  readonly row: Row;
  readonly deals: Opportunity[];
  customer: boolean;
}

/** Takes the rows of the three files, in any order within each, accounts first; then gives the directory. */
export class AccountBook {
  readonly #rules: AccountRules;
  readonly #byDomain = new Map<string, Entry>();
  readonly #byName = new Map<string, Entry>();
  readonly #teams = new Map<string, { name: string; agents: string[] }>();
  readonly #teamOf = new Map<string, CrmTeam>();

  constructor(rules: AccountRules) {
    this.#rules = rules;
  }

  account({ line, get }: TableRow<AccountColumn>, remarks: Remarks): void {
    const written = get("domain");
    const domain = domainOf(written);
    if (written !== null && domain === null) remarks.add(line, "the domain is none; it is left out");
    const name = get("name") ?? domain;
    if (name === null || (companyKey(name) === "" && domain === null)) {
      remarks.add(line, "there is neither a name nor a domain; the row is left out");
      return;
    }
    const number = (column: "employees" | "revenue") => {
      const text = get(column);
      const value = text === null ? null : readNumber(text);
      if (text !== null && value === null) remarks.add(line, `${column} is no number; it is left out`);
      return value;
    };
    const employees = number("employees");
    const isWhole = employees === null || Number.isSafeInteger(employees);
    if (!isWhole) remarks.add(line, "employees is no whole number; it is left out");
    const where = get("country");
    const known = where === null ? null : country(where);
    if (known?.ok === false) {
      remarks.add(line, "the country is not known; it is read as it stands (spellings can correct it)");
    }
    const row = {
      key: domain ?? companyKey(name),
      ...{ name, domain },
      industry: get("industry"),
      employees: isWhole ? employees : null,
      revenue: number("revenue"),
      country: known?.ok ? known.value : where,
      parent: get("parent"),
      agent: get("owner"),
    };
    if (!this.#put(row)) remarks.add(line, "the account is there already; the row is left out");
  }

  opportunity({ line, get }: TableRow<OpportunityColumn>, remarks: Remarks): void {
    const name = get("account");
    const domain = domainOf(get("domain"));
    const entry = this.#entry(domain, name) ?? this.#unlisted(domain, name);
    if (entry === null) {
      remarks.add(line, "there is no account; the row is left out");
      return;
    }
    const stage = get("stage");
    const ended = get("closed") !== null;
    const lower = stage?.toLowerCase() ?? "";
    if (this.#rules.won.has(lower)) entry.customer = true;
    // Without stages a deal is open until it has an end.
    if (stage === null ? ended : !this.#rules.open.has(lower)) return;
    const written = get("opened");
    const opened = written === null ? null : readDate(written, this.#rules.dates);
    if (written !== null && opened === null) remarks.add(line, "the date of opening is none; it is left out");
    const agent = get("owner");
    if (agent === null) remarks.add(line, "nobody owns the deal, which is under way");
    const [id, product, account] = [get("id"), get("product"), entry.row.name];
    entry.deals.push({ id, product, stage: stage ?? "open", opened, agent, account });
  }

  team({ line, get }: TableRow<TeamColumn>, remarks: Remarks): void {
    const agent = get("agent");
    const name = get("manager") ?? get("team");
    if (agent === null || name === null) {
      remarks.add(line, "there is no agent, or neither a manager nor a team; the row is left out");
      return;
    }
    const team = this.#teams.get(personKey(name)) ?? { name, agents: [] };
    this.#teams.set(personKey(name), team);
    team.agents.push(agent);
    this.#teamOf.set(personKey(agent), team);
  }

  directory(): AccountDirectory {
    for (const entry of new Set([...this.#byDomain.values(), ...this.#byName.values()])) {
      entry.deals.sort(latestFirst);
    }
    return {
      find: (company) => this.#find(company),
      teamOf: (agent) => this.#teamOf.get(personKey(agent)) ?? null,
    };
  }

  #find({ domain, name }: CompanyNamed): Account | null {
    const byDomain = domain === null ? undefined : this.#byDomain.get(domain);
    const byName = byDomain || name === null ? undefined : this.#byName.get(companyKey(name));
    // Of two companies of one name the domain tells which it is.
    const entry = byDomain ?? (domain === null || byName?.row.domain === null ? byName : undefined);
    if (!entry) return null;
    const parents = this.#parentsOf(entry);
    const open = [entry, ...parents].flatMap(({ deals }) => deals);
    return { ...entry.row, open, customer: entry.customer };
  }

  #parentsOf(entry: Entry): Entry[] {
    const line = [entry];
    while (line.length <= MOST_PARENTS) {
      const parent = line.at(-1)?.row.parent ?? null;
      const next = parent === null ? null : this.#entry(domainOf(parent), parent);
      if (next === null || line.includes(next)) break;
      line.push(next);
    }
    return line.slice(1);
  }

  #entry(domain: string | null, name: string | null): Entry | null {
    const byDomain = domain === null ? undefined : this.#byDomain.get(domain);
    return byDomain ?? (name === null ? undefined : this.#byName.get(companyKey(name))) ?? null;
  }

  /** An account that only a deal names. */
  #unlisted(domain: string | null, written: string | null): Entry | null {
    const name = written ?? domain;
    if (name === null || companyKey(name) === "") return null;
    const nothing = {
      industry: null,
      employees: null,
      revenue: null,
      country: null,
      parent: null,
      agent: null,
    };
    const row = { key: domain ?? companyKey(name), name, domain, ...nothing };
    this.#put(row);
    return this.#entry(domain, name);
  }

  /** False: the domain is there already, or the name where there is no domain. */
  #put(row: Row): boolean {
    const { domain } = row;
    const name = companyKey(row.name);
    if (domain === null ? this.#byName.has(name) : this.#byDomain.has(domain)) return false;
    const entry: Entry = { row, deals: [], customer: false };
    if (domain !== null) this.#byDomain.set(domain, entry);
    if (name !== "" && !this.#byName.has(name)) this.#byName.set(name, entry);
    return true;
  }
}

function domainOf(text: string | null): string | null {
  if (text === null) return null;
  const domain = companyDomain(text);
  return domain.ok ? domain.value : null;
}
