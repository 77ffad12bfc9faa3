// The test policy with people who are asked: a check that holds, a partner's leads, the ambiguous. And their team.
import { POLICY, TEAM } from "./fixtures.ts";

const TRIAGE = "C0TRIAGE";
const COMPLIANCE = "C0COMPLIANCE";
const PARTNER = "C0PARTNER";

export const REVIEW_POLICY = POLICY.replace(
  "icp:",
  `sources:
  website: { kind: partner, partner: Globex, review: { when: 'lead.attribution == "contested" || lead.product == "partner"', queue: partner } }
checks:
  - { id: consent, when: 'lead.consent.given', else: suppress, days: 30, missing: pass, label: Consent given }
  - id: regulated
    when: 'company.industry != "healthcare"'
    else: hold
    queue: compliance
    missing: pass
    label: No regulated industry
    form:
      - { id: basis, label: Why is it in order?, type: text }
      - { id: contract, label: Contract, type: choice, options: [Signed, In the post], required: false }
      - { id: seats, label: Seats, type: number, required: false }
      - { id: until, label: Cleared until, type: date, required: false }
      - { id: sure, label: Are you sure?, type: yes_no }
triage: { between: [40, 60], queue: triage }
icp:`,
).replace(
  "ladders:",
  `ladders:
  triage: [{ after: 30m, do: approve }]
  partner: [{ after: 2h, do: remind }, { after: 4h, do: escalate }, { after: 24h, do: approve }]
  compliance: [{ after: 2h, do: remind }, { after: 6h, do: escalate }, { after: 12h, do: escalate }, { after: 48h, do: reject }]`,
);

export const REVIEW_TEAM = TEAM.replace(
  "tank: C0TANK }",
  `tank: C0TANK, triage: ${TRIAGE}, partner: ${PARTNER}, compliance: ${COMPLIANCE} }`,
).replace(
  "overflow: U0OVERFLOW",
  `overflow: U0OVERFLOW
  reviewers: { triage: [U0TINA, U0TOM], partner: [U0PAULA], compliance: [U0LEGAL, U0LEA, U0LUKE] }`,
);
