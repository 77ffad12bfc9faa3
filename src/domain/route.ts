// Routing: whose account it is; else narrow the reps to those the lead is for, leave out those who cannot take it now,
// share fairly among the rest. The answer names every rep, in or out and why.
import { type Instant, instant, toMs } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { Rep, RouteStep } from "../policy/types.ts";
import { isHoliday, isOnShift, nextOpening, shiftOf } from "./calendar.ts";
import { candidatesFor, ownerSeen, type RouteFacts, type RouteLead } from "./candidates.ts";
import type { AccountOwnerSeen, Considered, LeftOut } from "./events.ts";
import type { ShareLedger } from "./ledgers.ts";
import { chooseByShare, countToday, countTurn, type Sharer } from "./shares.ts";

interface Looked {
  readonly considered: Considered[];
  readonly skipped: RouteStep[];
  readonly account: AccountOwnerSeen | null;
}

/** When the first of those who are off shift is at work again, and who they are. */
export interface Opening {
  readonly at: Instant;
  readonly reps: readonly SlackId[];
}

export type Routed =
  | (Looked & {
      readonly found: true;
      readonly rep: SlackId;
      readonly how: "share" | "sticky" | "account_owner";
      /** The ledger after it; null: it took nobody's turn. */
      readonly share: ShareLedger | null;
    })
  /** `opening` null: hours are not all that keeps it from a rep. */
  | (Looked & { readonly found: false; readonly opening: Opening | null });

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

/**
 * Chooses the rep for a lead now: the account's owner, at any hour and past every cap; else the one who had it before
 * or whose share it is, among those who are for it and can take it; or nobody.
 */
export function route(lead: RouteLead, facts: RouteFacts): Routed {
  const owned = ownerSeen(lead, facts);
  if (owned?.rep && owned.seen.out === null) return toOwner(owned.rep, owned.seen, facts);
  const { pool, out, skipped, account } = candidatesFor(lead, facts);
  const left = new Map(out);
  const able = pool.filter((rep) => {
    const why = unavailable(rep, lead, facts);
    if (why !== null) left.set(rep.slack, why);
    return why === null;
  });
  const considered: Considered[] = facts.team.reps.map((rep) => {
    const why = left.get(rep.slack) ?? null;
    const credit = why === null ? (facts.share.credits[rep.slack] ?? 0) : null;
    const weighed = why === null && facts.performance?.has(rep.slack);
    return {
      ...{ rep: rep.slack, out: why, credit, ...untilOf(rep.slack, why, facts) },
      ...(weighed && { weight: weightOf(rep, facts) }),
    };
  });
  const looked: Looked = { considered, skipped: [...skipped], account };
  if (able.length === 0) return { found: false, ...looked, opening: openingOf(pool, left, facts) };
  const sharers = able.map((rep): Sharer => ({ rep, weight: weightOf(rep, facts) }));
  const again = whoHadIt(lead, able, facts);
  if (again !== null) {
    const share = countTurn(facts.share, sharers, again, facts.team, facts.now);
    return { found: true, rep: again.slack, how: "sticky", share, ...looked };
  }
  const chosen = chooseByShare(facts.share, sharers, facts.team, facts.now);
  return { found: true, rep: chosen.rep.slack, how: "share", share: chosen.ledger, ...looked };
}

/** Until when somebody is away who was left out for it. */
function untilOf(rep: SlackId, out: LeftOut | null, { awayUntil }: RouteFacts): Pick<Considered, "until"> {
  const until = out === "away" ? awayUntil?.get(rep) : undefined;
  return until === undefined ? {} : { until };
}

function toOwner(owner: Rep, account: AccountOwnerSeen, facts: RouteFacts): Routed {
  const { team, gone, share } = facts;
  const considered = team.reps.map(({ slack }): Considered => {
    if (slack === owner.slack) return { rep: slack, out: null, credit: share.credits[slack] ?? 0 };
    const out = gone.get(slack) ?? "account_owner";
    return { rep: slack, out, credit: null, ...untilOf(slack, out, facts) };
  });
  return {
    found: true,
    rep: owner.slack,
    how: "account_owner",
    share: null,
    considered,
    skipped: [],
    account,
  };
}

/** The rep's weight, moved by their results within the policy's bounds. */
function weightOf(rep: Rep, { performance }: RouteFacts): number {
  return Math.round(rep.weight * (performance?.get(rep.slack) ?? 1) * 1e4) / 1e4;
}

/** Whoever of the able had the lead, or another of the person, last and within the policy's time. */
function whoHadIt({ had = [] }: RouteLead, able: readonly Rep[], { policy, now }: RouteFacts): Rep | null {
  const { sticky } = policy.route;
  if (sticky === null) return null;
  const since = instant(toMs(now) - sticky.withinMs);
  const latest = had.filter(({ at }) => at >= since).sort((a, b) => (a.at > b.at ? -1 : 1));
  for (const { rep } of latest) {
    const found = able.find(({ slack }) => slack === rep);
    if (found) return found;
  }
  return null;
}

/**
 * The next opening of the pool where hours are all that keeps the lead from it. Who has missed this lead already does
 * not count; with somebody at work whose caps are reached there is nothing to wait for.
 */
function openingOf(
  pool: readonly Rep[],
  out: ReadonlyMap<SlackId, LeftOut>,
  { team, now }: RouteFacts,
): Opening | null {
  const waiting = pool.filter(({ slack }) => out.get(slack) !== "had_it");
  const byHours = (rep: Rep) => ["off_shift", "holiday"].includes(out.get(rep.slack) ?? "");
  if (!waiting.every(byHours)) return null;
  const openings = waiting.flatMap((rep) => {
    const at = nextOpening(shiftOf(rep, team), now);
    return at === null ? [] : { rep: rep.slack, at };
  });
  const [first] = openings.map(({ at }) => at).sort();
  if (first === undefined) return null;
  return { at: first, reps: openings.filter(({ at }) => at === first).map(({ rep }) => rep) };
}
