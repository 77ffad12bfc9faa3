// What rules can read of a lead, each value with where it is from. In this version every one is the lead's own.
import type { Instant } from "../clock.ts";
import type { JsonValue } from "../policy/types.ts";
import type { Submission } from "./person.ts";

export interface Signal {
  /** As conditions name it: `lead.title`, `company.employees`, `lead.extra.visits`. */
  readonly key: string;
  readonly value: JsonValue;
  readonly provider: "lead";
  readonly observedAt: Instant;
  /** Null: for good. */
  readonly freshUntil: Instant | null;
  /** From 0 to 1. */
  readonly confidence: number;
}

/** Every attribute that the lead brought, in the order it brought them; `extra`, `utm` and `consent` by their keys. */
export function signalsOf({ company = {}, ...lead }: Submission, receivedAt: Instant): Signal[] {
  const entries = [...attributes("lead", lead), ...attributes("company", company)];
  return entries.map(([key, value]) => ({
    key,
    value,
    provider: "lead",
    observedAt: receivedAt,
    freshUntil: null,
    confidence: 1,
  }));
}

const GROUPS = new Set(["lead.extra", "lead.utm", "lead.consent"]);

function attributes(prefix: string, values: object): [key: string, value: JsonValue][] {
  return Object.entries(values).flatMap(([name, value]): [string, JsonValue][] => {
    const key = `${prefix}.${name}`;
    return GROUPS.has(key) ? attributes(key, value) : [[key, value]];
  });
}
