// Who is away, as the use cases keep it.
import type { Instant } from "../../clock.ts";
import type { AvailabilityCommand, AvailabilityKnown, Away } from "../../domain/availability.ts";
import type { SlackId } from "../../ids.ts";

export interface AvailabilityChange {
  readonly person: SlackId;
  readonly command: AvailabilityCommand;
  /** As in events: `slack:U…`, `clock`, `slack`. */
  readonly actor: string;
  readonly at: Instant;
}

export type AvailabilityChanged =
  /** `changed` false: it was so already, and nothing is on record of it. */
  | { readonly kind: "done"; readonly changed: boolean; readonly known: AvailabilityKnown }
  /** The time named lies in the past, or further ahead than anybody plans. */
  | { readonly kind: "refused"; readonly why: "past" | "too_far" };

export interface AvailabilityStore {
  /** Everybody who is away at `now`; whose time has come is not, whether or not that is on record yet. */
  all(now: Instant): Promise<Map<SlackId, Away>>;
  /** Those of these people of whom anything is known. */
  known(people: readonly SlackId[]): Promise<Map<SlackId, AvailabilityKnown>>;
  /** Whose time has come, and who are not on record as back yet. */
  returning(now: Instant): Promise<SlackId[]>;
  /**
   * Decides and writes a change with its events, all or nothing, one at a time. A choice of a rep, or a claim, that was
   * made on what was known before is made again: once this has resolved, no offer goes to who is away by it.
   */
  change(change: AvailabilityChange): Promise<AvailabilityChanged>;
}
