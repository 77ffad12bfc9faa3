// The guard beside a canary: rolls it back when its leads fare worse, and keeps the stewards' cards up to date.
import { instant } from "../clock.ts";
import { breachOf } from "../domain/guards.ts";
import type { Breach } from "../domain/rulesEvents.ts";
import { type ReleaseDeps, rollBackBecause, talliesOf } from "./releases.ts";

/** How often the numbers on the cards are brought up to date; what came of a canary is shown at once. */
const REFRESH_MS = 60 * 60_000;

export type Watched =
  | { readonly kind: "rolled_back"; readonly version: number; readonly because: Breach }
  | { readonly kind: "refreshed" }
  | { readonly kind: "nothing" };

/** Looks once. Any number of instances may: a canary is rolled back once, and each card is posted once. */
export async function watchCanary(deps: ReleaseDeps): Promise<Watched> {
  const { rules, clock } = deps;
  const { canary } = await rules.inForce();
  if (!canary) return { kind: "nothing" };
  const tallies = await talliesOf(canary, deps);
  const because = breachOf(tallies, canary.policy.canary.guards);
  if (because) {
    const released = await rollBackBecause(canary, because, tallies, deps);
    return released.kind === "released"
      ? { kind: "rolled_back", version: canary.ref.version, because }
      : { kind: "nothing" };
  }
  const team = await rules.activeTeam();
  const stewards = team?.team.roles.stewards ?? [];
  const refreshed = await rules.refreshCards(canary.ref.version, stewards, instant(clock.now()), REFRESH_MS);
  return { kind: refreshed ? "refreshed" : "nothing" };
}
