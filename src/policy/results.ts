/** What reading a file comes to: something that can decide, or every problem in the order of the file. */
import type { CompiledPolicy, Problem, Team } from "./types.ts";

/** Where the value at a path, such as `["reps", 2]`, stands in the file; its nearest ancestor's where there is none. */
export type PlaceOf = (path: readonly PropertyKey[]) => Pick<Problem, "line" | "col">;

export type PolicyResult =
  /**
   * `ineffective`: what can certainly never take effect. It harms no lead, so a policy may be in force with it, but
   * `policy check` does not pass it. `remarks`: what is odd about the file, but may be meant.
   */
  | {
      readonly ok: true;
      readonly policy: CompiledPolicy;
      readonly ineffective: readonly Problem[];
      readonly remarks: readonly Problem[];
      readonly place: PlaceOf;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type TeamResult =
  | {
      readonly ok: true;
      readonly team: Team;
      readonly place: PlaceOf;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };
