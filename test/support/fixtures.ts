// A small policy, a small team and a lead, for tests that need one and do not care which.
import { type CompiledPolicy, parsePolicy, parseTeam, type Team } from "../../src/policy/index.ts";

export const POLICY = `
version: 1
name: Test
buffer: { min: 3m, max: 5m }
lanes:
  - { id: demo-request, when: 'lead.intent == "demo"', buffer: { min: 0s, max: 60s } }
lists:
  competitors: [rival.example]
score:
  minimum: 20
  rules:
    - { id: demo, when: 'lead.intent == "demo"', points: 40, label: Asked for a demo }
    - { id: size, when: 'company.employees >= 200', points: 30 }
    - { id: senior-title, when: 'hasWord(lead.title, ["vp", "chief"])', points: 25 }
    - { id: competitor, when: 'company.domain in lists.competitors', points: -100 }
suppress: { at: -50, days: 365 }
icp:
  - { id: country, when: 'lead.country in ["GB", "DE", "US"]', missing: pass }
tiers:
  - { id: "1", when: "score >= 80", to: { seniority: senior } }
  - { id: "2", when: "score >= 40" }
  - { id: "3", when: "true", nurture: general }
route:
  by: [territory, product, language]
  share: { weight: rep }
  fallback: { after: 2m, to: overflow }
ladders:
  offer: [{ after: 2h, do: overdue }, { after: 4h, do: tank }]
  tank: [{ after: 4h, do: overflow }]
  overflow: [{ after: 30m, do: remind }, { after: 2h, do: escalate }]
clock: wall
tank: { claims_per_day: 2, cool_off: 10m, original_may_claim: false }
recycle:
  timing: { after: 90d }
  budget: { nurture: value }
  feature_gap: { queue: product, features: [sso, audit-log] }
  not_icp: { suppress: forever }
`;

export const TEAM = `
version: 1
timezone: Europe/London
channels: { managers: C0MANAGERS, tank: C0TANK }
roles:
  managers: [U0MANAGER]
  stewards: [U0STEWARD]
  overflow: U0OVERFLOW
reports: { override_digest: off, daily: off, weekly: off, monthly: off }
reps:
  - { slack: U0ALICE, name: Alice, seniority: senior, territories: [GB, US] }
  - { slack: U0BOB, name: Bob, seniority: junior, territories: [DE, GB] }
  - { slack: U0CAROL, name: Carol, seniority: senior }
`;

/** The test policy, or another text; a faulty one is a fault of the test. */
export function policyOf(text = POLICY): CompiledPolicy {
  const result = parsePolicy(text, "policy.yml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.policy;
}

export function teamOf(text = TEAM): Team {
  const result = parseTeam(text, "team.yml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.team;
}
