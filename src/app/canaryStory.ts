// A canary as people are told of it: what it is, how its leads fare, what came of it.
import type { CanaryStory } from "../domain/canary.ts";
import { type ReleaseDeps, talliesOf } from "./releases.ts";

/** Null: there is no such version, or it was published in full. */
export async function canaryStory(version: number, deps: ReleaseDeps): Promise<CanaryStory | null> {
  const { rules } = deps;
  const [all, content] = await Promise.all([rules.policies(), rules.policy(version)]);
  const published = all.find((one) => one.version === version);
  if (!published?.canary || !content) return null;
  const { hash, by, note, at: since, canary } = published;
  const { share, control, until, ended } = canary;
  const ref = { version, hash };
  return {
    ...{ ref, control, share, by, note, since, until },
    guards: content.policy.canary.guards,
    tallies: ended ? ended.body.tallies : await talliesOf({ ref, control, since }, deps),
    end: ended && {
      how: ended.body.type === "policy_promoted" ? "promoted" : "rolled_back",
      at: ended.at,
      by: ended.body.by,
      fromSlack: ended.actor.startsWith("slack:"),
      note: ended.body.note,
      because: ended.body.type === "policy_rolled_back" ? ended.body.because : null,
    },
  };
}
