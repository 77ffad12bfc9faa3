import { ACCOUNT_FIELDS, COMPANY_FIELDS, CONSENT_FIELDS, LEAD_FIELDS } from "./attributes.ts";
import type { JsonValue } from "./types.ts";

/** By what a lead is known and whose it is: nobody else's word counts for these. */
export const OWN_ONLY: ReadonlySet<string> = new Set([
  "source",
  "externalId",
  "emailDomain",
  "partner",
  "attribution",
]);

/**
 * Whether a value that was observed of a lead is one of its attribute's type. What is not is as good as no answer.
 * `key` as signals have it: `lead.title`, `company.employees`, `lead.extra.visits`, `signals.page_visit.pricing`.
 */
export function isValueOf(key: string, value: JsonValue): boolean {
  const [root, name = "", ...below] = key.split(".");
  switch (root) {
    case "lead":
      if (OWN_ONLY.has(name)) return false;
      if (name === "extra") return below.length > 0 && value !== null && value !== "";
      if (name === "utm") return below.length > 0 && fits("string", value);
      if (name === "consent") return below.length === 1 && fits(typeIn(CONSENT_FIELDS, below[0]), value);
      return below.length === 0 && fits(typeIn(LEAD_FIELDS, name), value);
    case "company":
      return below.length === 0 && fits(typeIn(COMPANY_FIELDS, name), value);
    case "account":
      return below.length === 0 && fits(typeIn(ACCOUNT_FIELDS, name), value);
    case "signals":
      return below.length > 0 && isBehaviour(value);
    default:
      return false;
  }
}

function typeIn(fields: Readonly<Record<string, string>>, name: string | undefined): string | undefined {
  return name !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function fits(type: string | undefined, value: JsonValue | undefined): boolean {
  switch (type) {
    case "string":
      return typeof value === "string" && value !== "";
    case "int":
    case "double":
      return typeof value === "number" && Number.isFinite(value);
    case "bool":
      return typeof value === "boolean";
    case "list<string>":
      return Array.isArray(value) && value.length > 0 && value.every((item) => fits("string", item));
    case "google.protobuf.Timestamp":
      return typeof value === "string" && !Number.isNaN(Date.parse(value));
    default:
      return false;
  }
}

function isBehaviour(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { count, first, last } = value as { readonly [key: string]: JsonValue | undefined };
  const isInstant = (at: JsonValue | undefined) => fits("google.protobuf.Timestamp", at);
  return fits("int", count) && isInstant(first) && isInstant(last);
}
