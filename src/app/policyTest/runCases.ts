// The cases of a policy, decided one after the other: what became of each, and what of it was not expected.
import type { Instant } from "../../clock.ts";
import type { Trace } from "../../domain/trace.ts";
import type { CompiledPolicy, Team } from "../../policy/types.ts";
import type { AboutEmail } from "./caseSignals.ts";
import { compare, type Mismatch } from "./compare.ts";
import { decideCase, type Routing } from "./decideCase.ts";
import type { Case } from "./readCases.ts";

export interface CaseResult {
  readonly of: Case;
  readonly at: Instant;
  readonly trace: Trace;
  readonly routing: Routing | null;
  /** Empty: all was as expected. */
  readonly wrong: readonly Mismatch[];
}

/** Every case for itself: none leaves anything behind for the next. `now` is when a case without `at` is decided; `about`: what is made of an address. */
export async function runCases(
  cases: readonly Case[],
  policy: CompiledPolicy,
  team: Team | null,
  now: Instant,
  about: AboutEmail,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const each of cases) {
    const at = each.at ?? now;
    const decided = await decideCase(each, at, policy, team, about);
    results.push({ of: each, at, ...decided, wrong: compare(each.expect, decided, { policy, team }) });
  }
  return results;
}
