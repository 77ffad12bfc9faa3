// The events of overrides: asked for, approved or not, carried out, reviewed; and what only overrides bring about.
import { z } from "zod";
import { at, commitment, lateMs, policyRef, slack, timer, timerVerb, turn } from "./eventParts.ts";
import { LEAD_STATES, type Lifted } from "./lead.ts";

/** What a rep, or a manager in their place, filled in when recycling. */
const recycleAnswer = z.discriminatedUnion("reason", [
  z.strictObject({ reason: z.literal("timing"), returnsAt: at }),
  z.strictObject({ reason: z.literal("budget") }),
  z.strictObject({ reason: z.literal("feature_gap"), feature: z.string() }),
  z.strictObject({ reason: z.literal("not_icp"), criterion: z.string() }),
]);

const overrideAct = z.discriminatedUnion("do", [
  z.strictObject({ do: z.enum(["reassign", "force_accept"]), rep: slack }),
  z.strictObject({ do: z.literal("force_recycle"), answer: recycleAnswer }),
  z.strictObject({ do: z.literal("extend"), byMs: z.int().positive() }),
  z.strictObject({ do: z.enum(["unsuppress", "reopen"]) }),
]);

/** Everything about an override but what came of it; what was written to it is kept with the person. */
const overriding = {
  no: z.int().positive(),
  by: slack,
  act: overrideAct,
  reasonCode: z.string(),
  justification: commitment,
  evidence: commitment.nullable(),
  /** The rule that weighed most in the decision that is overridden. */
  rule: z.string().nullable(),
  /** Of the rep who had the lead, else of the one who gets it. */
  team: z.string().nullable(),
  rulesWouldHave: z.strictObject({
    state: z.enum(LEAD_STATES),
    next: z.strictObject({ does: timerVerb, at }).nullable(),
    rep: slack.nullable(),
  }),
};

export const overrideEvents = [
  /** A manager wants it so, and a second one has to approve. */
  z.strictObject({ type: z.literal("override_asked"), ...overriding, turn: z.int().nonnegative(), timer }),
  z.strictObject({ type: z.literal("override_reminded"), no: turn, step: z.int(), lateMs }),
  /** `by` null: nobody approved it in time. `moved_on`: the lead was elsewhere when it was approved. */
  z.strictObject({
    type: z.literal("override_rejected"),
    no: turn,
    by: slack.nullable(),
    why: z.enum(["rejected", "expired", "moved_on"]),
    lateMs,
  }),
  /** Carried out; what follows from it are the events after it. `approvedBy` null: it needed nobody's approval. */
  z.strictObject({ type: z.literal("overridden"), ...overriding, approvedBy: slack.nullable() }),
  z.strictObject({
    type: z.literal("override_reviewed"),
    no: turn,
    by: slack,
    note: commitment.nullable(),
  }),
  /** Every step of the running ladder is later; `timer` as it is from now on. */
  z.strictObject({ type: z.literal("extended"), turn, byMs: z.int().positive(), timer }),
  /** A new cycle for a rep at once; `lifted` is set aside in it. `timer`: for the case that nobody is found. */
  z.strictObject({
    type: z.literal("reopened"),
    cycle: turn,
    policy: policyRef,
    lifted: z.array(z.custom<Lifted>((value) => typeof value === "string")),
    timer,
  }),
] as const;
