// What App Homes need of the database: which of them exist, and what is in somebody's hands.
import type { Instant } from "../../clock.ts";
import type { SlackId } from "../../ids.ts";
import type { LeadRecord } from "../ports.ts";

/** As what somebody has a lead. */
export type Held = "offered" | "overflow" | "review" | "accepted";

export interface HomeStore {
  /** Somebody looks at theirs: it exists from now on, and is published as soon as its pace allows, whatever failed before. */
  open(person: SlackId, at: Instant): Promise<void>;
  /** Those of these people's Homes that exist have something new to show. */
  raise(people: readonly SlackId[], at: Instant): Promise<void>;
  /** Every Home that exists: so many at once, the others one each `apartMs`. */
  raiseAll(at: Instant, pace: { readonly atOnce: number; readonly apartMs: number }): Promise<void>;
  /** What is in somebody's hands: by deadline, accepted ones the latest first; at most `limit` of them, and how many in all. */
  held(
    person: SlackId,
    as: Held,
    limit: number,
  ): Promise<{ readonly records: readonly LeadRecord[]; readonly total: number }>;
}
