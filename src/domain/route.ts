// Routing: narrow the reps to those the lead is for, leave out those who cannot take it now, share fairly among the
// rest. The answer names every rep, in or out and why.
import type { Instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { CompiledPolicy, NarrowingStep, Rep, Team } from "../policy/types.ts";
import { isHoliday, isOnShift, shiftOf } from "./calendar.ts";
import type { Considered, LeftOut } from "./events.ts";
import type { ShareLedger } from "./ledgers.ts";
import type { Submission } from "./person.ts";
import { chooseByShare, countToday } from "./shares.ts";

/** What routing reads of a lead. `lost`: reps from whom this cycle has been taken away. */
export interface RouteLead {
  readonly submission: Submission;
  /** The seniority that the lead's tier asks for; null: any. */
  readonly seniority: string | null;
  readonly lost: readonly SlackId[];
}

/** What routing knows of the team at this moment. */
export interface RouteFacts {
  readonly now: Instant;
  readonly policy: CompiledPolicy;
  readonly team: Team;
  /** Reps whom Slack does not reach. */
  readonly gone: ReadonlyMap<SlackId, "deactivated" | "unreachable">;
  readonly openOffers: ReadonlyMap<SlackId, number>;
  readonly share: ShareLedger;
}

export interface Candidates {
  /** In the team file's order. */
  readonly pool: readonly Rep[];
  readonly out: ReadonlyMap<SlackId, LeftOut>;
  /** Steps that would have emptied the pool, and were passed over. */
  readonly skipped: readonly NarrowingStep[];
}

export type Routed =
  | {
      readonly found: true;
      readonly rep: SlackId;
      readonly share: ShareLedger;
      readonly considered: Considered[];
      readonly skipped: NarrowingStep[];
    }
  | { readonly found: false; readonly considered: Considered[]; readonly skipped: NarrowingStep[] };

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

/** The policy's steps with the tier's seniority among them, first unless the policy places it. */
function stepsOf(policy: CompiledPolicy): readonly NarrowingStep[] {
  const by = policy.route.by.filter((step) => step !== "account_owner");
  return by.includes("seniority") ? by : ["seniority", ...by];
}

/**
 * The reps a lead is for, whatever the hour and their load: those whom Slack reaches, narrowed step by step. A step
 * that would leave nobody is skipped. This is also who may claim the lead from the tank.
 */
export function candidatesFor(
  lead: RouteLead,
  facts: Pick<RouteFacts, "policy" | "team" | "gone">,
): Candidates {
  const out = new Map<SlackId, LeftOut>();
  const skipped: NarrowingStep[] = [];
  let pool: readonly Rep[] = facts.team.reps;
  const leaveOut = (why: (rep: Rep) => LeftOut | null) => {
    pool = pool.filter((rep) => {
      const reason = why(rep);
      if (reason !== null) out.set(rep.slack, reason);
      return reason === null;
    });
  };
  leaveOut((rep) => facts.gone.get(rep.slack) ?? null);
  for (const step of stepsOf(facts.policy)) {
    if (!pool.some((rep) => matches(step, rep, lead))) {
      if (pool.length > 0) skipped.push(step);
      continue;
    }
    leaveOut((rep) => (matches(step, rep, lead) ? null : step));
  }
  return { pool, out, skipped };
}

function unavailable(rep: Rep, lead: RouteLead, facts: RouteFacts): LeftOut | null {
  const shift = shiftOf(rep, facts.team);
  if (lead.lost.includes(rep.slack)) return "had_it";
  if (isHoliday(shift, facts.now)) return "holiday";
  if (!isOnShift(shift, facts.now)) return "off_shift";
  if (rep.openCap !== null && (facts.openOffers.get(rep.slack) ?? 0) >= rep.openCap) return "open_cap";
  if (rep.dailyCap === null) return null;
  const today = countToday(facts.share.today[rep.slack], rep.timezone, facts.now);
  return today >= rep.dailyCap ? "daily_cap" : null;
}

/** Chooses the rep for a lead now, by fair share among those who are for it and can take it; or nobody. */
export function route(lead: RouteLead, facts: RouteFacts): Routed {
  const { pool, out, skipped } = candidatesFor(lead, facts);
  const left = new Map(out);
  const able = pool.filter((rep) => {
    const why = unavailable(rep, lead, facts);
    if (why !== null) left.set(rep.slack, why);
    return why === null;
  });
  const considered: Considered[] = facts.team.reps.map(({ slack }) => {
    const why = left.get(slack) ?? null;
    return { rep: slack, out: why, credit: why === null ? (facts.share.credits[slack] ?? 0) : null };
  });
  if (able.length === 0) return { found: false, considered, skipped: [...skipped] };
  const chosen = chooseByShare(facts.share, able, facts.team, facts.now);
  return { found: true, rep: chosen.rep.slack, share: chosen.ledger, considered, skipped: [...skipped] };
}
