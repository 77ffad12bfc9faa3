import { ALERTS, alertsOf } from "./alertsSchema.ts";
import { CANARY } from "./canarySchema.ts";
import { canonicalJson } from "./canonical.ts";
import { validDurationMs } from "./duration.ts";
import { OVERRIDES } from "./overridesSchema.ts";
import {
  accountsOf,
  canaryOf,
  checkOf,
  identityOf,
  laddersOf,
  overridesOf,
  providerOf,
} from "./policyParts.ts";
import { IDENTITY, OFF_HOURS, type PolicyDocument } from "./policySchema.ts";
import type { CompiledPolicy, Condition, Source } from "./types.ts";

/** A document that is valid, made ready to decide. `conditions`: by dotted path. */
export function policyOf(
  document: PolicyDocument,
  conditions: ReadonlyMap<string, Condition>,
): CompiledPolicy {
  const when = (path: string): Condition => {
    const condition = conditions.get(`${path}.when`);
    if (condition === undefined) throw new Error(`no condition at ${path}`);
    return condition;
  };
  const { score, suppress, route, ladders, tank, recycle, triage } = document;
  const suppressMs = suppress === undefined ? null : validDurationMs(`${suppress.days}d`);
  return {
    ...canonicalJson(document),
    version: document.version,
    name: document.name,
    sources: new Map(
      Object.entries(document.sources).map(([id, { kind, partner, review }]): [string, Source] => [
        id,
        {
          kind,
          partner: partner ?? null,
          review: review ? { when: when(`sources.${id}.review`), queue: review.queue } : null,
        },
      ]),
    ),
    enrichment: (document.enrichment ?? []).map((provider, index) =>
      providerOf(provider, conditions.get(`enrichment[${index}].when`) ?? null),
    ),
    precedence: new Map(Object.entries(document.precedence ?? {})),
    identity: identityOf(document.identity ?? IDENTITY),
    accounts: document.accounts === undefined ? null : accountsOf(document.accounts),
    lists: new Map(Object.entries(document.lists)),
    buffer: bufferOf(document.buffer),
    lanes: document.lanes.map((lane, index) => ({
      id: lane.id,
      when: when(`lanes[${index}]`),
      buffer: bufferOf(lane.buffer),
    })),
    score: {
      minimum: score.minimum,
      rules: score.rules.map((rule, index) => ({
        id: rule.id,
        when: when(`score.rules[${index}]`),
        points: rule.points,
        label: rule.label ?? rule.id,
        suppress: rule.suppress,
        decay: rule.decay === undefined ? null : { halfLifeMs: validDurationMs(rule.decay.half_life) },
      })),
    },
    suppress: suppress === undefined ? null : { at: suppress.at, forMs: suppressMs },
    icp: document.icp.map((criterion, index) => ({
      id: criterion.id,
      when: when(`icp[${index}]`),
      missing: criterion.missing,
      label: criterion.label ?? criterion.id,
    })),
    checks: (document.checks ?? []).map((check, index) =>
      checkOf(check, when(`checks[${index}]`), suppressMs),
    ),
    triage:
      triage === undefined ? null : { from: triage.between[0], to: triage.between[1], queue: triage.queue },
    tiers: document.tiers.map((tier, index) => ({
      id: tier.id,
      when: when(`tiers[${index}]`),
      seniority: tier.to?.seniority ?? null,
      nurture: tier.nurture ?? null,
      clock: tier.clock ?? null,
    })),
    route: {
      by: route.by,
      share: { weight: route.share.weight, performance: route.share.performance ?? null },
      sticky: route.sticky === undefined ? null : { withinMs: validDurationMs(route.sticky.within) },
      offHours: route.off_hours ?? OFF_HOURS,
      fallback: { afterMs: validDurationMs(route.fallback.after), to: route.fallback.to },
    },
    ladders: laddersOf(ladders),
    clock: document.clock,
    tank: {
      claimsPerDay: tank.claims_per_day,
      coolOffMs: validDurationMs(tank.cool_off),
      originalMayClaim: tank.original_may_claim,
    },
    recycle: {
      timing: { afterMs: validDurationMs(recycle.timing.after) },
      budget: { nurture: recycle.budget.nurture, returnOn: recycle.budget.return_on ?? [] },
      featureGap: { queue: recycle.feature_gap.queue, features: recycle.feature_gap.features },
      notIcp: {
        suppressMs: recycle.not_icp.suppress === "forever" ? null : validDurationMs(recycle.not_icp.suppress),
      },
    },
    canary: canaryOf(document.canary ?? CANARY),
    overrides: overridesOf(document.overrides ?? OVERRIDES),
    alerts: alertsOf(document.alerts ?? ALERTS),
  };
}

function bufferOf(buffer: { min: string; max: string }) {
  return { minMs: validDurationMs(buffer.min), maxMs: validDurationMs(buffer.max) };
}
