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
} as const;

export const CONSENT_FIELDS = { given: "bool", at: "google.protobuf.Timestamp", basis: "string" } as const;

export const COMPANY_FIELDS = {
  name: "string",
  domain: "string",
  country: "string",
  employees: "int",
  industry: "string",
} as const;

export const HISTORY_FIELDS = { cycle: "int", recycled: "string" } as const;

type Fields = Readonly<Record<string, string>>;

/** The fields below a dotted path; null where any key may follow, undefined where none may. */
export function fieldsOf(path: string): Fields | null | undefined {
  switch (path) {
    case "lead":
      return LEAD_FIELDS;
    case "lead.consent":
      return CONSENT_FIELDS;
    case "company":
      return COMPANY_FIELDS;
    case "history":
      return HISTORY_FIELDS;
    default:
      return path.startsWith("lead.extra") || path.startsWith("lead.utm") ? null : undefined;
  }
}

/** The CEL type of an attribute that is no mapping: `string`, `int`, `bool`; null where it is not known at check. */
export function typeOfAttribute(path: readonly string[]): string | null {
  const [root, ...below] = path;
  if (root === "score" && below.length === 0) return "int";
  const parent = path.slice(0, -1).join(".");
  if (parent === "lead.utm") return "string";
  const type = fieldsOf(parent)?.[path.at(-1) ?? ""];
  return type === "string" || type === "int" || type === "bool" ? type : null;
}

/** Names of the contract whose parts this version does not have. */
export const LATER_NAMES: ReadonlySet<string> = new Set([
  "account",
  "signals",
  "lead.attribution",
  "company.tech",
]);
