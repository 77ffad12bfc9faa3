// Baton's side: the fifty rules in a policy, decided by `qualify`.
import type { Submission } from "../../src/domain/person.ts";
import { qualify } from "../../src/domain/qualify.ts";
import type { Qualification } from "../../src/domain/trace.ts";
import { parsePolicy } from "../../src/policy/index.ts";
import { LISTS, RULES } from "./rules.ts";

/** The fifty rules with an ICP and tiers, as a policy file. */
export const POLICY = {
  version: 1,
  lists: LISTS,
  score: { minimum: 20, rules: RULES.map(({ id, points, cel }) => ({ id, points, when: cel })) },
  suppress: { at: -50, days: 365 },
  icp: [
    { id: "employees", when: "company.employees >= 50", missing: "pass" },
    { id: "country", when: 'lead.country in ["GB", "DE", "FR", "US", "SE"]', missing: "pass" },
  ],
  tiers: [
    { id: "1", when: "score >= 80", to: { seniority: "senior" } },
    { id: "2", when: "score >= 50" },
    { id: "3", when: "true", nurture: "general" },
  ],
  route: {},
  ladders: {},
};

export type Decide = (submission: Submission) => Qualification;

/** The whole qualification of a lead with its trace, as the end of the buffer asks for it. */
export function batonDecider(): Decide {
  // JSON is YAML.
  const parsed = parsePolicy(JSON.stringify(POLICY), "policy.yml");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 2));
  const { policy: compiled } = parsed;
  const ref = { version: 1, hash: compiled.hash };
  const now = "2026-11-21T10:00:00.000Z";
  return (submission) =>
    qualify(compiled, {
      source: "website",
      externalId: "form-1",
      submission,
      cycle: 1,
      receivedAt: now,
      signals: [],
      touches: [],
      recycledBefore: null,
      policy: ref,
      now,
      suppressed: null,
    });
}

/** The score rules that fired, by id, sorted. */
export function firedIn({ why }: Qualification): string[] {
  return why
    .filter(({ points }) => points !== undefined)
    .map(({ rule }) => rule)
    .sort();
}
