import type { Clock, CompiledPolicy } from "./types.ts";

/**
 * The clock a ladder counts by, for a lead of a tier: the tier's own, else the ladder's own, else the policy's. The
 * ladder is `offer`, `tank`, `overflow`, `override`, or a queue of reviewers.
 */
export function clockFor(policy: CompiledPolicy, ladder: string, tierId: string | null): Clock {
  const tier = policy.tiers.find(({ id }) => id === tierId);
  return tier?.clock ?? ladderOf(policy, ladder)?.clock ?? policy.clock;
}

function ladderOf({ ladders }: CompiledPolicy, name: string) {
  if (name === "offer" || name === "tank" || name === "overflow" || name === "override") return ladders[name];
  return ladders.reviews.get(name);
}
