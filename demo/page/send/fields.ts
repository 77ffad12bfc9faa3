/** The fields of the form, and which of Baton's problems belongs to which. */
import type { LeadForm } from "../../protocol.ts";

type FieldName = keyof LeadForm;

export interface FieldSpec {
  readonly name: FieldName;
  readonly label: string;
  readonly kind: "text" | "email" | "select" | "textarea";
  readonly options?: readonly (readonly [value: string, words: string])[];
}

/** Where the demo's reps sell, and a few places where they do not. */
const COUNTRIES = [
  "AT",
  "AU",
  "BR",
  "CA",
  "CH",
  "DE",
  "ES",
  "FR",
  "GB",
  "IE",
  "IN",
  "IT",
  "JP",
  "NL",
  "PL",
  "SE",
  "US",
];
const names = new Intl.DisplayNames("en", { type: "region" });

export const FIELDS: readonly FieldSpec[] = [
  { name: "firstName", label: "First name", kind: "text" },
  { name: "lastName", label: "Last name", kind: "text" },
  { name: "email", label: "Work e-mail", kind: "email" },
  { name: "title", label: "Job title", kind: "text" },
  { name: "company", label: "Company", kind: "text" },
  { name: "employees", label: "Employees", kind: "text" },
  {
    name: "country",
    label: "Country",
    kind: "select",
    options: COUNTRIES.map((code) => [code, names.of(code) ?? code] as const).sort((a, b) =>
      a[1].localeCompare(b[1]),
    ),
  },
  {
    name: "intent",
    label: "What are you interested in?",
    kind: "select",
    options: [
      ["demo", "A demo"],
      ["pricing", "Prices"],
      ["trial", "A trial"],
      ["contact", "A talk with sales"],
      ["webinar", "A webinar"],
      ["whitepaper", "A white paper"],
    ],
  },
  { name: "message", label: "Message", kind: "textarea" },
];

/** How the intake calls a field where it does not call it as the form does. */
const PATHS: Readonly<Record<string, FieldName>> = {
  "company.name": "company",
  "company.employees": "employees",
};

export interface Problems {
  readonly atField: Readonly<Partial<Record<FieldName, string>>>;
  /** Those that are about no field in particular. */
  readonly others: readonly string[];
}

/** Sorts sentences such as "email is no e-mail address" to their fields. */
export function problemsOf(problems: readonly string[]): Problems {
  const atField: Partial<Record<FieldName, string>> = {};
  const others: string[] = [];
  for (const problem of problems) {
    const [path = "", ...rest] = problem.split(/[\s:]+/);
    const name = PATHS[path] ?? FIELDS.find((field) => field.name === path)?.name;
    if (name === undefined || atField[name] !== undefined) others.push(problem);
    else atField[name] = sentence(rest.join(" "));
  }
  return { atField, others };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
