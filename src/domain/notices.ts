// Which notice in the managers' channel an overdue lead goes into. The first five in a sliding minute are single; the
// sixth opens a bundle, which the following join as long as it is not older than a minute since the last and not full.
import { type Instant, toMs } from "../clock.ts";
import type { NoticeLedger } from "./ledgers.ts";

const SINGLES_A_MINUTE = 5;
const MINUTE_MS = 60_000;
/** What one message can show within Slack's limits with a line for each lead. */
export const BUNDLE_MOST = 40;

/** The id of the notice that a turn's overdue joins (`own`: the one it would open), and the ledger after it. */
export function noticeFor(
  ledger: NoticeLedger,
  own: string,
  now: Instant,
): { notice: string; ledger: NoticeLedger } {
  const since = (at: Instant) => toMs(now) - toMs(at);
  const recent = ledger.recent.filter((at) => since(at) < MINUTE_MS);
  // The list never needs to be longer than it takes to know that there were five.
  const recentAfter = [...recent, now].slice(-(SINGLES_A_MINUTE + 1));
  if (recent.length < SINGLES_A_MINUTE) {
    return { notice: own, ledger: { recent: recentAfter, bundle: null } };
  }
  const { bundle } = ledger;
  const open = bundle !== null && since(bundle.lastAt) < MINUTE_MS && bundle.size < BUNDLE_MOST;
  const id = open ? bundle.id : own;
  const size = open ? bundle.size + 1 : 1;
  return { notice: id, ledger: { recent: recentAfter, bundle: { id, size, lastAt: now } } };
}
