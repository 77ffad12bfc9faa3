// Sample overrides: asked for, decided, and carried out.
import type { Instant } from "../../src/clock.ts";
import { instant } from "../../src/clock.ts";
import type { Override, OverrideAct, OverrideStanding } from "../../src/domain/overrides.ts";
import type { OverrideChoices } from "../overrideModal.ts";
import type { LeadRecord } from "../view.ts";
import * as sample from "./samples.ts";

const HOUR = 3_600_000;

/** So many hours from now. */
const later = (hours: number): Instant => instant(sample.NOW + hours * HOUR);

const ASKED: OverrideStanding = {
  is: "asked",
  turn: 1,
  timer: {
    ladder: "override",
    steps: [
      { do: "remind", at: later(4) },
      { do: "reject", at: later(24) },
    ],
    next: 0,
  },
};
export const STANDINGS = {
  asked: ASKED,
  approved: { is: "done", at: sample.at(-1), approvedBy: sample.CAROL },
  done: { is: "done", at: sample.at(-1), approvedBy: null },
  rejected: { is: "rejected", at: sample.at(-1), by: sample.CAROL },
  expired: { is: "expired", at: sample.at(-1) },
  movedOn: { is: "moved_on", at: sample.at(-1), by: sample.CAROL },
} as const satisfies Readonly<Record<string, OverrideStanding>>;

export const ACTS: readonly OverrideAct[] = [
  { do: "reassign", rep: sample.BOB },
  { do: "force_accept", rep: sample.BOB },
  { do: "force_recycle", answer: { reason: "feature_gap", feature: "sso" } },
  { do: "unsuppress" },
  { do: "extend", byMs: 4 * HOUR },
  { do: "reopen" },
];

export function override(act: OverrideAct, standing: OverrideStanding, no = 1): Override {
  return {
    ...{ no, by: sample.MORGAN, at: sample.at(-8), act, standing },
    reasonCode: "strategic_account",
    justification: "c0".repeat(32),
    evidence: null,
    rule: "demo",
    team: null,
    rulesWouldHave: { state: "offered", next: { does: "tank", at: later(2) }, rep: sample.CAROL },
    reviewed: null,
  };
}

export const JUSTIFICATION = "Jane Doe is an old customer of Bob's, and asked for him by name.";
export const EVIDENCE = "https://crm.example/deals/4711";

/** The lead with these overrides, each with what was written to it. */
export function withOverrides(
  record: LeadRecord,
  overrides: readonly Override[],
  written = JUSTIFICATION,
): LeadRecord {
  const texts = overrides.map(({ no }) => ({ no, justification: written, evidence: EVIDENCE, note: null }));
  return {
    ...record,
    lead: { ...record.lead, overrides },
    person: { ...record.person, overrides: texts },
  };
}

/** An overdue offer that was given more time; `turn` no longer says that it is overdue. */
export function extended(more: Partial<sample.Sample> = {}): LeadRecord {
  const record = sample.offered(20, more);
  const [turn] = record.lead.turns;
  const lead = { ...record.lead, turns: turn ? [{ ...turn, extended: 1, told: [sample.NOTICE] }] : [] };
  return withOverrides({ ...record, lead }, [override({ do: "extend", byMs: HOUR }, STANDINGS.done)]);
}

export const choices: OverrideChoices = {
  verbs: ["reassign", "force_accept", "force_recycle", "extend"],
  reasonCodes: ["wrong_owner", "customer_request", "data_error", "strategic_account", "rule_gap"],
  reps: sample.reps,
  recycle: {
    timingAfterMs: 90 * 24 * HOUR,
    features: ["sso", "audit-log"],
    criteria: [{ id: "employees", label: "50 employees or more" }],
  },
  secondApprover: ["extend"],
  evidence: ["extend"],
};
