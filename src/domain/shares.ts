// Fair shares: smooth weighted round robin with a ledger. Each lead adds to every eligible rep a credit equal to their
// share of the pool; whoever has most gets the lead and pays one. With a steady pool nobody is ever a whole lead off
// their weighted share, whatever the order of arrival. Who is away, capped or off shift earns nothing, so nobody is
// flooded on coming back.
import type { Instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { Rep, Team } from "../policy/types.ts";
import { dayOf } from "./calendar.ts";
import type { DayCount, ShareLedger } from "./ledgers.ts";

/** Credits are kept to a billionth of a lead: sums of shares such as 1/3 would otherwise drift. */
function rounded(credit: number): number {
  return Math.round(credit * 1e9) / 1e9 || 0;
}

/** Today's count in somebody's zone: 0 when the count kept is of another day. */
export function countToday(kept: DayCount | undefined, timezone: string, now: Instant): number {
  return kept?.day === dayOf(timezone, now) ? kept.count : 0;
}

export function countOneMore(kept: DayCount | undefined, timezone: string, now: Instant): DayCount {
  return { day: dayOf(timezone, now), count: countToday(kept, timezone, now) + 1 };
}

/**
 * Who of the eligible reps gets the next lead, and the ledger after it. Equal credits go to whoever stands first in
 * the team file's order of Slack ids, so that the same ledger gives the same rep. `pool` must not be empty.
 */
export function chooseByShare(
  ledger: ShareLedger,
  pool: readonly Rep[],
  team: Team,
  now: Instant,
): { rep: Rep; ledger: ShareLedger } {
  const total = pool.reduce((sum, rep) => sum + rep.weight, 0);
  const credits: Record<SlackId, number> = {};
  for (const { slack } of team.reps) {
    const kept = ledger.credits[slack];
    if (kept !== undefined) credits[slack] = kept;
  }
  const inOrder = [...pool].sort((a, b) => (a.slack < b.slack ? -1 : 1));
  let chosen: Rep | undefined;
  for (const rep of inOrder) {
    const credit = rounded((credits[rep.slack] ?? 0) + rep.weight / total);
    credits[rep.slack] = credit;
    if (chosen === undefined || credit > (credits[chosen.slack] ?? 0)) chosen = rep;
  }
  if (chosen === undefined) throw new RangeError("a share needs a pool of at least one rep");
  credits[chosen.slack] = rounded((credits[chosen.slack] ?? 0) - 1);
  const today = {
    ...ledger.today,
    [chosen.slack]: countOneMore(ledger.today[chosen.slack], chosen.timezone, now),
  };
  return { rep: chosen, ledger: { credits, today } };
}
