// Reps' numbers over the last days up to now, and the team's beside them.
import { type Clock, instant } from "../clock.ts";
import { type Stats, type StatsDays, statsOf } from "../domain/stats.ts";
import type { LeadStore } from "./ports.ts";

const DAY_MS = 24 * 3_600_000;

export async function repStats(
  { leads, clock }: { readonly leads: Pick<LeadStore, "onRecord">; readonly clock: Clock },
  days: StatsDays,
): Promise<Stats> {
  const now = clock.now();
  return statsOf(await leads.onRecord(instant(now - days * DAY_MS), instant(now)), days);
}
