// What a known person has done goes on record with their lead.
import { behaviourKey, behavioursOf } from "../domain/decide/observing.ts";
import type { LeadId } from "../ids.ts";
import { MOST_SIGNALS } from "../intake/limits.ts";
import { emailKey } from "../intake/matchKeys.ts";
import type { ReportedSignal } from "../intake/readSignal.ts";
import type { Engine } from "./engine.ts";
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
  return async ({ source, lead, type, name, at }) => {
    let id =
      "externalId" in lead
        ? await leads.leadWith(source, lead.externalId)
        : await leads.newestUnder(emailKey(lead.email), source);
    for (let merges = 0; id !== null && merges < MOST_MERGES; merges++) {
      const record = await leads.load(id);
      if (!record) break;
      if (record.lead.state === "merged") {
        id = record.lead.into;
        continue;
      }
      const counted = behavioursOf(record.person);
      if (!counted.has(behaviourKey({ type, name })) && counted.size >= MOST_SIGNALS) return { kind: "full" };
      const outcome = await engine.run(id, { do: "observe", source, type, name, at });
      if (outcome.kind === "done") return { kind: "recorded", leadId: id };
    }
    return { kind: "unknown" };
  };
}
