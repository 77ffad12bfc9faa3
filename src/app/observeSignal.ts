// What a known person has done goes on record with their lead.
import { behaviourKey, behavioursOf } from "../domain/decide/observing.ts";
import type { LeadId } from "../ids.ts";
import { MOST_SIGNALS } from "../intake/limits.ts";
import { emailKey } from "../intake/matchKeys.ts";
import type { ReportedSignal } from "../intake/readSignal.ts";
import type { Engine } from "./engine.ts";
import { inTurn } from "./inTurn.ts";
import type { LeadStore } from "./ports.ts";

export type Observed =
  /** It counts, or has before. */
  | { readonly kind: "recorded"; readonly leadId: LeadId }
  | { readonly kind: "unknown" }
  /** So much else is counted of the lead that this is not. */
  | { readonly kind: "full" };

export type ObserveSignal = (signal: ReportedSignal) => Promise<Observed>;

/** A lead may be merged while it is looked for; that it is so again and again in one moment cannot be. */
const MOST_MERGES = 10;

export function observeSignals(
  leads: Pick<LeadStore, "leadWith" | "newestUnder" | "load">,
  engine: Pick<Engine, "run">,
): ObserveSignal {
  // A busy visitor's clicks come together: against each other they would lose race after race.
  const perLead = inTurn();

  /** Null: this lead has been merged meanwhile. */
  async function observeOf(id: LeadId, { source, type, name, at }: ReportedSignal): Promise<Observed | null> {
    const record = await leads.load(id);
    if (!record) return { kind: "unknown" };
    const counted = behavioursOf(record.person);
    if (!counted.has(behaviourKey({ type, name })) && counted.size >= MOST_SIGNALS) return { kind: "full" };
    const outcome = await engine.run(id, { do: "observe", source, type, name, at });
    return outcome.kind === "done" ? { kind: "recorded", leadId: id } : null;
  }

  return async (signal) => {
    const { source, lead } = signal;
    let id =
      "externalId" in lead
        ? await leads.leadWith(source, lead.externalId)
        : await leads.newestUnder(emailKey(lead.email), source);
    for (let merges = 0; id !== null && merges < MOST_MERGES; merges++) {
      const known = id;
      const record = await leads.load(known);
      if (!record) break;
      if (record.lead.state === "merged") {
        id = record.lead.into;
        continue;
      }
      const observed = await perLead(known, () => observeOf(known, signal));
      if (observed) return observed;
    }
    return { kind: "unknown" };
  };
}
