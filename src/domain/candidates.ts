// Whom a lead is for, whatever the hour and their load: those who are there, narrowed by the policy's steps.
import type { Instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { CompiledPolicy, NarrowingStep, Rep, RouteStep, Team } from "../policy/types.ts";
import { type AccountOwner, repWhoOwns, teammates } from "./accountOwner.ts";
import type { Gone } from "./availability.ts";
import type { AccountOwnerSeen, LeftOut } from "./events.ts";
import type { ShareLedger } from "./ledgers.ts";

/** A rep who accepted or recycled the lead in an earlier cycle, or another lead of the same person. */
export interface HadBefore {
  readonly rep: SlackId;
  readonly at: Instant;
}

/** What routing reads of a lead. `lost`: reps from whom this cycle has been taken away. */
export interface RouteLead {
  readonly submission: {
    readonly country?: string | undefined;
    readonly product?: string | undefined;
    readonly language?: string | undefined;
    readonly company?: { readonly country?: string | undefined } | undefined;
  };
  /** The seniority that the lead's tier asks for; null: any. */
  readonly seniority: string | null;
  readonly lost: readonly SlackId[];
  /** Null: nobody's account, as far as is known. */
  readonly owner?: AccountOwner | null;
  readonly had?: readonly HadBefore[];
}

/** What routing knows of the team at this moment. */
export interface RouteFacts {
  readonly now: Instant;
  readonly policy: CompiledPolicy;
  readonly team: Team;
  /** Reps whom Slack does not reach, and who are away. */
  readonly gone: ReadonlyMap<SlackId, Gone>;
  /** Until when those who are away are so; who is not in it is until they are back. */
  readonly awayUntil?: ReadonlyMap<SlackId, Instant>;
  readonly openOffers: ReadonlyMap<SlackId, number>;
  readonly share: ShareLedger;
  /** By how much results move a rep's weight; 1 for who is not in it. */
  readonly performance?: ReadonlyMap<SlackId, number>;
}

export interface Candidates {
  /** In the team file's order. */
  readonly pool: readonly Rep[];
  readonly out: ReadonlyMap<SlackId, LeftOut>;
  /** Steps that would have emptied the pool, and were passed over. */
  readonly skipped: readonly RouteStep[];
  /** Whose account it is, where the policy asks; null: nobody's. */
  readonly account: AccountOwnerSeen | null;
}

/**
 * Whether a rep passes a step. A rep who lists nothing takes everything; one who lists values takes only leads known to
 * have one of them. `en` serves a lead who writes `en-GB`.
 */
function matches(step: NarrowingStep, rep: Rep, lead: RouteLead): boolean {
  const { submission } = lead;
  switch (step) {
    case "territory":
      return covers(rep.territories, submission.country ?? submission.company?.country);
    case "product":
      return covers(rep.products, submission.product);
    case "language":
      return (
        covers(rep.languages, submission.language) ||
        covers(rep.languages, submission.language?.split("-")[0])
      );
    case "seniority":
      return lead.seniority === null || rep.seniority === lead.seniority;
  }
}

function covers(listed: readonly string[] | null, value: string | undefined): boolean {
  if (listed === null) return true;
  const wanted = value?.toLowerCase();
  return wanted !== undefined && listed.some((one) => one.toLowerCase() === wanted);
}

/** The policy's steps with the tier's seniority among them: unless the policy places it, first after the owner's. */
function stepsOf(policy: CompiledPolicy): readonly RouteStep[] {
  const { by } = policy.route;
  if (by.includes("seniority")) return by;
  const [first, ...others] = by;
  return first === "account_owner" ? [first, "seniority", ...others] : ["seniority", ...by];
}

/** Whose account it is, and why they cannot have the lead where they are not there. */
export function ownerSeen(
  lead: RouteLead,
  { policy, team, gone }: Pick<RouteFacts, "policy" | "team" | "gone">,
) {
  const { owner = null } = lead;
  if (owner === null || !policy.route.by.includes("account_owner")) return null;
  const rep = repWhoOwns(team, owner);
  const lost = rep !== null && lead.lost.includes(rep.slack) ? "had_it" : null;
  const out = rep === null ? "not_on_team" : (gone.get(rep.slack) ?? lost);
  const { by, agent, opportunity } = owner;
  const seen: AccountOwnerSeen = { by, agent, rep: rep?.slack ?? null, opportunity, out, team: false };
  return { owner, rep, seen };
}

/**
 * The reps a lead is for, whatever the hour and their load: those whom Slack reaches and who are not away, narrowed step
 * by step. A step that would leave nobody is skipped. This is also who may claim the lead from the tank.
 */
export function candidatesFor(
  lead: RouteLead,
  facts: Pick<RouteFacts, "policy" | "team" | "gone">,
): Candidates {
  const out = new Map<SlackId, LeftOut>();
  const skipped: RouteStep[] = [];
  let pool: readonly Rep[] = facts.team.reps;
  const keep = (step: RouteStep, reason: LeftOut, fits: (rep: Rep) => boolean): boolean => {
    if (!pool.some(fits)) {
      if (pool.length > 0) skipped.push(step);
      return false;
    }
    for (const rep of pool) if (!fits(rep)) out.set(rep.slack, reason);
    pool = pool.filter(fits);
    return true;
  };
  for (const rep of pool) {
    const why = facts.gone.get(rep.slack);
    if (why !== undefined) out.set(rep.slack, why);
  }
  pool = pool.filter(({ slack }) => !out.has(slack));
  const owned = ownerSeen(lead, facts);
  let account = owned?.seen ?? null;
  for (const step of stepsOf(facts.policy)) {
    if (step !== "account_owner") {
      keep(step, step, (rep) => matches(step, rep, lead));
      continue;
    }
    if (!owned || owned.seen.out === null) continue;
    const team = new Set(teammates(facts.team, owned.owner));
    if (keep(step, "owner_team", (rep) => team.has(rep))) account = { ...owned.seen, team: true };
  }
  return { pool, out, skipped, account };
}
