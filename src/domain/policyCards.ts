// The cards that stewards get about a canary. All of one canary show the same, and are brought up to date together; each
// is posted by itself where somebody should look: when it begins, when its time is over, when it is rolled back by itself.
import type { SlackId } from "../ids.ts";
import type { MirrorRef } from "./mirrors.ts";
import { RULES_CHAIN } from "./rulesEvents.ts";

export type PolicyCardStage = "begun" | "over" | "guard";

/** A card of each stage for each steward. */
export function policyCards(
  version: number,
  stages: readonly PolicyCardStage[],
  stewards: readonly SlackId[],
): MirrorRef[] {
  return stages.flatMap((stage) =>
    stewards.map(
      (to): MirrorRef => ({
        id: `${policyCardPrefix(version)}${stage}:${to}`,
        kind: "policy",
        leadId: RULES_CHAIN,
        to,
      }),
    ),
  );
}

/** What the ids of all cards about one version begin with. */
export function policyCardPrefix(version: number): string {
  return `policy:${version}:`;
}

/** The version that a card is about. */
export function versionOfCard(id: string): number {
  return Number(id.split(":")[1]);
}
