// What a policy lets a rep choose from when recycling.
import type { RecycleChoices } from "../../blocks/recycleFields.ts";
import type { CompiledPolicy } from "../policy/types.ts";

export function recycleChoices({ recycle, icp }: CompiledPolicy): RecycleChoices {
  return {
    timingAfterMs: recycle.timing.afterMs,
    features: recycle.featureGap.features,
    criteria: icp.map(({ id, label }) => ({ id, label })),
  };
}
