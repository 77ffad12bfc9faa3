// Shared accounts that a decision reads and writes besides its lead. Each is one row with a version that the commit
// guards, so that of two decisions made at once on the same account one is made again.
import type { Instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";

/** How many offers or claims somebody had on one day of their own calendar. */
export interface DayCount {
  readonly day: string;
  readonly count: number;
}

/** Credits in leads, by rep (see `shares.ts`), and today's offers. */
export interface ShareLedger {
  readonly credits: Readonly<Record<SlackId, number>>;
  readonly today: Readonly<Record<SlackId, DayCount>>;
}

/** The overdue notices of the last minute, and the bundle that is open (see `notices.ts`). */
export interface NoticeLedger {
  readonly recent: readonly Instant[];
  readonly bundle: { readonly id: string; readonly size: number; readonly lastAt: Instant } | null;
}

/** One rep's claims from the tank. */
export interface ClaimLedger {
  readonly today: DayCount;
  readonly lastAt: Instant | null;
}

export interface LedgerData {
  readonly share: ShareLedger;
  readonly notices: NoticeLedger;
  readonly claims: ClaimLedger;
}

export type LedgerKind = keyof LedgerData;

/** An account as loaded. `version` 0: there is no row yet. `id` is the kind, for claims `claims:<slack id>`. */
export interface Ledger<K extends LedgerKind> {
  readonly id: string;
  readonly version: number;
  readonly data: LedgerData[K];
}

export const EMPTY_LEDGER: LedgerData = {
  share: { credits: {}, today: {} },
  notices: { recent: [], bundle: null },
  claims: { today: { day: "", count: 0 }, lastAt: null },
};

/** What a decision wants an account to become; refused by the commit when `version` is no longer the row's. */
export interface LedgerChange {
  readonly id: string;
  readonly version: number;
  readonly data: LedgerData[LedgerKind];
}
