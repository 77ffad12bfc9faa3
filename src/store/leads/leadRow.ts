/** How a lead's state lies in the table `Lead`: what is looked up by has a column, the rest is in `detail`. */
import type { Instant } from "../../clock.ts";
import { type Lead, type LeadIn, type LeadState, lastTurn, nextDue, nextStep } from "../../domain/lead.ts";
import { type QueueGroup, queueGroupOf } from "../../domain/queue.ts";

type Columns =
  | "id"
  | "source"
  | "state"
  | "overdue"
  | "cycle"
  | "owner"
  | "tier"
  | "score"
  | "policy"
  | "seq"
  | "head"
  | "receivedAt"
  | "since";

/** What is left of each state's lead. */
type Detail<S extends LeadState = LeadState> = { [T in S]: Omit<LeadIn<T>, Columns> }[S];

interface RowAs<At> {
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly state: LeadState;
  readonly overdue: boolean;
  readonly cycle: number;
  readonly owner: string | null;
  readonly tier: string | null;
  readonly score: number | null;
  readonly policyVersion: number;
  readonly policyHash: string;
  readonly seq: number;
  readonly head: string;
  readonly receivedAt: At;
  readonly since: At;
  readonly detail: Detail;
}

/** A row as the database gives it. */
export type LeadRow = RowAs<Date>;

/** A row as it is sent to the database, with what is worked out from the lead. `externalId` never changes. */
export type LeadValues = Omit<RowAs<Instant>, "externalId"> & {
  readonly nextDueAt: Instant | null;
  readonly queueRank: number | null;
  readonly queueAt: Instant | null;
};

/** Where an open lead stands in the queue, in the order of the groups; the totals and filters count by it. */
export const QUEUE_RANK = {
  overflow: 0,
  overdue: 1,
  tank: 2,
  review: 3,
  offered: 4,
  other: 5,
} as const satisfies Readonly<Record<QueueGroup, number>>;

export function leadValues(lead: Lead): LeadValues {
  const { id, source, seq, head, cycle, policy, receivedAt, since, tier, score, state, ...rest } = lead;
  const { owner, overdue, ...detail } = { owner: null, overdue: false, ...rest };
  return {
    ...{ id, source, state, overdue, cycle, owner, tier, score, seq, head, receivedAt, since },
    policyVersion: policy.version,
    policyHash: policy.hash,
    nextDueAt: nextDue(lead)?.at ?? null,
    ...queuePlace(lead),
    detail,
  };
}

/**
 * The order of the queue: overflow, overdue (the longest overdue first), tank and review (the oldest first), offered by
 * deadline (those whose clock has not started last), the rest by age. Worked out on writing, so that an index has the order.
 */
function queuePlace(lead: Lead): Pick<LeadValues, "queueRank" | "queueAt"> {
  const group = queueGroupOf(lead);
  return group === null
    ? { queueRank: null, queueAt: null }
    : { queueRank: QUEUE_RANK[group], queueAt: queueAt(lead, group) };
}

function queueAt(lead: Lead, group: QueueGroup): Instant | null {
  switch (group) {
    case "overflow":
    case "tank":
    case "review":
      return lead.since;
    case "overdue":
      return lastTurn(lead)?.overdue?.at ?? lead.since;
    case "offered":
      return nextStep(lead)?.at ?? null;
    case "other":
      return lead.receivedAt;
  }
}

/** What a row has no word of that was written before there was such a thing. */
const BEFORE = { passed: [], touches: [], back: null, lifted: [], overrides: [] };
const BUFFERING_BEFORE = { enriching: null };
const ROUTING_BEFORE = { waitsFor: [] };

/** The lead that was written: the same value, whatever its state. */
export function leadOf(row: LeadRow): Lead {
  const { id, source, state, overdue, cycle, owner, tier, score, seq, head } = row;
  const detail = {
    ...BEFORE,
    ...(state === "buffering" && BUFFERING_BEFORE),
    ...(state === "routing" && ROUTING_BEFORE),
    ...row.detail,
  };
  const always = {
    ...{ id, source, cycle, tier, score, seq, head },
    policy: { version: row.policyVersion, hash: row.policyHash },
    receivedAt: row.receivedAt.toISOString(),
    since: row.since.toISOString(),
  };
  switch (state) {
    case "offered":
      return { ...always, state, owner: owner as string, overdue, ...(detail as Detail<"offered">) };
    case "overflow":
      return { ...always, state, owner: owner as string, ...(detail as Detail<"overflow">) };
    case "accepted":
      return { ...always, state, owner: owner as string, ...(detail as Detail<"accepted">) };
    case "buffering":
      return { ...always, state, ...(detail as Detail<"buffering">) };
    case "routing":
      return { ...always, state, ...(detail as Detail<"routing">) };
    case "tank":
      return { ...always, state, ...(detail as Detail<"tank">) };
    case "recycled":
      return { ...always, state, ...(detail as Detail<"recycled">) };
    case "nurture":
      return { ...always, state, ...(detail as Detail<"nurture">) };
    case "suppressed":
      return { ...always, state, ...(detail as Detail<"suppressed">) };
    case "review":
      return { ...always, state, owner: owner as string, ...(detail as Detail<"review">) };
    case "merged":
      return { ...always, state, ...(detail as Detail<"merged">) };
  }
}
