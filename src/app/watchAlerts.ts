// The look at what should be told: whether a line is crossed, whether what was told of has passed.
import { type Clock, instant } from "../clock.ts";
import type { AlertChange, AlertLines } from "../domain/alerts.ts";
import { CAMPAIGN_MS } from "../domain/alerts.ts";
import type { CompiledPolicy } from "../policy/types.ts";
import type { AlertRulesInForce, AlertStore } from "./alertPorts.ts";
import type { RulesStore } from "./ports.ts";

export interface AlertDeps {
  readonly alerts: AlertStore;
  readonly rules: RulesStore;
  readonly clock: Clock;
}

/** How often all campaigns of the last seven days are looked at, also those of which no lead has changed meanwhile. */
const ALL_CAMPAIGNS_EVERY_MS = 10 * 60_000;
/** How far back a lead has changed whose campaign is looked at in between; longer than from one full look to the next. */
const LATELY_MS = 15 * 60_000;

/**
 * Gives the function that looks once; any number of instances may, each with their own. It remembers when all campaigns
 * were looked at last, and nothing else: everything it decides by is in the database.
 */
export function alertWatch({ alerts, rules, clock }: AlertDeps): () => Promise<AlertChange[]> {
  let allAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const [policy, active] = await Promise.all([rules.activePolicy(), rules.activeTeam()]);
    if (!policy || !active) return [];
    const now = clock.now();
    const all = now - allAt >= ALL_CAMPAIGNS_EVERY_MS;
    const since = instant(now - (all ? CAMPAIGN_MS : LATELY_MS));
    const done = await alerts.look(inForce(policy.policy, active.team), instant(now), since);
    if (all) allAt = now;
    return done;
  };
}

function inForce(policy: CompiledPolicy, team: AlertRulesInForce["team"]): AlertRulesInForce {
  return {
    lines: linesOf(policy),
    team,
    known: {
      criteria: policy.icp.map(({ id }) => id),
      suppressing: policy.score.rules.filter(({ suppress }) => suppress).map(({ id }) => id),
    },
  };
}

/** What a policy says of alerts. */
function linesOf({ alerts, overrides }: CompiledPolicy): AlertLines {
  const { withinMs, byPerson, byRule, byTeam } = overrides.postMortem;
  return { ...alerts, postMortem: { withinMs, moreThan: { person: byPerson, rule: byRule, team: byTeam } } };
}
