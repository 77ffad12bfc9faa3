// What becomes of a case's lead: qualified, and where that routes it, offered to one of the team.
import type { Instant } from "../../clock.ts";
import type { AccountOwner } from "../../domain/accountOwner.ts";
import { EMPTY_LEDGER } from "../../domain/ledgers.ts";
import { qualify } from "../../domain/qualify.ts";
import { route } from "../../domain/route.ts";
import type { Signal } from "../../domain/signals.ts";
import { type Trace, traceOf } from "../../domain/trace.ts";
import type { CompiledPolicy, Rep, Team } from "../../policy/types.ts";
import { type AboutEmail, signalsOfCase, touchesOfCase } from "./caseSignals.ts";
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
 * nobody holds an offer, nobody has had a turn. `about`: what is made of an address.
 */
export async function decideCase(
  given: Pick<Case, "source" | "externalId" | "submission" | "signals">,
  at: Instant,
  policy: CompiledPolicy,
  team: Team | null,
  about: AboutEmail,
): Promise<Decided> {
  const { source, externalId, submission } = given;
  const signals = await signalsOfCase(given, at, policy, team, about);
  const trace = traceOf(
    qualify(policy, {
      source,
      externalId,
      submission,
      receivedAt: at,
      signals,
      touches: touchesOfCase(given, at, policy),
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
    { submission, seniority: outcome.seniority, lost: [], owner: ownerIn(signals, at) },
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

/** Whose account the case says it is; what has gone stale says nothing. */
function ownerIn(signals: readonly Signal[], at: Instant): AccountOwner | null {
  const owner = signals.findLast(
    ({ key, freshUntil }) => key === "account.owner" && (freshUntil === null || freshUntil > at),
  );
  if (typeof owner?.value !== "string") return null;
  return { by: "lead", agent: owner.value, opportunity: null, team: null };
}
