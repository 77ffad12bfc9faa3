/** The attributes that a case may give of its lead: those that conditions read, but what only the lead itself can say. */
import { ACCOUNT_FIELDS, COMPANY_FIELDS, CONSENT_FIELDS, fieldsBelow, LEAD_FIELDS } from "./attributes.ts";
import { OWN_ONLY } from "./attributeValue.ts";
import { nearest } from "./nearest.ts";
import { printable } from "./problem.ts";
import { say } from "./schemaParts.ts";

/** Whether two partners claim the person. */
export const CONTESTED = "lead.attribution";
const GROUPS: readonly string[] = ["lead.consent", "lead.utm", "lead.extra"];
export const ROOTS: readonly string[] = ["lead", "company", "account", "signals"];
const BEHAVIOUR_TYPE = /^[a-z][a-z0-9_]{0,49}$/;

const namesOf = (root: string, fields: object) => Object.keys(fields).map((name) => `${root}.${name}`);
/** All attributes that have a fixed name and that a case may give. */
export const CASE_ATTRIBUTES: readonly string[] = [
  ...namesOf("lead", LEAD_FIELDS).filter((key) => !GROUPS.includes(key) && isOpen(key)),
  ...namesOf("lead.consent", CONSENT_FIELDS),
  ...namesOf("company", COMPANY_FIELDS),
  ...namesOf("account", ACCOUNT_FIELDS),
];

/** Whether a key names a value, what several are below of, or nothing that a case could give. */
export function placeOf(key: string): "value" | "group" | "unknown" {
  const path = key.split(".");
  const [root = "", name = "", ...below] = path;
  if (!ROOTS.includes(root) || path.includes("")) return "unknown";
  if (path.length === 1 || GROUPS.includes(key)) return "group";
  if (root === "signals") {
    if (!BEHAVIOUR_TYPE.test(name)) return "unknown";
    // Its parts are given together.
    if (below.length === 0) return "group";
    return below.length > 1 && ["count", "first", "last"].includes(below.at(-1) ?? "") ? "unknown" : "value";
  }
  if (GROUPS.includes(`${root}.${name}`) && name !== "consent")
    return below.length === 1 ? "value" : "unknown";
  return CASE_ATTRIBUTES.includes(key) || key === CONTESTED ? "value" : "unknown";
}

function isOpen(key: string): boolean {
  return !OWN_ONLY.has(key.slice(key.indexOf(".") + 1)) || !key.startsWith("lead.");
}

/** The CEL type of an attribute; undefined where any value will do. */
export function typeOf(key: string): string | undefined {
  if (key.startsWith("lead.utm.")) return "string";
  const path = key.split(".");
  const fields = fieldsBelow(path.slice(0, -1));
  return typeof fields === "object" ? fields[path.at(-1) ?? ""] : undefined;
}

/** What is said of a key `name` below `prefix` that no case can give, and the nearest that it can. */
export function unknownAttribute(prefix: string, name: string): string {
  const key = prefix === "" ? name : `${prefix}.${name}`;
  const what = `unknown key '${printable(name)}'`;
  const counted = /^(signals\.[^.]+\..+)\.(count|first|last)$/.exec(key);
  if (counted) return say(what, `write ${printable(counted[1] ?? "")}: { count: 3 }`);
  if (key.startsWith("signals.")) {
    return say(what, "name what was done in small letters, and to what, such as signals.page_visit.pricing");
  }
  if (!isOpen(key)) return say(what, "it is the lead's own; give it in the lead");
  const start = prefix === "" ? "" : `${prefix}.`;
  const all = [...CASE_ATTRIBUTES, ...ROOTS, ...GROUPS].filter((one) => one.startsWith(start));
  const near = nearest(
    name,
    all.map((one) => one.slice(start.length)),
  );
  return say(
    what,
    near === null ? "name what conditions read, such as company.employees" : `did you mean '${near}'?`,
  );
}

/** What is said of a key that has attributes below it, where a value is given. */
export function isGroup(key: string): string {
  return say(`'${printable(key)}' is no value but has several`, `name one, such as ${exampleBelow(key)}`);
}

export function exampleBelow(key: string): string {
  if (key.startsWith("signals")) return "signals.page_visit.pricing: { count: 3 }";
  return `${CASE_ATTRIBUTES.find((one) => one.startsWith(`${key}.`)) ?? `${key}.visits`}: …`;
}
