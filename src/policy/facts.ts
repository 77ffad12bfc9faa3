/**
 * Facts made ready for conditions, once a lead: instances of the types that the CEL environment knows, so that
 * reading an attribute costs a property access. A value of the wrong type, null and the empty string are no value.
 */
import { amount, domainOf, flag, freeValue, instant, mapOf, whole, word, words } from "./factValues.ts";
import type {
  AccountFacts,
  BehaviourFacts,
  CompanyFacts,
  Facts,
  FactsInput,
  HistoryFacts,
  LeadFacts,
  SignalFacts,
} from "./types.ts";

export class Consent {
  readonly given: boolean | undefined;
  readonly at: Date | undefined;
  readonly basis: string | undefined;

  constructor(consent: LeadFacts["consent"]) {
    this.given = flag(consent?.given);
    this.at = instant(consent?.at);
    this.basis = word(consent?.basis);
  }
}

export class Lead {
  readonly source: string | undefined;
  readonly externalId: string | undefined;
  readonly email: string | undefined;
  readonly emailDomain: string | undefined;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly title: string | undefined;
  readonly phone: string | undefined;
  readonly country: string | undefined;
  readonly language: string | undefined;
  readonly product: string | undefined;
  readonly campaign: string | undefined;
  readonly partner: string | undefined;
  readonly intent: string | undefined;
  readonly message: string | undefined;
  readonly attribution: string;
  readonly emailFree: boolean | undefined;
  readonly emailDisposable: boolean | undefined;
  readonly emailStudent: boolean | undefined;
  readonly emailRole: boolean | undefined;
  readonly consent: Consent;
  readonly #lead: LeadFacts;
  #utm: ReadonlyMap<string, unknown> | undefined;
  #extra: ReadonlyMap<string, unknown> | undefined;

  constructor(lead: LeadFacts) {
    this.#lead = lead;
    this.source = word(lead.source);
    this.externalId = word(lead.externalId);
    this.email = word(lead.email);
    this.emailDomain = word(lead.emailDomain) ?? domainOf(this.email);
    this.firstName = word(lead.firstName);
    this.lastName = word(lead.lastName);
    this.title = word(lead.title);
    this.phone = word(lead.phone);
    this.country = word(lead.country);
    this.language = word(lead.language);
    this.product = word(lead.product);
    this.campaign = word(lead.campaign);
    this.partner = word(lead.partner);
    this.intent = word(lead.intent);
    this.message = word(lead.message);
    this.attribution = word(lead.attribution) ?? "none";
    this.emailFree = flag(lead.emailFree);
    this.emailDisposable = flag(lead.emailDisposable);
    this.emailStudent = flag(lead.emailStudent);
    this.emailRole = flag(lead.emailRole);
    this.consent = new Consent(lead.consent);
  }

  // Free data is turned into CEL values only when a rule asks for it.
  get utm(): ReadonlyMap<string, unknown> {
    this.#utm ??= mapOf(this.#lead.utm, (value) => word(value));
    return this.#utm;
  }

  get extra(): ReadonlyMap<string, unknown> {
    this.#extra ??= mapOf(this.#lead.extra, (value) => freeValue(value, 1));
    return this.#extra;
  }
}

export class Company {
  readonly name: string | undefined;
  readonly domain: string | undefined;
  readonly country: string | undefined;
  readonly employees: bigint | undefined;
  readonly industry: string | undefined;
  readonly city: string | undefined;
  readonly founded: bigint | undefined;
  readonly revenue: number | undefined;
  readonly tech: readonly string[] | undefined;
  readonly parent: string | undefined;

  constructor(company: CompanyFacts) {
    this.name = word(company.name);
    this.domain = word(company.domain);
    this.country = word(company.country);
    this.employees = whole(company.employees);
    this.industry = word(company.industry);
    this.city = word(company.city);
    this.founded = whole(company.founded);
    this.revenue = amount(company.revenue);
    this.tech = words(company.tech);
    this.parent = word(company.parent);
  }
}

