// Leads in review, made up for the gallery and the tests of cards.
import type { ReviewAsked, Turn, TurnEnd } from "../../src/domain/lead.ts";
import type { Outcome, Why } from "../../src/domain/trace.ts";
import type { FormField } from "../../src/policy/types.ts";
import type { LeadRecord } from "../view.ts";
import * as sample from "./samples.ts";

export const TINA = "U0TINA";
const TOM = "U0TOM";

type Asked = Pick<ReviewAsked, "queue" | "step" | "rule">;
export const TRIAGE: Asked = { queue: "triage", step: "triage", rule: "triage" };
export const PARTNER: Asked = { queue: "partner", step: "source", rule: "source" };
export const HOLD: Asked = { queue: "compliance", step: "hold", rule: "regulated" };

const WHY: Readonly<Record<Asked["step"], Why>> = {
  triage: { rule: "triage", read: { score: 52 }, text: "Score 52 is between 40 and 60" },
  source: {
    rule: "source",
    read: { score: 52, "lead.attribution": "contested" },
    text: "Reviewed first: from website",
  },
  hold: {
    rule: "regulated",
    read: { "company.industry": "healthcare", "lead.email": sample.jane.email ?? "" },
    missing: ["company.country"],
    text: "On hold: No regulated industry is unknown, which counts as not met",
  },
};

/** What a policy says about any of them. */
export const reviewView = {
  ...sample.view,
  names: new Map([...sample.view.names, [TINA, "Tina"], [TOM, "Tom"]]),
  hold: "No regulated industry",
  triage: { from: 40, to: 60 },
  form: [],
} as const;

export const form: readonly FormField[] = [
  { id: "basis", label: "Why is it in order?", type: "text", options: [], required: true },
  { id: "contract", label: "Contract", type: "choice", options: ["Signed", "In the post"], required: false },
  { id: "seats", label: "Seats", type: "number", options: [], required: false },
  { id: "until", label: "Cleared until", type: "date", options: [], required: false },
  { id: "sure", label: "Are you sure?", type: "yes_no", options: [], required: true },
];

function turnOf(asked: Asked, end: TurnEnd | null): Turn {
  return {
    ...{ turn: 1, cycle: 1, kind: "review", holder: TINA, since: sample.at(-10), card: null },
    ...{ overdue: null, end, review: { ...asked, secondary: TOM } },
  };
}

function traced(record: LeadRecord, { queue, step, rule }: Asked): LeadRecord {
  const outcome: Outcome = { decision: "review", queue, step, rule, tier: "2", leadsTo: "route" };
  return { ...record, trace: { ...sample.trace, score: 52, outcome, why: [WHY[step], ...sample.trace.why] } };
}

const both = { tier: "2", score: 52 } as const;

/** A lead that waits for an answer. */
export function inReview(asked: Asked, more: Partial<sample.Sample> = {}): LeadRecord {
  const does = asked.step === "hold" ? "reject" : "approve";
  const timer = { ladder: "review", steps: [{ do: does, at: sample.at(20) }], next: 0 } as const;
  const place = { state: "review", owner: TINA, queue: asked.queue, timer } as const;
  return traced(sample.record({ place, turns: [turnOf(asked, null)], ...both, ...more }), asked);
}

/** One that was approved and is with a rep now. `by` null: by the clock. */
export function approved(by: string | null = TINA, more: Partial<sample.Sample> = {}): LeadRecord {
  const turns = [
    turnOf(TRIAGE, { how: "approved", by, at: sample.at(-2) }),
    sample.offerTurn({ turn: 2, since: sample.at(-2) }),
  ];
  const place = {
    state: "offered",
    owner: sample.ALICE,
    overdue: false,
    timer: sample.offerTimer(2),
  } as const;
  return sample.record({ place, turns, ...both, ...more });
}

export function rejected(more: Partial<sample.Sample> = {}): LeadRecord {
  const turns = [turnOf(HOLD, { how: "rejected", by: TINA, at: sample.at(-2) })];
  const place = { state: "suppressed", because: "rejected", until: null } as const;
  const record = sample.record({ place, turns, ...both, ...more });
  const fields = { basis: "Nobody has signed.", sure: true };
  return { ...record, person: { ...record.person, answers: [{ turn: 1, by: TINA, fields }] } };
}
