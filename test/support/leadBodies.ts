// Leads as sources may send them, for properties: few people, so that they meet again, and much that is odd.
import fc from "fast-check";
import type { Body } from "./past.ts";

const words = fc.constantFrom(
  "VP Sales",
  "Chief of Staff",
  "student",
  "Ingénieur",
  "営業",
  "head of  ops",
  "",
);

const extra = fc.dictionary(
  fc.constantFrom("visits", "minutes", "note", "__proto__", "constructor", "nested"),
  fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.string(),
    fc.boolean(),
    fc.jsonValue({ maxDepth: 3 }),
  ),
  { maxKeys: 4 },
);

const optional = {
  firstName: fc.string({ maxLength: 20 }),
  title: words,
  country: fc.constantFrom("GB", "DE", "US", "FR", "gb"),
  language: fc.constantFrom("en", "de-AT"),
  intent: fc.constantFrom("demo", "pricing", "newsletter"),
  message: fc.string({ maxLength: 300, unit: "grapheme" }),
  consent: fc.record(
    {
      given: fc.boolean(),
      at: fc.constantFrom("2026-03-02T09:30:00.000Z", "2026-03-02T10:02:59.999Z", "2024-01-01T00:00:00Z"),
    },
    { requiredKeys: ["given"] },
  ),
  company: fc.record(
    {
      domain: fc.constantFrom("acme.com", "rival.example", "www.globex.co.uk"),
      employees: fc.integer({ min: 0, max: 1_000 }),
      industry: words,
    },
    { requiredKeys: [] },
  ),
  extra,
} as const;

/** So many bodies, the same for the same seed; one in three of a person who has been there. */
export function leadBodies(count: number, seed: number): Body[] {
  const body = fc.record(
    { email: fc.nat(count).map((n) => `p${n}@mail.example`), ...optional },
    { requiredKeys: ["email"] },
  );
  return fc
    .sample(body, { numRuns: count, seed })
    .map((one, index) => ({ ...one, externalId: `${seed}-${index}` }));
}
