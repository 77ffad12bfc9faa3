// The values that a rule read, for a channel: what says something of the company, the campaign or the behaviour, and
// nothing by which the person could be recognised.
import type { JsonValue } from "../src/policy/types.ts";
import { givesAway } from "./lead.ts";
import { clip, type Mrkdwn, md } from "./text.ts";
import type { LeadRecord } from "./view.ts";

const SHOWN = 8;
const LONGEST = 80;

/** What may be shown of a lead itself. Free data may hold anything; a title may be held by one person only. */
const OF_LEAD = new Set(
  [
    ...["source", "country", "language", "product", "campaign", "partner", "intent", "attribution"],
    ...["emailFree", "emailDisposable", "emailStudent", "emailRole", "consent.given", "consent.basis"],
  ].map((name) => `lead.${name}`),
);
const ROOTS = ["company.", "account.", "signals.", "history."];

/** One line each: `company.employees: 300`. What had no value is named, too. */
export function valuesRead(record: LeadRecord, rule: string): Mrkdwn[] {
  const why = record.trace?.why.find((one) => one.rule === rule);
  if (!why) return [];
  const { submission } = record.person;
  const read = Object.entries(why.read).flatMap(([key, value]) => {
    const text = valueWords(value);
    if (!mayBeShown(key) || givesAway(text, submission)) return [];
    return [md`${clip(key, LONGEST)}: ${clip(text, LONGEST)}`];
  });
  const missing = (why.missing ?? []).filter(mayBeShown).map((key) => md`${clip(key, LONGEST)}: not known`);
  return [...read, ...missing].slice(0, SHOWN);
}

/** Whether an attribute says nothing by which the person could be recognised. */
export function mayBeShown(key: string): boolean {
  return key === "score" || OF_LEAD.has(key) || ROOTS.some((root) => key.startsWith(root));
}

/** A value as people read it. */
export function valueWords(value: JsonValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.map((one) => valueWords(one)).join(", ") : JSON.stringify(value);
}
