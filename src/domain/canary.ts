// A canary: a version of the policy that decides a share of the leads, the same ones for as long as it runs.
import { createHash } from "node:crypto";
import type { Instant } from "../clock.ts";
import type { LeadId } from "../ids.ts";
import type { CanaryRules } from "../policy/types.ts";
import type { PolicyRef } from "./lead.ts";
import type { Breach, Tallies } from "./rulesEvents.ts";

/** Hexadecimal digits of the hash that count, and how many values they have: exact as a number. */
const DIGITS = 12;
const VALUES = 16 ** DIGITS;

/**
 * Whether a lead is among those that a canary decides. It follows from the lead's id and the version alone, so that a
 * replay, another instance and the lead's next cycle agree. Two canaries' leads are drawn independently of each other.
 * @param share from 0 (none) to 1 (all)
 */
export function inCanary(leadId: LeadId, { version, hash }: PolicyRef, share: number): boolean {
  const drawn = createHash("sha256").update(`${leadId}/${version}/${hash}`).digest("hex").slice(0, DIGITS);
  return Number.parseInt(drawn, 16) < share * VALUES;
}

/** The version that decides the next cycle of a lead, of the active one and the canary beside it. */
export function versionFor<V extends { readonly ref: PolicyRef }>(
  leadId: LeadId,
  { active, canary }: { readonly active: V; readonly canary: (V & { readonly share: number }) | null },
): V {
  return canary && inCanary(leadId, canary.ref, canary.share) ? canary : active;
}

/** A share as people write it: `10%`. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

/** A canary from its beginning, as people are told of it. */
export interface CanaryStory {
  readonly ref: PolicyRef;
  /** The version it is compared with. */
  readonly control: number;
  readonly share: number;
  readonly by: string;
  readonly note: string;
  readonly since: Instant;
  readonly until: Instant;
  readonly guards: CanaryRules["guards"];
  /** As far as they are known: so far, or when it ended. */
  readonly tallies: Tallies | null;
  /** Null while it runs. */
  readonly end: {
    readonly how: "promoted" | "rolled_back";
    readonly at: Instant;
    /** A name from the command line, or a Slack id. */
    readonly by: string;
    readonly fromSlack: boolean;
    readonly note: string;
    /** The guard that ended it; null: a person did. */
    readonly because: Breach | null;
  } | null;
}
