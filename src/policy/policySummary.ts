import type { CompiledPolicy, JsonValue } from "./types.ts";

/** What `policy show` prints and `--json` gives: the identity, the counts, and the document with all defaults. */
export interface PolicySummary {
  readonly hash: string;
  readonly name: string;
  readonly version: number;
  readonly counts: Readonly<Record<"sources" | "lists" | "lanes" | "rules" | "criteria" | "tiers", number>>;
  readonly document: JsonValue;
}

export function policySummary(policy: CompiledPolicy): PolicySummary {
  return {
    hash: policy.hash,
    name: policy.name,
    version: policy.version,
    counts: {
      sources: policy.sources.size,
      lists: policy.lists.size,
      lanes: policy.lanes.length,
      rules: policy.score.rules.length,
      criteria: policy.icp.length,
      tiers: policy.tiers.length,
    },
    document: JSON.parse(policy.canonical) as JsonValue,
  };
}
