// Everything that can happen to a lead. A payload holds no personal data: only keyed commitments to it.
import { z } from "zod";
import {
  accountOwner,
  at,
  commitment,
  considered,
  lateMs,
  policyRef,
  slack,
  timer,
  turn,
} from "./eventParts.ts";
import { overrideEvents } from "./overrideEvents.ts";

export type { AccountOwnerSeen, Considered, LeftOut } from "./eventParts.ts";

/** Providers are being asked; the buffer does not end before `earliest`. Left out: none are. */
const enriching = z.strictObject({ earliest: at }).optional();

const recycled = z.discriminatedUnion("reason", [
  z.strictObject({ reason: z.literal("timing"), returnsAt: at }),
  z.strictObject({ reason: z.literal("budget"), nurture: z.string() }),
  z.strictObject({ reason: z.literal("feature_gap"), feature: z.string(), queue: z.string() }),
  z.strictObject({ reason: z.literal("not_icp"), criterion: z.string(), until: at.nullable() }),
]);

const back = z
  .discriminatedUnion("by", [
    /** The person came again, as another lead. */
    z.strictObject({ by: z.literal("touch") }),
    /** The person looked at a page that the policy names. */
    z.strictObject({ by: z.literal("page_visit"), page: z.string() }),
  ])
  .optional();

/** `type` and payload of every event. `lateMs` is how long after its due time a timed step really happened. */
export const eventBody = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("received"),
    source: z.string(),
    person: commitment,
    policy: policyRef,
    lane: z.string().nullable(),
    timer,
    enriching,
  }),
  /** What the providers said; the values themselves are kept with the person. `timer`: the buffer's end from now on. */
  z.strictObject({
    type: z.literal("enriched"),
    providers: z.array(
      z.strictObject({
        id: z.string(),
        outcome: z.enum(["answered", "cached", "unknown", "failed", "resting", "skipped"]),
        /** The attributes it gave a value for. */
        keys: z.array(z.string()),
      }),
    ),
    signals: commitment.nullable(),
    timer,
  }),
  /** Behaviour of a known lead, such as a page visit. */
  z.strictObject({ type: z.literal("observed"), signal: commitment }),
  /** Another lead of the same person came, and was merged into this one. */
  z.strictObject({
    type: z.literal("touched"),
    from: z.string(),
    source: z.string(),
    partner: z.string().nullable(),
    signals: commitment.nullable(),
  }),
  /** This lead is the same person as an earlier one, found by what they have in common. */
  z.strictObject({
    type: z.literal("merged"),
    into: z.string(),
    by: z.enum(["email", "phone", "name_domain"]),
  }),
  z.strictObject({
    type: z.literal("qualified"),
    decision: z.enum(["route", "review", "nurture", "suppressed", "merged"]),
    score: z.number(),
    tier: z.string().nullable(),
    rules: z.array(z.string()),
    trace: commitment,
    lateMs,
  }),
  z.strictObject({
    type: z.literal("nurtured"),
    because: z.enum(["icp", "minimum", "tier", "no_tier", "rejected"]),
    nurture: z.string().nullable(),
  }),
  z.strictObject({
    type: z.literal("suppressed"),
    because: z.enum(["person", "score", "rule", "check", "rejected"]),
    until: at.nullable(),
  }),
  z.strictObject({
    type: z.literal("review_asked"),
    turn,
    queue: z.string(),
    step: z.enum(["hold", "source", "triage"]),
    rule: z.string(),
    owner: slack,
    secondary: slack.nullable(),
    timer: timer.nullable(),
  }),
  /** `by` null: the clock. `answers`: what the form asked for, kept with the person. */
  z.strictObject({
    type: z.literal("approved"),
    turn,
    by: slack.nullable(),
    answers: commitment.nullable(),
    lateMs,
  }),
  z.strictObject({
    type: z.literal("rejected"),
    turn,
    by: slack.nullable(),
    answers: commitment.nullable(),
    lateMs,
  }),
  z.strictObject({
    type: z.literal("unrouted"),
    considered,
    skipped: z.array(z.string()),
    account: accountOwner.optional(),
    /** At whose next opening it is routed again; left out: the fallback runs. */
    waitsFor: z.array(slack).optional(),
    timer,
  }),
  z.strictObject({
    type: z.literal("offered"),
    turn,
    rep: slack,
    /** `sticky`: the rep had the lead, or another of the person, before. */
    how: z.enum(["share", "sticky", "account_owner", "assigned", "reassigned"]),
    considered,
    account: accountOwner.optional(),
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
    why: z.enum(["window", "deactivated", "unreachable", "removed", "reassigned", "away"]),
    /** The manager who gave it to somebody else; the rep or manager who handed it on. */
    by: slack.optional(),
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
    account: accountOwner.optional(),
    timer: timer.nullable(),
  }),
  z.strictObject({ type: z.literal("assigned"), turn, by: slack, rep: slack }),
  z.strictObject({ type: z.literal("reminded"), turn, step: z.int(), lateMs }),
  /** `to`: of a review, whose it is from now on; left out where nobody is named to follow. */
  z.strictObject({ type: z.literal("escalated"), turn, step: z.int(), to: slack.optional(), lateMs }),
  /** `forced`: by a manager, against the rules. */
  z.strictObject({ type: z.literal("accepted"), turn, rep: slack, forced: z.literal(true).optional() }),
  z.strictObject({
    type: z.literal("recycled"),
    /** 0: before anybody had it. */
    turn: z.int().nonnegative(),
    rep: slack,
    recycled,
    note: commitment.nullable(),
    /** `rep` is a manager, who decided against the rules. */
    forced: z.literal(true).optional(),
    timer: timer.nullable(),
  }),
  z.strictObject({
    type: z.literal("re_engaged"),
    /** What brought it back; left out: its time had come. */
    back,
    cycle: turn,
    policy: policyRef,
    lane: z.string().nullable(),
    timer,
    enriching,
    lateMs,
  }),
  ...overrideEvents,
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
