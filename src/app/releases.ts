// Releasing a change of the rules: published in full or as a canary, promoted, rolled back; by whoever, from wherever.
import { type Clock, instant } from "../clock.ts";
import type { Release, ReleaseCommand } from "../domain/releases.ts";
import type { Breach, Tallies } from "../domain/rulesEvents.ts";
import { checkAgainstTeam } from "../policy/index.ts";
import type { CompiledPolicy, Problem } from "../policy/types.ts";
import type { Canary, GuardStore, RuleSet, RulesStore } from "./ports.ts";

export interface ReleaseDeps {
  readonly rules: RulesStore;
  readonly guards: GuardStore;
  readonly clock: Clock;
}

/** Who wants it: a name or a Slack id, why, and whose hand it was (`command`, `slack:U…`, `guard`). */
export interface Releaser {
  readonly by: string;
  readonly note: string;
  readonly actor: string;
}

export type Released =
  | Release
  /** The policy that would be in force does not fit the team that is. */
  | { readonly kind: "unfit"; readonly problems: readonly Problem[] };

/** `share`: as a canary for this part of the leads, for as long as the policy says; null: in full. */
export async function publishPolicy(
  policy: CompiledPolicy,
  share: number | null,
  who: Releaser,
  deps: ReleaseDeps,
): Promise<Released> {
  const { canonical, hash, canary } = policy;
  const tried = share === null ? null : { share, forMs: canary.forMs };
  return release({ do: "publish", hash, canary: tried }, { policy, canonical }, who, deps);
}

/** The canary decides every new cycle from now on. `version` null: whichever runs. */
export async function promoteCanary(
  version: number | null,
  who: Releaser,
  deps: ReleaseDeps,
): Promise<Released> {
  const { canary } = await deps.rules.inForce();
  const tallies = canary && (await talliesOf(canary, deps));
  return release({ do: "promote", version, tallies }, { policy: canary?.policy ?? null }, who, deps);
}

/** Ends the canary (`version` null: whichever runs); without one and without `version`, goes back to the one before. */
export async function rollBack(version: number | null, who: Releaser, deps: ReleaseDeps): Promise<Released> {
  const { canary } = await deps.rules.inForce();
  const tallies = canary && (await talliesOf(canary, deps));
  const returns = canary || version !== null ? null : await versionBefore(deps.rules);
  const command = { do: "roll_back", version, because: null, tallies } as const;
  return release(command, { policy: returns?.policy ?? null }, who, deps);
}

/** Ends the canary because its leads fare worse. */
export async function rollBackBecause(
  canary: Canary,
  because: Breach,
  tallies: Tallies,
  deps: ReleaseDeps,
): Promise<Released> {
  const who: Releaser = { by: "guard", note: "", actor: "guard" };
  const command = { do: "roll_back", version: canary.ref.version, because, tallies } as const;
  return release(command, { policy: null }, who, deps);
}

/** What has become of a canary's leads and of those it is compared with so far. */
export async function talliesOf(
  { ref, control, since }: Pick<Canary, "ref" | "control" | "since">,
  { guards, clock }: Pick<ReleaseDeps, "guards" | "clock">,
): Promise<Tallies> {
  return guards.tallies({ canary: ref.version, control }, since, instant(clock.now()));
}

/** `policy`: what would be in force by it; null: what is so already. */
async function release(
  command: ReleaseCommand,
  {
    policy,
    canonical = null,
  }: { readonly policy: CompiledPolicy | null; readonly canonical?: string | null },
  who: Releaser,
  { rules, clock }: ReleaseDeps,
): Promise<Released> {
  const team = await rules.activeTeam();
  const problems = policy && team ? checkAgainstTeam(policy, team.team, `team version ${team.version}`) : [];
  if (problems.length > 0) return { kind: "unfit", problems };
  const stewards = team?.team.roles.stewards ?? [];
  return rules.release({ command, canonical, ...who, at: instant(clock.now()), stewards });
}

async function versionBefore(rules: RulesStore): Promise<RuleSet | null> {
  const before = (await rules.policies()).find(({ status }) => status === "retired");
  return before ? rules.policy(before.version) : null;
}
