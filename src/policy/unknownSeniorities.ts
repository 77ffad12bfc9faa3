import { nearest } from "./nearest.ts";
import type { PlaceOf } from "./results.ts";
import type { CompiledPolicy, Problem, Team } from "./types.ts";

/**
 * Tiers that ask for a seniority which no rep has: routing passes over a step that would leave nobody, so their leads go
 * to anybody. That may be meant for a time, while nobody of that rank is there.
 */
export function unknownSeniorities(
  { tiers }: CompiledPolicy,
  { reps }: Team,
  file: string,
  place: PlaceOf,
): Problem[] {
  const known = new Set(reps.flatMap(({ seniority }) => seniority ?? []));
  return tiers.flatMap(({ id, seniority }, index): Problem[] => {
    if (seniority === null || reps.length === 0 || known.has(seniority)) return [];
    const near = nearest(seniority, known);
    return [
      {
        file,
        ...place(["tiers", index, "to", "seniority"]),
        path: `tiers[${index}].to.seniority`,
        what: `no rep has the seniority '${seniority}': leads of tier '${id}' go to anybody`,
        todo: near === null ? "give it to a rep in team.yml" : `did you mean '${near}'?`,
      },
    ];
  });
}
