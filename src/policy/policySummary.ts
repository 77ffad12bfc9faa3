import { ALERTS } from "./alertsSchema.ts";
import { CANARY } from "./canarySchema.ts";
import { OVERRIDES } from "./overridesSchema.ts";
import { IDENTITY, OFF_HOURS, type PolicyDocument } from "./policySchema.ts";
import type { CompiledPolicy, JsonValue } from "./types.ts";

/** What `policy show` prints and `--json` gives: the identity, the counts, and the document with all defaults. */
export interface PolicySummary {
  readonly hash: string;
  readonly name: string;
  readonly version: number;
  readonly counts: Readonly<
    Record<"sources" | "providers" | "lists" | "lanes" | "rules" | "criteria" | "checks" | "tiers", number>
  >;
  readonly document: JsonValue;
}

export function policySummary(policy: CompiledPolicy): PolicySummary {
  return {
    hash: policy.hash,
    name: policy.name,
    version: policy.version,
    counts: {
      sources: policy.sources.size,
      providers: policy.enrichment.length,
      lists: policy.lists.size,
      lanes: policy.lanes.length,
      rules: policy.score.rules.length,
      criteria: policy.icp.length,
      checks: policy.checks.length,
      tiers: policy.tiers.length,
    },
    document: wholeDocument(policy),
  };
}

/** The document with what is meant where it says nothing: of some keys the stored one has only what is unusual. */
export function wholeDocument({ canonical }: Pick<CompiledPolicy, "canonical">): JsonValue {
  const stored = JSON.parse(canonical) as PolicyDocument;
  return {
    ...stored,
    identity: stored.identity ?? IDENTITY,
    route: { ...stored.route, off_hours: stored.route.off_hours ?? OFF_HOURS },
    canary: stored.canary ?? CANARY,
    overrides: stored.overrides ?? OVERRIDES,
    alerts: stored.alerts ?? ALERTS,
  } as unknown as JsonValue;
}
