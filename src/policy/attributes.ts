/**
 * The attributes that conditions may read, with their CEL types. `map` attributes hold free keys; everything else is
 * a closed list, so that a misspelt name is an error at check.
 */

export const LEAD_FIELDS = {
  source: "string",
  externalId: "string",
  email: "string",
  emailDomain: "string",
  firstName: "string",
  lastName: "string",
  title: "string",
  phone: "string",
  country: "string",
  language: "string",
  product: "string",
  campaign: "string",
  partner: "string",
  intent: "string",
  message: "string",
  consent: "Consent",
  utm: "map<string, string>",
  extra: "map<string, dyn>",
  attribution: "string",
  emailFree: "bool",
  emailDisposable: "bool",
  emailStudent: "bool",
  emailRole: "bool",
} as const;

export const CONSENT_FIELDS = { given: "bool", at: "google.protobuf.Timestamp", basis: "string" } as const;

export const COMPANY_FIELDS = {
  name: "string",
  domain: "string",
  country: "string",
  employees: "int",
  industry: "string",
  city: "string",
  founded: "int",
  revenue: "double",
  tech: "list<string>",
  parent: "string",
} as const;

export const ACCOUNT_FIELDS = {
  name: "string",
  domain: "string",
  industry: "string",
  employees: "int",
  revenue: "double",
  country: "string",
  parent: "string",
  owner: "string",
  openOpportunity: "bool",
  customer: "bool",
} as const;

/** Of `signals.TYPE.NAME`. */
export const BEHAVIOUR_FIELDS = {
  count: "int",
  first: "google.protobuf.Timestamp",
  last: "google.protobuf.Timestamp",
} as const;

export const HISTORY_FIELDS = { cycle: "int", recycled: "string" } as const;

type Fields = Readonly<Record<string, string>>;

/** Any key may follow, and anything below it. */
export const FREE = "free";
/** Any key may follow; what stands below it is known again. */
export const NAMED = "named";

/** The fields below a path; undefined where nothing may follow. */
export function fieldsBelow(path: readonly string[]): Fields | typeof FREE | typeof NAMED | undefined {
  const [root, second] = path;
  if (root === "signals") return path.length < 3 ? NAMED : path.length === 3 ? BEHAVIOUR_FIELDS : undefined;
  if (root === "lead" && second === "extra") return FREE;
  if (root === "lead" && second === "utm") return path.length === 2 ? NAMED : undefined;
  if (root === "lead" && second === "consent") return path.length === 2 ? CONSENT_FIELDS : undefined;
  return path.length === 1 ? ROOT_FIELDS[root ?? ""] : undefined;
}

const ROOT_FIELDS: Readonly<Record<string, Fields | undefined>> = {
  lead: LEAD_FIELDS,
  company: COMPANY_FIELDS,
  account: ACCOUNT_FIELDS,
  history: HISTORY_FIELDS,
};

/** The CEL type of an attribute that is no mapping: `string`, `int`, `bool`; null where it is not known at check. */
export function typeOfAttribute(path: readonly string[]): "string" | "int" | "double" | "bool" | null {
  const [root, ...below] = path;
  if (root === "score" && below.length === 0) return "int";
  if (root === "lead" && below[0] === "utm" && below.length === 2) return "string";
  const fields = fieldsBelow(path.slice(0, -1));
  if (typeof fields !== "object") return null;
  const type = fields[path.at(-1) ?? ""];
  return type === "string" || type === "int" || type === "double" || type === "bool" ? type : null;
}

/** What providers may give of the lead itself: nothing by which it is known, owned or lawful. */
const PROVIDED_OF_LEAD = ["firstName", "lastName", "title", "phone", "country", "language"];

export const PROVIDED: readonly string[] = [
  ...Object.keys(COMPANY_FIELDS).map((name) => `company.${name}`),
  ...PROVIDED_OF_LEAD.map((name) => `lead.${name}`),
];

/** Whether a provider may give it: those above, and anything free such as `lead.extra.rank`. */
export function isProvided(attribute: string): boolean {
  return PROVIDED.includes(attribute) || /^lead\.extra\.[A-Za-z_][A-Za-z0-9_]{0,79}$/.test(attribute);
}

/** Whether it is a text or a number of the lead or its company, as a URL can have one. */
export function isAttributeOfLead(attribute: string): boolean {
  const path = attribute.split(".");
  const type = path[0] === "lead" || path[0] === "company" ? typeOfAttribute(path) : null;
  return type === "string" || type === "int";
}

/** Those by name, for saying which was meant. */
export const IN_URLS: readonly string[] = Object.entries({ lead: LEAD_FIELDS, company: COMPANY_FIELDS })
  .flatMap(([root, fields]) => Object.keys(fields).map((name) => `${root}.${name}`))
  .filter(isAttributeOfLead);
