// What is asked of the record about overrides, across leads.
import type { SubmittedOverride } from "../domain/overrideDigest.ts";
import type { Period } from "../domain/reports.ts";

export interface OverrideStore {
  /** Those that were submitted in a stretch of time, in order, with what has come of each by now. */
  submitted(period: Period): Promise<SubmittedOverride[]>;
  /** How many no steward has reviewed yet, whenever they were submitted. */
  unreviewed(): Promise<number>;
}
