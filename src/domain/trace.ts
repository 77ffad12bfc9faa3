// Why a lead was decided as it was: kept beside the person's data (it repeats values), committed to in the event.
import type { Instant } from "../clock.ts";
import type { JsonValue } from "../policy/types.ts";
import type { NurtureCause, PolicyRef, SuppressionCause } from "./lead.ts";
import type { Replaced } from "./signals.ts";

/** Who said a value that the lead did not bring itself, and what it won against. */
export interface Origin {
  readonly provider: string;
  readonly observedAt: Instant;
  readonly replaced?: Replaced;
}

/** One reason. `rule` is a rule's id, or `minimum`, `tier:3`, `not_icp`, `suppressed`; `read` what it looked at. */
export interface Why {
  readonly rule: string;
  readonly points?: number;
  readonly read: Readonly<Record<string, JsonValue>>;
  /** Where the values in `read` are from, of those that the lead did not bring itself. */
  readonly from?: Readonly<Record<string, Origin>>;
  readonly missing?: readonly string[];
  readonly text: string;
}

export type Outcome =
  | { readonly decision: "route"; readonly tier: string; readonly seniority: string | null }
  | {
      readonly decision: "nurture";
      readonly tier: string | null;
      readonly because: NurtureCause;
      readonly nurture: string | null;
    }
  | { readonly decision: "suppressed"; readonly because: SuppressionCause; readonly until: Instant | null };

/** The whole of a qualification. `why` holds what decided or scored, strongest first; `silent` what could not be read. */
export interface Trace {
  readonly at: Instant;
  readonly cycle: number;
  readonly policy: PolicyRef;
  readonly score: number;
  readonly outcome: Outcome;
  readonly why: readonly Why[];
  readonly silent: readonly Why[];
}
