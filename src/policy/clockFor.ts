import type { Clock, CompiledPolicy, LadderName } from "./types.ts";

/** The clock a ladder counts by, for a lead of a tier: the tier's own, else the ladder's own, else the policy's. */
export function clockFor(policy: CompiledPolicy, ladder: LadderName, tierId: string | null): Clock {
  const tier = policy.tiers.find(({ id }) => id === tierId);
  return tier?.clock ?? policy.ladders[ladder].clock ?? policy.clock;
}
