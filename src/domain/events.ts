// Everything that can happen to a lead. A payload holds no personal data: only keyed commitments to it.
import { z } from "zod";

const at = z.iso.datetime({ precision: 3 });
const slack = z.string();
const policyRef = z.strictObject({ version: z.int(), hash: z.string() });
const timer = z.strictObject({
  ladder: z.enum(["buffer", "fallback", "offer", "tank", "overflow", "return"]),
  steps: z
    .array(
      z.strictObject({
        do: z.enum(["qualify", "fallback", "overdue", "tank", "overflow", "remind", "escalate", "re_engage"]),
        at,
      }),
    )
    .readonly(),
  next: z.int(),
});

/** Why a rep was left out of the choice; null for those who were in it. */
const leftOut = z.enum([
  "territory",
  "product",
  "language",
  "seniority",
  "off_shift",
  "holiday",
  "deactivated",
  "unreachable",
  "open_cap",
  "daily_cap",
  "had_it",
]);
export type LeftOut = z.infer<typeof leftOut>;

const considered = z.array(
  z.strictObject({
    rep: slack,
    out: leftOut.nullable(),
    /** The rep's credit before the choice, in leads; null for those left out. */
    credit: z.number().nullable(),
  }),
);
/** One rep as routing saw them. */
export type Considered = z.infer<typeof considered>[number];

const turn = z.int().positive();
const lateMs = z.int().nonnegative();
const commitment = z.string();

const recycled = z.discriminatedUnion("reason", [
  z.strictObject({ reason: z.literal("timing"), returnsAt: at }),
  z.strictObject({ reason: z.literal("budget"), nurture: z.string() }),
  z.strictObject({ reason: z.literal("feature_gap"), feature: z.string(), queue: z.string() }),
  z.strictObject({ reason: z.literal("not_icp"), criterion: z.string(), until: at.nullable() }),
]);

/** `type` and payload of every event. `lateMs` is how long after its due time a timed step really happened. */
export const eventBody = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("received"),
    source: z.string(),
    person: commitment,
    policy: policyRef,
    lane: z.string().nullable(),
    timer,
  }),
  z.strictObject({
    type: z.literal("qualified"),
    decision: z.enum(["route", "nurture", "suppressed"]),
    score: z.number(),
    tier: z.string().nullable(),
    rules: z.array(z.string()),
    trace: commitment,
    lateMs,
  }),
  z.strictObject({
    type: z.literal("nurtured"),
    because: z.enum(["icp", "minimum", "tier", "no_tier"]),
    nurture: z.string().nullable(),
  }),
  z.strictObject({
    type: z.literal("suppressed"),
    because: z.enum(["person", "score", "rule"]),
    until: at.nullable(),
  }),
  z.strictObject({
    type: z.literal("unrouted"),
    considered,
    skipped: z.array(z.string()),
    timer,
  }),
  z.strictObject({
    type: z.literal("offered"),
    turn,
    rep: slack,
    how: z.enum(["share", "assigned"]),
    considered,
    /** Narrowing steps that would have emptied the pool and were passed over. */
    skipped: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal("card_posted"),
    turn,
    channel: z.string(),
    ts: z.string(),
    timer: timer.nullable(),
  }),
  z.strictObject({ type: z.literal("overdue"), turn, rep: slack, dueAt: at, lateMs, notice: z.string() }),
  z.strictObject({
    type: z.literal("taken_away"),
    turn,
    rep: slack,
    why: z.enum(["window", "deactivated", "unreachable", "removed"]),
    /** How long past the accept window, in ms; null when the window had not passed. */
    missedByMs: z.int().nonnegative().nullable(),
    lateMs,
  }),
  z.strictObject({ type: z.literal("tanked"), turn, timer: timer.nullable() }),
  z.strictObject({ type: z.literal("claimed"), turn, rep: slack }),
  z.strictObject({ type: z.literal("unclaimed"), turn, lateMs }),
  z.strictObject({
    type: z.literal("overflowed"),
    turn,
    owner: slack,
    because: z.enum(["nobody_eligible", "unclaimed", "window", "manager_gone"]),
    considered,
    timer: timer.nullable(),
  }),
  z.strictObject({ type: z.literal("assigned"), turn, by: slack, rep: slack }),
  z.strictObject({ type: z.literal("reminded"), turn, step: z.int(), lateMs }),
  z.strictObject({ type: z.literal("escalated"), turn, step: z.int(), lateMs }),
  z.strictObject({ type: z.literal("accepted"), turn, rep: slack }),
  z.strictObject({
    type: z.literal("recycled"),
    turn,
    rep: slack,
    recycled,
    note: commitment.nullable(),
    timer: timer.nullable(),
  }),
  z.strictObject({
    type: z.literal("re_engaged"),
    cycle: turn,
    policy: policyRef,
    lane: z.string().nullable(),
    timer,
    lateMs,
  }),
  z.strictObject({ type: z.literal("refused"), attempt: z.string(), by: slack, code: z.string() }),
]);

export type EventBody = z.infer<typeof eventBody>;
export type EventType = EventBody["type"];
export type EventOf<T extends EventType> = Extract<EventBody, { type: T }>;

/** An event on record. `actor` is `slack:U…`, `clock`, `slack`, `team` or `source:…`; `prev` the hash before it. */
export interface LeadEvent {
  readonly id: string;
  readonly leadId: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly body: EventBody;
  readonly prev: string;
  readonly hash: string;
}