export class Account {
  readonly name: string | undefined;
  readonly domain: string | undefined;
  readonly industry: string | undefined;
  readonly employees: bigint | undefined;
  readonly revenue: number | undefined;
  readonly country: string | undefined;
  readonly parent: string | undefined;
  readonly owner: string | undefined;
  readonly openOpportunity: boolean | undefined;
  readonly customer: boolean | undefined;

  constructor(account: AccountFacts) {
    this.name = word(account.name);
    this.domain = word(account.domain);
    this.industry = word(account.industry);
    this.employees = whole(account.employees);
    this.revenue = amount(account.revenue);
    this.country = word(account.country);
    this.parent = word(account.parent);
    this.owner = word(account.owner);
    this.openOpportunity = flag(account.openOpportunity);
    this.customer = flag(account.customer);
  }
}

export class Behaviour {
  readonly count: bigint | undefined;
  readonly first: Date | undefined;
  readonly last: Date | undefined;

  constructor(behaviour: BehaviourFacts) {
    this.count = whole(behaviour.count);
    this.first = instant(behaviour.first);
    this.last = instant(behaviour.last);
  }
}

export class History {
  readonly cycle: bigint | undefined;
  readonly recycled: string | undefined;

  constructor(history: HistoryFacts) {
    this.cycle = whole(history.cycle);
    this.recycled = word(history.recycled);
  }
}

/** The names a condition sees, each under its own name: this object is CEL's context. */
export interface PreparedFacts {
  readonly lead: Lead;
  readonly company: Company;
  readonly account: Account;
  /** By type, then by name. */
  readonly signals: ReadonlyMap<string, unknown>;
  readonly history: History;
  readonly now: Date | undefined;
  readonly score: bigint | undefined;
  /** See `FactsInput`. */
  readonly observedAt: ((key: string) => number | null) | null;
}

// Most leads have neither: one of each is enough for them all.
const NO_ACCOUNT = new Account({});
const NO_SIGNALS: ReadonlyMap<string, unknown> = new Map();

/** How to get one attribute's value from the facts of a lead; undefined where it has none. */
export type Getter = (facts: PreparedFacts) => unknown;

/** The getter of a path such as `["company", "employees"]`; most paths are that short, and those are the fast ones. */
export function getterOf(path: readonly string[]): Getter {
  const [root, field, ...below] = path as [keyof PreparedFacts, string?, ...string[]];
  if (field === undefined) return (facts) => facts[root];
  if (below.length > 0 || root === "signals") return (facts) => valueBelow(facts[root], [field, ...below]);
  return (facts) => (facts[root] as unknown as Record<string, unknown>)[field];
}

/** Makes facts ready for any number of conditions. The score is not yet known: see `withScore`. */
export function prepareFacts(input: FactsInput): Facts {
  const prepared: PreparedFacts = {
    lead: new Lead(input.lead),
    company: new Company(input.company),
    account: input.account ? new Account(input.account) : NO_ACCOUNT,
    signals: input.signals ? behaviours(input.signals) : NO_SIGNALS,
    history: new History(input.history),
    now: instant(input.now),
    score: undefined,
    observedAt: input.observedAt ?? null,
  };
  return prepared as unknown as Facts;
}

/** The same facts with the score that the score rules gave; a whole number. */
export function withScore(facts: Facts, score: number): Facts {
  const { lead, company, account, signals, history, now, observedAt } = prepared(facts);
  const scored: PreparedFacts = {
    lead,
    company,
    account,
    signals,
    history,
    now,
    score: whole(score),
    observedAt,
  };
  return scored as unknown as Facts;
}

export function prepared(facts: Facts): PreparedFacts {
  return facts as unknown as PreparedFacts;
}

/** What stands below `value` under these names; undefined where there is nothing. */
function valueBelow(value: unknown, names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (found instanceof Map) found = found.get(name);
    else if (typeof found === "object" && found !== null) found = (found as Record<string, unknown>)[name];
    else return undefined;
  }
  return found;
}

function behaviours(signals: SignalFacts): ReadonlyMap<string, unknown> {
  return mapOf(signals, (names) =>
    mapOf(names, (entry) =>
      typeof entry === "object" && entry !== null ? new Behaviour(entry as BehaviourFacts) : undefined,
    ),
  );
}
