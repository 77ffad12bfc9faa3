// What a Home is made of: for each role that somebody has, what there is for them. What a role may not see is not in it.

import type { Alert } from "../../src/domain/alerts.ts";
import type { Away } from "../../src/domain/availability.ts";
import type { Numbers } from "../../src/domain/stats.ts";
import type { SlackId } from "../../src/ids.ts";
import type { AlertView } from "../alertParts.ts";
import type { OverflowView } from "../overflowCard.ts";
import type { PolicyAnswer } from "../policyAnswer.ts";
import type { QueueContent } from "../queue.ts";
import type { LeadRecord } from "../view.ts";

/** The first of them, and how many there are. */
export interface Some {
  readonly records: readonly LeadRecord[];
  readonly total: number;
}

/** Each part null where it is not for this person. */
export interface HomeFacts {
  readonly rep: { readonly offers: Some; readonly accepted: Some; readonly week: Numbers } | null;
  readonly manager: Pick<QueueContent, "rows" | "totals"> | null;
  readonly steward: PolicyAnswer | null;
  /** What goes wrong around the leads, the latest first: for managers and stewards. */
  readonly alerts: {
    readonly open: readonly Alert[];
    readonly labels: AlertView["labels"];
    readonly reader: SlackId;
  } | null;
  /** How many overrides no steward has reviewed: for managers and stewards. */
  readonly unreviewed: number | null;
  /** Whether new leads reach them: for whoever may be given any. */
  readonly absence: { readonly away: Away | null; readonly reader: SlackId } | null;
  /** What waits with them for a rep, and who may be picked. */
  readonly overflow: { readonly waiting: Some; readonly reps: OverflowView["reps"] } | null;
  readonly reviews: Some | null;
  /** Whom to ask who has no role: the managers. */
  readonly ask: readonly SlackId[];
}
