// What the figures of the reports are made of: counts of what is on record of a time.
import type { DivergenceCount } from "../domain/divergence.ts";
import type { DailyCounts } from "../domain/figures/daily.ts";
import type { MonthlyCounts } from "../domain/figures/monthly.ts";
import type { WeeklyCounts } from "../domain/figures/weekly.ts";
import type { Period } from "../domain/reports.ts";

/** Each for a period, and for the one before it that it is compared with. */
export interface FigureStore {
  daily(period: Period, before: Period): Promise<DailyCounts>;
  weekly(period: Period, before: Period): Promise<WeeklyCounts>;
  monthly(period: Period, before: Period): Promise<MonthlyCounts>;
  /** Of one period, as the weekly report has it. */
  divergence(period: Period): Promise<DivergenceCount[]>;
}
