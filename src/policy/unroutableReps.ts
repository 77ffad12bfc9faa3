import type { PlaceOf } from "./results.ts";
import type { CompiledPolicy, Problem, Rep, RouteStep, Team } from "./types.ts";

/**
 * Reps whom no lead is ever routed to: every tier that goes to reps asks for a seniority that they do not have, and
 * somebody who has it is there whenever they are. `place` says where the team's `file` has an entry.
 *
 * Harmless, unlike a missing channel: it stops neither a publish nor an apply, which say so and go on.
 */
export function unroutableReps(policy: CompiledPolicy, team: Team, file: string, place: PlaceOf): Problem[] {
  const wanted = policy.tiers.flatMap(({ nurture, seniority }) => (nurture === null ? [seniority] : []));
  // Whoever owns an account gets its leads whatever their seniority.
  if (wanted.length === 0 || policy.route.by.includes("account_owner")) return [];
  const before = stepsBeforeSeniority(policy);
  return team.reps.flatMap((rep, index): Problem[] => {
    const passedOver = wanted.every(
      (seniority) =>
        seniority !== null &&
        rep.seniority !== seniority &&
        team.reps.some(
          (other) => other.seniority === seniority && before.every((step) => covers(other, rep, step)),
        ),
    );
    if (!passedOver) return [];
    const what = `no lead is ever routed to ${rep.name}: every tier asks for ${list(wanted)}, and others have that`;
    const todo = `add to: { seniority: ${rep.seniority ?? "…"} } to a tier, or change the rep's seniority`;
    const path = `reps[${index}]`;
    return [
      {
        file,
        ...place(["reps", index]),
        path,
        what,
        todo: rep.seniority === null ? "give the rep a seniority" : todo,
      },
    ];
  });
}

/** Without a place of its own seniority comes first. */
function stepsBeforeSeniority({ route }: CompiledPolicy): readonly RouteStep[] {
  return route.by.slice(0, Math.max(route.by.indexOf("seniority"), 0));
}

/** Whether `other` passes a step whenever `rep` does. */
function covers(other: Rep, rep: Rep, step: RouteStep): boolean {
  switch (step) {
    case "territory":
      return includesAll(other.territories, rep.territories);
    case "product":
      return includesAll(other.products, rep.products);
    case "language":
      return includesAll(other.languages, rep.languages);
    case "account_owner":
    case "seniority":
      return true;
  }
}

/** Null stands for everything. */
function includesAll(all: readonly string[] | null, some: readonly string[] | null): boolean {
  if (all === null || some === null) return all === null;
  const known = new Set(all.map((word) => word.toLowerCase()));
  return some.every((word) => known.has(word.toLowerCase()));
}

function list(seniorities: readonly (string | null)[]): string {
  return [...new Set(seniorities)].join(" or ");
}
