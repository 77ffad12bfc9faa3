// One parsed JSON value → a lead that can be received, or everything that is wrong with it. HTTP and imports share it.
import type { Submission } from "../domain/person.ts";
import { collectErrors, explain, type FieldError, type Path } from "./fieldErrors.ts";
import { knownKeys, leadSchema } from "./leadSchema.ts";
import { MOST_ERRORS } from "./limits.ts";
import { phone } from "./phone.ts";
import type { Arrival } from "./receive.ts";
import { malformed } from "./wellFormed.ts";

export type ReadLead =
  | { readonly ok: true; readonly arrival: Arrival }
  /** The lead says that it comes from somebody else than its token. */
  | { readonly ok: false; readonly code: "wrong_source" }
  | { readonly ok: false; readonly code: "invalid"; readonly errors: readonly FieldError[] };

/** `value`: parsed JSON of whatever shape. `source`: who sends it, by token or by `--source`. */
export function readLead(value: unknown, source: string): ReadLead {
  if (isObject(value) && typeof value.source === "string" && value.source !== source) {
    return { ok: false, code: "wrong_source" };
  }
  const result = leadSchema.safeParse(value);
  const found: { path: Path; message: string }[] = malformed(value, MOST_ERRORS + 1);
  if (!result.success) found.push(...explain(result.error.issues, knownKeys));
  const number = isObject(value) ? phoneOf(value) : null;
  if (number !== null && !number.ok) found.push({ path: ["phone"], message: number.message });
  if (isObject(value) && !isGiven(value.email) && !isGiven(value.phone)) {
    found.push({ path: ["email"], message: "is missing; send email or phone" });
  }
  if (found.length > 0 || !result.success)
    return { ok: false, code: "invalid", errors: collectErrors(found) };
  const { source: _, externalId, phone: __, ...rest } = result.data;
  const submission = withoutAbsent({ ...rest, ...(number?.ok && { phone: number.value }) });
  return { ok: true, arrival: { source, externalId, submission: submission as Submission } };
}

/** The phone in E.164, by the country the lead gives for itself or its company; null where no text was sent. */
function phoneOf(lead: Record<string, unknown>) {
  if (typeof lead.phone !== "string" || lead.phone.trim() === "") return null;
  const company = isObject(lead.company) ? lead.company.country : undefined;
  const { country } = leadSchema.shape;
  const [own, theirs] = [lead.country, company].map((at) => country.safeParse(at).data);
  return phone(lead.phone, own ?? theirs);
}

/** Whether something was sent at all; what is wrong with it, the schema says. */
function isGiven(value: unknown): boolean {
  return typeof value === "string" ? value.trim() !== "" : value !== undefined && value !== null;
}

/** Drops what is undefined, and an object of the lead of which nothing is left. */
function withoutAbsent(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const inner = name === "company" || name === "consent" ? withoutAbsent(value as typeof fields) : value;
    if (!isObject(inner) || Object.keys(inner).length > 0) given[name] = inner;
  }
  return given;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
