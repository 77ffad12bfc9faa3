// Files of cases, as a person writes them beside the policy of the fixtures.

export const MONDAY = "2026-11-23T10:00:00Z";
export const LEAD =
  "{ email: jane@acme.com, title: VP, country: US, intent: demo, company: { employees: 300 } }";

/** A case in one line: a lead from the website that goes to Alice as Tier 1, and what is `expected` of it. */
export function caseOf(expected: string, name = "a demo"): string {
  return `{ name: ${name}, source: website, at: "${MONDAY}", lead: ${LEAD}, expect: { ${expected} } }`;
}

export function fileOf(...cases: readonly string[]): string {
  return `version: 1\ncases:\n${cases.map((text) => `  - ${text}\n`).join("")}`;
}
