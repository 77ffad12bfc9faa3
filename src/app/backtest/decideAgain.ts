// One recorded lead decided again: under other rules, in the circumstances that are on record for its latest decision.
import type { EventOf } from "../../domain/events.ts";
import type { LeadState, RecycleReason } from "../../domain/lead.ts";
import { type QualifyInput, qualify } from "../../domain/qualify.ts";
import { signalsAt } from "../../domain/signals.ts";
import { type Outcome, tierOfOutcome } from "../../domain/trace.ts";
import type { CompiledPolicy } from "../../policy/types.ts";
import type { RecordedLead } from "./ports.ts";

/** A decision, in what can be compared. `rules`: the ids that its reasons name, each once. */
export interface Verdict {
  /** `tier 1`, `review triage`, `nurture`, `suppressed`. */
  readonly label: string;
  readonly score: number;
  readonly rules: ReadonlySet<string>;
}

export type Again =
  | { readonly kind: "decided"; readonly old: Verdict; readonly new: Verdict }
  /** Nothing is left to decide on, nothing has been decided yet, or an earlier lead went on in its place. */
  | { readonly kind: "forgotten" | "undecided" | "merged" };

/** Pure. The verdict of the policy that decided the lead is the old one, whatever has happened to the lead since. */
export function decideAgain(policy: CompiledPolicy, lead: RecordedLead): Again {
  const { submission, qualified } = lead;
  if (submission === null) return { kind: "forgotten" };
  if (qualified === null) return { kind: "undecided" };
  if (qualified.body.decision === "merged") return { kind: "merged" };
  const cycle = lead.scored ? lead.cycle : lead.cycle - 1;
  const { outcome, score, why } = qualify(policy, {
    source: lead.source,
    externalId: lead.externalId,
    submission,
    receivedAt: lead.receivedAt,
    signals: signalsAt(lead.signals, qualified.at),
    touches: lead.touches,
    cycle,
    recycledBefore: recycledBefore(lead, cycle),
    policy: { version: policy.version, hash: policy.hash },
    now: qualified.at,
    suppressed: suppressedThen(lead),
  });
  const { decision, tier, rules } = qualified.body;
  return {
    kind: "decided",
    old: { label: labelOf(decision, tier, lead.queue), score: qualified.body.score, rules: new Set(rules) },
    new: {
      label: labelOfOutcome(outcome),
      score,
      rules: new Set(why.map(({ rule }) => rule)),
    },
  };
}

/** What became of a lead, as it stands today: its state, of a recycled one with the reason. */
export function becameOf({ state, recycled }: Pick<RecordedLead, "state" | "recycled">): string {
  return recycled === null ? state : `${state} ${recycled}`;
}

/** What reps said of a lead: accepted is a yes, recycled a no, anything else no answer yet, or none to come. */
export function answeredBy(state: LeadState): boolean | null {
  switch (state) {
    case "accepted":
      return true;
    case "recycled":
      return false;
    case "buffering":
    case "routing":
    case "offered":
    case "tank":
    case "overflow":
    case "review":
    case "nurture":
    case "suppressed":
    case "merged":
      return null;
    default:
      return state satisfies never;
  }
}

function labelOfOutcome(outcome: Outcome): string {
  const tier = tierOfOutcome(outcome);
  return labelOf(outcome.decision, tier, outcome.decision === "review" ? outcome.queue : null);
}

function labelOf(
  decision: EventOf<"qualified">["decision"],
  tier: string | null,
  queue: string | null,
): string {
  switch (decision) {
    case "route":
      return `tier ${tier}`;
    case "review":
      return `review ${queue}`;
    case "nurture":
    case "suppressed":
    case "merged":
      return decision;
    default:
      return decision satisfies never;
  }
}

/** Why the last trip before this cycle that was recycled was so: what `evolve` had on the lead when it was decided. */
function recycledBefore({ turns }: RecordedLead, cycle: number): RecycleReason | null {
  const ends = turns.flatMap((turn) => (turn.cycle < cycle && turn.end?.how === "recycled" ? turn.end : []));
  return ends.at(-1)?.reason ?? null;
}

/**
 * A person who was suppressed when the lead was decided: that step goes before all others, so it is on record whenever it
 * held. Its first reason says which suppression it was.
 */
function suppressedThen({ qualified, suppressed }: RecordedLead): QualifyInput["suppressed"] {
  if (suppressed?.because !== "person") return null;
  return { until: suppressed.until, because: qualified?.body.rules[0] ?? "suppressed" };
}
