/**
 * Facts made ready for conditions, once a lead: instances of the types that the CEL environment knows, so that
 * reading an attribute costs a property access. A value of the wrong type, null and the empty string are no value.
 */
import type { CompanyFacts, Facts, FactsInput, HistoryFacts, LeadFacts } from "./types.ts";

/** Free data below this depth has no value: no rule reads it, and a hostile body could nest forever. */
const DEEPEST_EXTRA = 16;
/** Only so many entries of a free list are seen: a loop in a loop over a hostile body must still end soon. */
const MOST_ENTRIES = 1_000;

export class Consent {
  readonly given: boolean | undefined;
  readonly at: Date | undefined;
  readonly basis: string | undefined;

  constructor(consent: LeadFacts["consent"]) {
    this.given = typeof consent?.given === "boolean" ? consent.given : undefined;
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

  constructor(company: CompanyFacts) {
    this.name = word(company.name);
    this.domain = word(company.domain);
    this.country = word(company.country);
    this.employees = whole(company.employees);
    this.industry = word(company.industry);
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
  readonly history: History;
  readonly now: Date | undefined;
  readonly score: bigint | undefined;
}

/** How to get one attribute's value from the facts of a lead; undefined where it has none. */
export type Getter = (facts: PreparedFacts) => unknown;

/** The getter of a path such as `["company", "employees"]`; most paths are that short, and those are the fast ones. */
export function getterOf(path: readonly string[]): Getter {
  const [root, field, ...below] = path as [keyof PreparedFacts, string?, ...string[]];
  if (field === undefined) return (facts) => facts[root];
  if (below.length > 0) return (facts) => valueBelow(facts[root], [field, ...below]);
  return (facts) => (facts[root] as unknown as Record<string, unknown>)[field];
}

/** Makes facts ready for any number of conditions. The score is not yet known: see `withScore`. */
export function prepareFacts(input: FactsInput): Facts {
  const prepared: PreparedFacts = {
    lead: new Lead(input.lead),
    company: new Company(input.company),
    history: new History(input.history),
    now: instant(input.now),
    score: undefined,
  };
  return prepared as unknown as Facts;
}

/** The same facts with the score that the score rules gave; a whole number. */
export function withScore(facts: Facts, score: number): Facts {
  const { lead, company, history, now } = prepared(facts);
  const scored: PreparedFacts = { lead, company, history, now, score: whole(score) };
  return scored as unknown as Facts;
}

export function prepared(facts: Facts): PreparedFacts {
  return facts as unknown as PreparedFacts;
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function whole(value: unknown): bigint | undefined {
  return typeof value === "number" && Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
}

function instant(value: unknown): Date | undefined {
  if (typeof value !== "string" && typeof value !== "number" && !(value instanceof Date)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function domainOf(email: string | undefined): string | undefined {
  const at = email?.lastIndexOf("@") ?? -1;
  return at < 0 ? undefined : word(email?.slice(at + 1).toLowerCase());
}

function mapOf(object: unknown, convert: (value: unknown) => unknown): ReadonlyMap<string, unknown> {
  const map = new Map<string, unknown>();
  if (typeof object !== "object" || object === null || Array.isArray(object)) return map;
  for (const [key, value] of Object.entries(object)) {
    const converted = convert(value);
    if (converted !== undefined) map.set(key, converted);
  }
  return map;
}

/**
 * Free JSON as CEL sees it: whole numbers are `int`, others `double` (CEL compares the two with each other), objects
 * are maps, which also keeps a key called `constructor` or `__proto__` harmless.
 */
function freeValue(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case "string":
      return word(value);
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) return undefined;
      return Number.isSafeInteger(value) ? BigInt(value) : value;
    case "object":
      if (value === null || depth > DEEPEST_EXTRA) return undefined;
      if (Array.isArray(value)) {
        const seen = value.slice(0, MOST_ENTRIES);
        return seen.map((item) => freeValue(item, depth + 1)).filter((item) => item !== undefined);
      }
      return mapOf(value, (item) => freeValue(item, depth + 1));
    default:
      return undefined;
  }
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
