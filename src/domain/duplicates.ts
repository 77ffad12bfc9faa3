// Whether a lead is a person who has come before: which of the leads found by what they have in common it belongs to.
import { type Instant, toMs } from "../clock.ts";
import type { LeadId } from "../ids.ts";
import type { CompiledPolicy, IdentityKey } from "../policy/types.ts";
import type { LeadState } from "./lead.ts";

/** What is looked for, and what it would say: the same mailbox, the same phone, the same name at a company. */
export interface SoughtKey {
  readonly by: IdentityKey;
  readonly key: string;
}

/** A lead that is known under a key, and is not merged itself. */
export interface Match {
  readonly key: string;
  readonly id: LeadId;
  /** When somebody last came under this key. */
  readonly at: Instant;
  readonly receivedAt: Instant;
  readonly state: LeadState;
  readonly cycle: number;
  /** Of a suppressed lead: until when; null: for good. */
  readonly until: Instant | null;
}

/** The lead that this one belongs to, and by what it was recognised. */
export interface Duplicate {
  readonly into: LeadId;
  readonly by: IdentityKey;
}

interface Newcomer {
  readonly id: LeadId;
  readonly receivedAt: Instant;
}

/**
 * Of those who came within the window and are ahead, the first by the surest key: the mailbox before the phone before the
 * name. Ahead is who came first, and who has left the buffer: it is with somebody already. Null: nobody.
 */
export function duplicateOf(
  lead: Newcomer,
  sought: readonly SoughtKey[],
  matches: readonly Match[],
  { identity }: Pick<CompiledPolicy, "identity">,
  now: Instant,
): Duplicate | null {
  for (const kind of ["email", "phone", "name_domain"] as const) {
    const keys = new Set(sought.flatMap(({ by, key }) => (by === kind ? key : [])));
    const ahead = matches.filter(
      (match) =>
        keys.has(match.key) &&
        match.id !== lead.id &&
        Math.abs(toMs(lead.receivedAt) - toMs(match.at)) <= identity.windowMs &&
        isAhead(match, lead) &&
        !isReleased(match, now),
    );
    const [first] = ahead.sort((a, b) => (cameFirst(a, b) ? -1 : 1));
    if (first) return { into: first.id, by: kind };
  }
  return null;
}

function isAhead(match: Match, lead: Newcomer): boolean {
  const waits = match.state === "buffering" && match.cycle === 1;
  return !waits || cameFirst(match, lead);
}

function cameFirst(a: Newcomer, b: Newcomer): boolean {
  return a.receivedAt < b.receivedAt || (a.receivedAt === b.receivedAt && a.id < b.id);
}

/** Suppressed once, and no longer: whoever comes now begins anew. */
function isReleased({ state, until }: Match, now: Instant): boolean {
  return state === "suppressed" && until !== null && until <= now;
}
