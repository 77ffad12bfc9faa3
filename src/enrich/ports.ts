// What enrichment keeps, and what one provider may come to.
import type { Instant } from "../clock.ts";
import type { JsonValue } from "../policy/types.ts";

/** What a provider said when it was asked by something: its values, or (null) that it does not know it. */
export interface KeptAnswer {
  readonly values: Readonly<Record<string, JsonValue>> | null;
  readonly at: Instant;
}

/** Answers of all instances, by a key that gives nothing away. */
export interface AnswerStore {
  /** Null: none that is fresh at `now`. */
  get(key: string, now: Instant): Promise<KeptAnswer | null>;
  put(
    key: string,
    answer: KeptAnswer & { readonly provider: string; readonly freshUntil: Instant },
  ): Promise<void>;
}

/** What came of asking one provider. */
export type Said =
  | { readonly is: "answered"; readonly values: ReadonlyMap<string, JsonValue>; readonly at: Instant }
  | { readonly is: "unknown" }
  /** `again`: asking once more may help. */
  | { readonly is: "failed"; readonly again: boolean }
  /** Not to be asked before `until`; null: nobody can say. */
  | { readonly is: "resting"; readonly until: Instant | null };
