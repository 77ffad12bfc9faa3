// Recycle on an offer card: opens the form. Slack lets it open within three seconds of the press.
import type { Message } from "../../../blocks/assemble.ts";
import { renderRecycle } from "../../../blocks/recycleModal.ts";
import { openTurn } from "../../domain/lead.ts";
import { type Desk, policyOf, rulesOf, viewFor } from "../desk.ts";
import { openModal } from "../modals.ts";
import { refusalOf, sayWhy, targetOf } from "../onLead.ts";
import type { Press } from "../payloads.ts";
import { recycleChoices } from "../recycleChoices.ts";
import { sayNotUnderstood } from "../sentences.ts";

export async function recycle(press: Press, desk: Desk): Promise<Message | null> {
  const ref = targetOf(press, desk);
  if (!ref) return sayNotUnderstood(desk);
  const [record, rules] = await Promise.all([desk.leads.load(ref.lead), rulesOf(desk)]);
  if (!record) return refusalOf({ kind: "unknown" }, ref, press.by, desk);
  const turn = record.lead.turns.find((one) => one.turn === ref.turn);
  if (turn?.kind !== "offer" || turn.holder !== press.by) {
    // The engine refuses it, and puts on record who tried. A turn never changes hands, so that it cannot be done by this.
    const attempt = {
      do: "recycle",
      by: press.by,
      turn: ref.turn,
      answer: { reason: "budget" },
      note: null,
    } as const;
    const outcome = await desk.engine.run(ref.lead, attempt);
    return outcome.kind === "done" ? null : refusalOf(outcome, ref, press.by, desk);
  }
  if (openTurn(record.lead)?.turn !== turn.turn) return sayWhy("moved_on", record, ref, press.by, desk);
  const [policy, view] = await Promise.all([policyOf(desk, record, rules), viewFor(desk, press.by, rules)]);
  return openModal(press, desk, renderRecycle(record, ref.turn, null, recycleChoices(policy), view));
}
