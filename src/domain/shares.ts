// Fair shares with a ledger. Each lead adds to every eligible rep a credit equal to their share of the pool; one of them
// gets the lead and pays one. With a steady pool nobody is ever a whole lead off their weighted share, whatever the order
// of arrival. Who is away, capped or off shift earns nothing, so nobody is flooded on coming back.
//
// Giving the lead to whoever has most credit (smooth weighted round robin) does not keep that: of five reps with weight 20
// beside thirteen with weight 1, one comes to be 1.4 leads off. So the lead goes to whoever would be a whole lead behind
// soonest (R. Tijdeman, "The chairman assignment problem", 1980: at most 1 - 1/(2n-2) off among n).
import type { Instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { Rep, Team } from "../policy/types.ts";
import { dayOf } from "./calendar.ts";
import type { DayCount, ShareLedger } from "./ledgers.ts";

/** Credits are kept to a billionth of a lead: sums of shares such as 1/3 would otherwise drift. */
function rounded(credit: number): number {
  return Math.round(credit * 1e9) / 1e9 || 0;
}

/** What rounding may have added up to over a long day: less is no difference. */
const ROUNDING = 1e-6;

/** Today's count in somebody's zone: 0 when the count kept is of another day. */
export function countToday(kept: DayCount | undefined, timezone: string, now: Instant): number {
  return kept?.day === dayOf(timezone, now) ? kept.count : 0;
}

export function countOneMore(kept: DayCount | undefined, timezone: string, now: Instant): DayCount {
  return { day: dayOf(timezone, now), count: countToday(kept, timezone, now) + 1 };
}

/** A rep who could take a lead, and what their share is reckoned by. */
export interface Sharer {
  readonly rep: Rep;
  /** Positive. */
  readonly weight: number;
}

/** A sharer with what they have once this lead's shares are added. */
interface Contender {
  readonly rep: Rep;
  readonly credit: number;
  /** How much every lead adds. */
  readonly share: number;
}

/**
 * Whoever would be furthest behind soonest, of those who are not ahead; of equals the first. When somebody is further
 * behind than a steady pool lets anybody come, reps have come and gone: then whoever is furthest behind.
 */
function mostUrgent(pool: readonly Contender[]): Contender | undefined {
  const least = pool.length > 1 ? 1 / (2 * pool.length - 2) : 0;
  const most = 1 - least;
  let furthest: Contender | undefined;
  let soonest: Contender | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const contender of pool) {
    if (furthest === undefined || contender.credit > furthest.credit) furthest = contender;
    if (contender.credit < least - ROUNDING) continue;
    const leadsLeft = (most - contender.credit) / contender.share;
    if (leadsLeft >= fewest - ROUNDING) continue;
    fewest = leadsLeft;
    soonest = contender;
  }
  return furthest !== undefined && furthest.credit > most + ROUNDING ? furthest : (soonest ?? furthest);
}

/**
 * Who of the eligible reps gets the next lead, and the ledger after it. Of equals it is whoever comes first by Slack id,
 * so that the same ledger gives the same rep. `pool` must not be empty.
 */
export function chooseByShare(
  ledger: ShareLedger,
  pool: readonly Sharer[],
  team: Team,
  now: Instant,
): { rep: Rep; ledger: ShareLedger } {
  const contenders = contendersOf(ledger, pool);
  const chosen = mostUrgent(contenders)?.rep;
  if (chosen === undefined) throw new RangeError("a share needs a pool of at least one rep");
  return { rep: chosen, ledger: paid(ledger, contenders, chosen, team, now) };
}

/** The ledger after one of the pool got a lead for another reason than their share: it counts as their turn. */
export function countTurn(
  ledger: ShareLedger,
  pool: readonly Sharer[],
  rep: Rep,
  team: Team,
  now: Instant,
): ShareLedger {
  return paid(ledger, contendersOf(ledger, pool), rep, team, now);
}

/** The pool in the order of Slack ids, this lead's shares added. */
function contendersOf(ledger: ShareLedger, pool: readonly Sharer[]): Contender[] {
  const total = pool.reduce((sum, { weight }) => sum + weight, 0);
  return [...pool]
    .sort((a, b) => (a.rep.slack < b.rep.slack ? -1 : 1))
    .map(({ rep, weight }): Contender => {
      const share = weight / total;
      return { rep, share, credit: rounded((ledger.credits[rep.slack] ?? 0) + share) };
    });
}

/** One of the contenders has paid for the lead. Whoever left the team is forgotten. */
function paid(
  ledger: ShareLedger,
  contenders: readonly Contender[],
  chosen: Rep,
  team: Team,
  now: Instant,
): ShareLedger {
  const credits: Record<SlackId, number> = {};
  for (const { slack } of team.reps) {
    const kept = ledger.credits[slack];
    if (kept !== undefined) credits[slack] = kept;
  }
  for (const { rep, credit } of contenders) credits[rep.slack] = credit;
  credits[chosen.slack] = rounded((credits[chosen.slack] ?? 0) - 1);
  const today = {
    ...ledger.today,
    [chosen.slack]: countOneMore(ledger.today[chosen.slack], chosen.timezone, now),
  };
  return { credits, today };
}
