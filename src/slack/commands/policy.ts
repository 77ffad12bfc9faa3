// `/leads policy`: which version decides, and how a canary beside it fares.
import type { Message } from "../../../blocks/assemble.ts";
import { renderPolicy } from "../../../blocks/policyAnswer.ts";
import { canaryStory } from "../../app/canaryStory.ts";
import { isManager, isSteward } from "../../domain/roles.ts";
import { type Desk, rulesOf, viewFor } from "../desk.ts";
import { notAllowed } from "../notAllowed.ts";
import type { Asked } from "./leads.ts";

export async function policy({ by }: Asked, desk: Desk): Promise<Message> {
  const rules = await rulesOf(desk);
  const { team, active, canary } = rules;
  if (!isSteward(team, by) && !isManager(team, by)) return notAllowed("policy", by, team, desk);
  const [view, versions, story] = await Promise.all([
    viewFor(desk, by, rules),
    desk.rules.policies(),
    canary && canaryStory(canary.ref.version, desk),
  ]);
  const inForce = versions.find(({ version }) => version === active.ref.version) ?? null;
  return renderPolicy({ inForce, canary: story, mayRelease: isSteward(team, by) }, view);
}
