// Alerts of every kind, in each of their states.
import type {
  CampaignFacts,
  LatencyFacts,
  OverridesFacts,
  PostMortemFacts,
  TankFacts,
} from "../../src/domain/alertFacts.ts";
import type { Alert } from "../../src/domain/alerts.ts";
import type { AlertView } from "../alertParts.ts";
import { ALICE, at, BOB, MORGAN, view } from "./samples.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
const hours = (number: number) => number * 3_600_000;

export const STEW = "U0STEWARD";

export const alertView: AlertView = {
  ...view,
  names: new Map([...view.names, [STEW, "Stew"]]),
  labels: new Map([
    ["country", "A country we sell to"],
    ["student", "A student’s address"],
  ]),
};

export const latencyFacts: LatencyFacts = {
  kind: "latency",
  leads: 41,
  medianMs: hours(3.2),
  p95Ms: hours(19),
  line: { medianMs: hours(2), p95Ms: hours(24) },
  reps: [
    { rep: BOB, offers: 8, medianMs: hours(3.7) },
    { rep: ALICE, offers: 12, medianMs: hours(0.6) },
  ],
  waited: [
    { place: "offer", share: 0.62 },
    { place: "tank", share: 0.29 },
    { place: "overflow", share: 0.08 },
    { place: "buffer", share: 0.01 },
  ],
};

export const overridesFacts: OverridesFacts = {
  kind: "overrides",
  overrides: 14,
  line: { moreThan: 10, withinMs: hours(24) },
  people: [
    { by: MORGAN, count: 11 },
    { by: STEW, count: 3 },
  ],
  reasons: [
    { reason: "wrong_owner", count: 9 },
    { reason: "rule_gap", count: 5 },
  ],
};

export const tankFacts: TankFacts = {
  kind: "tank",
  leads: 37,
  line: { moreThan: 20 },
  oldest: at(-3 * HOUR),
};

export const campaignFacts: CampaignFacts = {
  kind: "campaign",
  leads: 40,
  disqualified: 26,
  line: { share: 0.5, ofAtLeast: 10 },
  reasons: [
    { why: { by: "icp", rule: "country" }, count: 15 },
    { why: { by: "score", rule: "student" }, count: 7 },
    { why: { by: "not_icp", criterion: null }, count: 4 },
  ],
  examples: [
    {
      lead: `lead_${"0193".repeat(8)}`,
      ...{ tier: null, score: 35, country: "FR", why: { by: "icp", rule: "country" } },
    },
    {
      lead: `lead_${"0194".repeat(8)}`,
      ...{ tier: "2", score: 55, country: null, why: { by: "not_icp", criterion: null } },
    },
  ],
};

export const postMortemFacts: PostMortemFacts = {
  kind: "post_mortem",
  of: "person",
  overrides: 6,
  line: { moreThan: 5, withinMs: hours(7 * 24) },
  people: [{ by: MORGAN, count: 6 }],
  reasons: [{ reason: "wrong_owner", count: 6 }],
};

export function alert(facts: Alert["facts"], more: Partial<Alert> = {}): Alert {
  const subject =
    facts.kind === "campaign" ? "autumn-webinar" : facts.kind === "post_mortem" ? `person:${MORGAN}` : "";
  return {
    id: `alert_${"0193".repeat(8)}`,
    kind: facts.kind,
    subject,
    key: "",
    to: "C0MANAGERS",
    raisedAt: at(-12),
    facts,
    factsAt: at(-2),
    status: "open",
    ...{ by: null, actedAt: null, until: null, overAt: null, overBecause: null, note: null, noteKey: null },
    owner: facts.kind === "post_mortem" ? STEW : null,
    dueAt: facts.kind === "post_mortem" ? at(7 * DAY - 12) : null,
    ...more,
  };
}

export const acknowledged: Partial<Alert> = { status: "acknowledged", by: MORGAN, actedAt: at(-5) };
export const snoozed: Partial<Alert> = {
  ...{ status: "snoozed", by: MORGAN, actedAt: at(-5) },
  until: at(7 * DAY - 5),
};
export const over: Partial<Alert> = {
  ...{ status: "over", by: MORGAN, actedAt: at(-5) },
  ...{ overAt: at(-1), overBecause: "passed" },
};
export const closed: Partial<Alert> = {
  ...{ status: "closed", by: STEW, actedAt: at(-1) },
  note: "The territory of Austria was missing: added to Bob’s, and a test case with it.",
};
