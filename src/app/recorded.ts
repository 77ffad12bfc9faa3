// What is told of every decision once it is on disk: counters and Homes listen.
import type { EventBody } from "../domain/events.ts";
import type { Lead } from "../domain/lead.ts";
import type { Commit } from "./ports.ts";

/** A commit with the lead as it was before. */
export interface Made extends Commit {
  readonly before: Lead;
}

/** `before` null: the lead has just arrived. Must not throw, and is not waited for. */
export type Recorded = (after: Lead, events: readonly EventBody[], before: Lead | null) => void;
