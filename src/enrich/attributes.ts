// Answers in the one normal form that intake gives a lead's own values. What is not of the attribute's type is no answer.
import { country } from "../intake/country.ts";
import { companyDomain } from "../intake/domain.ts";
import { language } from "../intake/language.ts";
import type { Normalised } from "../intake/normalised.ts";
import { phone } from "../intake/phone.ts";
import type { JsonValue } from "../policy/types.ts";

const MOST_TEXT = 500;
const MOST_ENTRIES = 1_000;
const MOST_EMPLOYEES = 2_147_483_647;

type Type = "text" | "country" | "domain" | "language" | "phone" | "whole" | "number" | "yes_no" | "texts";

const TYPES: Readonly<Record<string, Type>> = {
  "company.name": "text",
  "company.domain": "domain",
  "company.country": "country",
  "company.employees": "whole",
  "company.industry": "text",
  "company.city": "text",
  "company.parent": "text",
  "company.founded": "whole",
  "company.revenue": "number",
  "company.tech": "texts",
  "lead.firstName": "text",
  "lead.lastName": "text",
  "lead.title": "text",
  "lead.phone": "phone",
  "lead.country": "country",
  "lead.language": "language",
  "lead.product": "text",
  "lead.intent": "text",
  "lead.emailFree": "yes_no",
  "lead.emailDisposable": "yes_no",
  "lead.emailStudent": "yes_no",
  "lead.emailRole": "yes_no",
};

const FREE = "lead.extra.";

/** The names of the company's attributes, as the columns of a file may be called. */
export const COMPANY_COLUMNS: ReadonlySet<string> = new Set(
  Object.keys(TYPES).flatMap((key) => (key.startsWith("company.") ? [key.slice("company.".length)] : [])),
);

/** A JSON value as the attribute's; undefined where it is none, of another type, or the attribute is unknown. */
export function fromJson(key: string, value: unknown): JsonValue | undefined {
  const type = typeOf(key);
  switch (type) {
    case "whole":
      return typeof value === "number" && isCount(value) ? value : undefined;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    case "yes_no":
      return typeof value === "boolean" ? value : undefined;
    case "texts":
      return Array.isArray(value) ? texts(value) : undefined;
    case "free":
      return typeof value === "string" ? text(value) : scalar(value);
    case undefined:
      return undefined;
    default:
      return typeof value === "string" ? worded(type, value) : undefined;
  }
}

/** A cell of a file as the attribute's, which has no types of its own: `1,000` is a number there, `a; b` a list. */
export function fromCell(key: string, cell: string): JsonValue | undefined {
  const type = typeOf(key);
  switch (type) {
    case "whole":
    case "number":
      return fromJson(key, numberIn(cell));
    case "yes_no":
      return /^(true|yes|1)$/i.test(cell.trim())
        ? true
        : /^(false|no|0)$/i.test(cell.trim())
          ? false
          : undefined;
    case "texts":
      return texts(cell.split(/[;|]/.test(cell) ? /[;|]/ : ","));
    case undefined:
      return undefined;
    case "free":
      return text(cell);
    default:
      return worded(type, cell);
  }
}

function typeOf(key: string): Type | "free" | undefined {
  if (key.startsWith(FREE) && key.length > FREE.length) return "free";
  return Object.hasOwn(TYPES, key) ? TYPES[key] : undefined;
}

function worded(type: "text" | "country" | "domain" | "language" | "phone", value: string) {
  const given = text(value);
  if (given === undefined) return undefined;
  switch (type) {
    case "text":
      return given;
    case "country":
      return normalised(country(given));
    case "domain":
      return normalised(companyDomain(given));
    case "language":
      return normalised(language(given));
    case "phone":
      return normalised(phone(given, undefined));
  }
}

function normalised(result: Normalised): string | undefined {
  return result.ok ? result.value : undefined;
}

/** What no text of a lead may be is no answer either. */
function text(value: string): string | undefined {
  const trimmed = value.trim();
  const isUsable = trimmed !== "" && !trimmed.includes("\0") && trimmed.isWellFormed();
  return isUsable && [...trimmed].length <= MOST_TEXT ? trimmed : undefined;
}

/** The entries that are texts; none of them: no answer, because a list of something else is another type. */
function texts(values: readonly unknown[]): string[] | undefined {
  const found = values.slice(0, MOST_ENTRIES).flatMap((value) => {
    const entry = typeof value === "string" ? text(value) : undefined;
    return entry === undefined ? [] : [entry];
  });
  return found.length > 0 ? [...new Set(found)] : undefined;
}

function scalar(value: unknown): JsonValue | undefined {
  if (typeof value === "boolean") return value;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MOST_EMPLOYEES;
}

/** `1,000`, `1 000`, `1'000`, `12.5`; NaN for everything else, ranges included: which end would be meant? */
function numberIn(cell: string): number {
  const plain = cell.trim();
  if (/^-?\d+(\.\d+)?$/.test(plain)) return Number(plain);
  return /^-?\d{1,3}([,'’ \u00a0\u202f]\d{3})+(\.\d+)?$/.test(plain)
    ? Number(plain.replace(/[,'’ \u00a0\u202f]/g, ""))
    : Number.NaN;
}
