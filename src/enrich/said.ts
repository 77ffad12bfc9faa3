import type { Instant } from "../clock.ts";
import type { JsonValue } from "../policy/types.ts";

/** What came of asking one provider. */
export type Said =
  | { readonly is: "answered"; readonly values: ReadonlyMap<string, JsonValue>; readonly at: Instant }
  | { readonly is: "unknown" }
  /** `again`: asking once more may help. */
  | { readonly is: "failed"; readonly again: boolean }
  /** Not to be asked before `until`; null: nobody can say. */
  | { readonly is: "resting"; readonly until: Instant | null };
