// What becomes of a case's lead: qualified, and where that routes it, offered to one of the team.
import type { Instant } from "../../clock.ts";
import { EMPTY_LEDGER } from "../../domain/ledgers.ts";
import { qualify } from "../../domain/qualify.ts";
import { route } from "../../domain/route.ts";
import { type Trace, traceOf } from "../../domain/trace.ts";
import type { CompiledPolicy, Rep, Team } from "../../policy/types.ts";
import type { Case } from "./readCases.ts";

export interface Routing {
  /** Null: nobody could take the lead then. */
  readonly owner: Rep | null;
  /** Why each rep who was left out was. */
  readonly out: ReadonlyMap<Rep, string>;
}

export interface Decided {
  readonly trace: Trace;
  /** Null: the lead is not for a rep, or there is no team to choose from. */
  readonly routing: Routing | null;
}

/**
 * Decides a case as if its lead were the first that Baton ever saw, its buffer ending at `at`: nobody is suppressed,
 * nobody holds an offer, nobody has had a turn.
 */
export function decideCase(
  { source, externalId, submission }: Pick<Case, "source" | "externalId" | "submission">,
  at: Instant,
  policy: CompiledPolicy,
  team: Team | null,
): Decided {
  const trace = traceOf(
    qualify(policy, {
      source,
      externalId,
      submission,
      receivedAt: at,
      signals: [],
      touches: [],
      cycle: 1,
      recycledBefore: null,
      policy: { version: policy.version, hash: policy.hash },
      now: at,
      suppressed: null,
    }),
  );
  const { outcome } = trace;
  if (outcome.decision !== "route" || team === null) return { trace, routing: null };
  const routed = route(
    { submission, seniority: outcome.seniority, lost: [] },
    { now: at, policy, team, gone: new Map(), openOffers: new Map(), share: EMPTY_LEDGER.share },
  );
  const reps = new Map(team.reps.map((rep) => [rep.slack, rep]));
  const out = new Map<Rep, string>();
  for (const { rep, out: why } of routed.considered) {
    const known = reps.get(rep);
    if (known !== undefined && why !== null) out.set(known, why);
  }
  return { trace, routing: { owner: (routed.found && reps.get(routed.rep)) || null, out } };
}
