// The test policy with people who are asked: a check that holds, a partner's leads, the ambiguous. And their team.
import { expect } from "vitest";
import type { SimMessage } from "../../sim/index.ts";
import { POLICY, TEAM } from "./fixtures.ts";
import { MANAGERS, openWorkspace, PEOPLE, TANK, type Workspace, type WorkspaceOptions } from "./workspace.ts";

export const TRIAGE = "C0TRIAGE";
export const COMPLIANCE = "C0COMPLIANCE";
export const PARTNER = "C0PARTNER";

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

/** People the local Slack does not have by itself. */
const REVIEWERS = [
  ["U0TINA", "Tina"],
  ["U0TOM", "Tom"],
  ["U0PAULA", "Paula"],
  ["U0LEGAL", "Legolas"],
  ["U0LEA", "Lea"],
  ["U0LUKE", "Luke"],
] as const;

/** A workspace in which there are reviewers, their channels, and rules that ask them. */
export function openReviews(options: WorkspaceOptions = {}): Promise<Workspace> {
  return openWorkspace({
    policy: REVIEW_POLICY,
    team: REVIEW_TEAM,
    ...options,
    sim: {
      users: [...PEOPLE, ...REVIEWERS].map(([id, name]) => ({ id, name })),
      channels: [
        { id: MANAGERS, name: "managers" },
        { id: TANK, name: "shark-tank" },
        { id: TRIAGE, name: "triage" },
        { id: PARTNER, name: "partners" },
        { id: COMPLIANCE, name: "compliance" },
      ],
      ...options.sim,
    },
  });
}

/** 40 points: triage looks at it. */
export const AMBIGUOUS = {
  externalId: "review-1",
  email: "jane@acme.example",
  firstName: "Jane",
  lastName: "Doe",
  title: "Clerk",
  phone: "+44 20 7946 0958",
  country: "GB",
  intent: "demo",
  message: "Jane here, call me.",
  company: { name: "Acme", domain: "acme.example" },
};
export const REGULATED = {
  ...AMBIGUOUS,
  title: "VP Ops",
  company: { name: "Acme", employees: 300, industry: "healthcare" },
};
export const PARTNERED = { ...REGULATED, product: "partner", company: { name: "Acme", employees: 300 } };

/** What a message shows, with mentions as Slack shows them. */
export const visible = (message: SimMessage | undefined) =>
  [...PEOPLE, ...REVIEWERS].reduce(
    (text, [id, name]) => text.replaceAll(`by <@${id}>`, `by ${name}`),
    JSON.stringify([message?.text, message?.blocks]),
  );

/** The answer that only this person sees, where they pressed. */
export const told = (space: Workspace, person: string, channel: string) =>
  space.sim.waitFor(() => space.sim.user(person).find(({ ephemeralTo }) => ephemeralTo === person, channel));
export const buttons = (message: SimMessage | undefined) =>
  visible(message).match(/"type":"button"/g)?.length ?? 0;

export async function posted(space: Workspace, lead: Record<string, unknown>) {
  const { body } = await space.post(lead);
  await space.settle();
  return body.leadId;
}

export const only = (space: Workspace, channel: string) => {
  const messages = space.sim.messages(channel).filter(({ deleted }) => !deleted);
  expect(messages).toHaveLength(1);
  return messages[0] as SimMessage;
};
