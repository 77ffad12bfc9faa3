// A steward's card: about a version of the policy, and no lead.
import type { Message } from "../../blocks/assemble.ts";
import { renderPolicyCard } from "../../blocks/policyCard.ts";
import type { View } from "../../blocks/view.ts";
import { canaryStory } from "../app/canaryStory.ts";
import type { ReleaseDeps } from "../app/releases.ts";
import type { MirrorRef } from "../domain/mirrors.ts";
import { versionOfCard } from "../domain/policyCards.ts";

/** Null: the version is unknown, or was never a canary. */
export async function renderPolicyOf(
  mirror: MirrorRef,
  view: View,
  deps: ReleaseDeps,
): Promise<Message | null> {
  const story = await canaryStory(versionOfCard(mirror.id), deps);
  return story && renderPolicyCard(story, view);
}
